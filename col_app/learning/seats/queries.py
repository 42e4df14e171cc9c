"""Reads of the waiting lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from col_app.core import clock
from col_app.core.db import db
from col_app.learning.activities.models import Activity, ActivityState
from col_app.learning.seats.models import Waiting


@dataclass(frozen=True, slots=True)
class Turn:
    """Where somebody stands: the how-manieth, or until when a seat is held for them."""

    number: int
    activity_id: int
    place: int
    offer_ends_at: dt.datetime | None

    @property
    def is_offered(self) -> bool:
        """Whether there is a seat to take now."""
        return self.offer_ends_at is not None and self.offer_ends_at > clock.now()


def turns(person_id: int) -> Sequence[Turn]:
    """All lists a person stands on whose activity still takes place, offers first."""
    ahead = aliased(Waiting)
    place = (
        select(func.count())
        .where(
            ahead.activity_id == Waiting.activity_id,
            ahead.offer_ends_at.is_(None),
            ahead.id <= Waiting.id,
        )
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Waiting.id, Waiting.activity_id, place, Waiting.offer_ends_at)
        .join(Activity, Activity.id == Waiting.activity_id)
        .where(
            Waiting.person_id == person_id,
            Activity.state == ActivityState.PUBLISHED,
            or_(Activity.starts_at.is_(None), Activity.starts_at > clock.now()),
        )
        .order_by(Waiting.offer_ends_at.asc().nulls_last(), Waiting.id)
    )
    return [Turn(*row) for row in rows]


def turn(person_id: int, activity_id: int) -> Turn | None:
    """Where a person stands on the list of one activity."""
    return next((each for each in turns(person_id) if each.activity_id == activity_id), None)


def by_number(number: int) -> Waiting | None:
    """One row of a list."""
    return db.session.get(Waiting, number)


def people(activity_id: int) -> Sequence[int]:
    """Who waits for a seat in an activity."""
    return db.session.scalars(
        select(Waiting.person_id).where(Waiting.activity_id == activity_id).order_by(Waiting.id)
    ).all()
