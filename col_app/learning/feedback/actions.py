"""Saying how it was, saying it differently, not wanting to say."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert

from col_app.core import clock
from col_app.core.db import db
from col_app.learning.feedback.models import Feedback, Mood, Reason
from col_app.learning.participation.models import Participation, ParticipationState


class NotThereError(Exception):
    """Only who took part can say how it was."""


def give(participation: Participation, mood: Mood, reason: Reason | None) -> None:
    """Keep what somebody says; what they said before is replaced. Raises NotThereError."""
    _keep(participation, mood, reason)


def dismiss(participation: Participation) -> None:
    """Ask no more, and forget what was said. Raises NotThereError."""
    _keep(participation, None, None)


def _keep(participation: Participation, mood: Mood | None, reason: Reason | None) -> None:
    if participation.state is not ParticipationState.COMPLETED:
        raise NotThereError
    said = {"mood": mood, "reason": reason, "given_at": clock.now()}
    db.session.execute(
        insert(Feedback)
        .values(participation_id=participation.id, **said)
        .on_conflict_do_update(index_elements=["participation_id"], set_=said)
    )
