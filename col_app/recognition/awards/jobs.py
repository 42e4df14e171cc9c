"""What the worker does for recognition."""

from __future__ import annotations

from typing import Any

import tenancy
from col_app.core import outbox
from col_app.core.db import db
from col_app.learning.participation.actions import COMPLETED
from col_app.learning.participation.models import Participation
from col_app.learning.playlists import queries as playlists
from col_app.recognition.awards import actions, keys
from col_app.recognition.awards.models import StatusList
from col_app.recognition.badges import queries as badges


@outbox.handles(COMPLETED)
def award_for_participation(payload: dict[str, Any]) -> None:
    """Award the activity's badge, and those of playlists that are complete by it."""
    participation = db.session.get_one(Participation, payload["participation_id"])
    badge = badges.of_activity(participation.activity_id)
    if badge is not None:
        actions.award(badge, participation.person_id, participation.id)
    for playlist_id in playlists.completed_by(participation.person_id, participation.activity_id):
        final = badges.of_playlist(playlist_id)
        if final is not None:
            actions.award(final, participation.person_id)


@outbox.handles(actions.SIGN_STATUS)
def sign_status_list(payload: dict[str, Any]) -> None:
    """Sign a status list anew."""
    city = tenancy.current_city()
    book = db.session.get_one(StatusList, payload["status_list_id"])
    actions.sign(book, city, keys.active(city))
