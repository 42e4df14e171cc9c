"""What the worker does for recognition."""

from __future__ import annotations

import logging
from typing import Any

import tenancy
from col_app.core import outbox
from col_app.core.db import db
from col_app.learning.participation.actions import COMPLETED
from col_app.learning.participation.models import Participation
from col_app.learning.playlists import queries as playlists
from col_app.recognition.awards import actions, letters, lists
from col_app.recognition.awards.models import Award
from col_app.recognition.badges import queries as badges

log = logging.getLogger(__name__)


@outbox.handles(COMPLETED)
def award_for_participation(payload: dict[str, Any]) -> None:
    """Award the activity's badge, and those of playlists that are complete by it."""
    participation = db.session.get(Participation, payload["participation_id"])
    if participation is None:
        return
    try:
        _award_all(participation)
    except actions.NoRecipientError:
        # the account was closed in between: nobody is left to be awarded
        log.info("participation %s has no person any more", participation.id)


def _award_all(done: Participation) -> None:
    badge = badges.of_activity(done.activity_id)
    if badge is not None:
        _tell(actions.award(badge, done.person_id, done.id))
    for playlist_id in playlists.completed_by(done.person_id, done.activity_id):
        final = badges.of_playlist(playlist_id)
        if final is not None:
            _tell(actions.award(final, done.person_id))


def _tell(made: Award | None) -> None:
    """Mail about what is new; who held the badge already hears nothing."""
    if made is not None:
        letters.tell(made.id, made.person_id)


@outbox.handles(actions.SIGN_STATUS)
def sign_status_list(payload: dict[str, Any]) -> None:
    """Sign a status list anew."""
    lists.sign_again(db.session(), tenancy.current_city(), payload["status_list_id"])
