"""Reads of feedback: one's own, whom to ask, and the trend."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import func, select

from col_app.core import clock
from col_app.core.db import db
from col_app.learning.activities.models import Activity
from col_app.learning.feedback.models import Feedback, Mood, Reason
from col_app.learning.organisers.models import OrganiserMember
from col_app.learning.participation.models import Participation, ParticipationState

ASKED_FOR = dt.timedelta(days=14)
Count = tuple[int, Mood, Reason | None, int]


def given(participation_id: int) -> Feedback | None:
    """What somebody said about one activity."""
    return db.session.get(Feedback, participation_id)


def to_ask(person_id: int) -> Sequence[int]:
    """Ids of what somebody took part in lately and has not spoken about, latest first."""
    return db.session.scalars(
        select(Participation.activity_id)
        .outerjoin(Feedback, Feedback.participation_id == Participation.id)
        .where(
            Participation.person_id == person_id,
            Participation.state == ParticipationState.COMPLETED,
            Participation.completed_at > clock.now() - ASKED_FOR,
            Feedback.participation_id.is_(None),
        )
        .order_by(Participation.completed_at.desc())
    ).all()


def counts(by: int | None) -> list[Count]:
    """(activity, mood, reason, how many), for a person's organisers or, without `by`, the city."""
    query = (
        select(Participation.activity_id, Feedback.mood, Feedback.reason, func.count())
        .join(Participation, Participation.id == Feedback.participation_id)
        .join(Activity, Activity.id == Participation.activity_id)
        .where(Feedback.mood.is_not(None))
        .group_by(Participation.activity_id, Feedback.mood, Feedback.reason)
        .order_by(Participation.activity_id.desc())
    )
    if by is not None:
        theirs = select(OrganiserMember.organiser_id).where(OrganiserMember.person_id == by)
        query = query.where(Activity.organiser_id.in_(theirs))
    rows = db.session.execute(query)
    return [(activity, mood, reason, number) for activity, mood, reason, number in rows if mood]
