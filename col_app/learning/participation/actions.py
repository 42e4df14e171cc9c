"""Joining, leaving, checking in."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from col_app.core import clock, outbox
from col_app.core.audit import record
from col_app.core.db import db
from col_app.core.ids import short_code
from col_app.learning.activities.models import Activity
from col_app.learning.participation import queries
from col_app.learning.participation.models import (
    CheckinCode,
    Participation,
    ParticipationState,
)
from col_app.learning.seats import actions as seats
from col_app.learning.seats.actions import FullError, NotOpenError

OPENS_BEFORE = dt.timedelta(hours=1)
CLOSES_AFTER = dt.timedelta(hours=12)
OPEN_ENDED_DAYS = 30
COMPLETED = "participation.completed"
__all__ = [
    "AlreadyDoneError",
    "CodeClosedError",
    "FullError",
    "NotOpenError",
    "UnknownCodeError",
    "admit",
    "check_in",
    "complete",
    "join",
    "leave",
    "open_checkin",
]


class AlreadyDoneError(Exception):
    """The person has taken part already; a completed participation cannot be left."""


class UnknownCodeError(Exception):
    """No check-in has this code."""


class CodeClosedError(Exception):
    """The code is right, but its time is not now."""


def join(activity_id: int, person_id: int) -> Participation:
    """Give the person a seat, the one that is held for them if they waited; twice is once.

    Raises NotOpenError, FullError.
    """
    seats.lock_open(activity_id)
    made = db.session.scalar(
        insert(Participation)
        .values(activity_id=activity_id, person_id=person_id, state=ParticipationState.JOINED)
        .on_conflict_do_update(
            constraint="uq_participation_once",
            set_={"state": ParticipationState.JOINED, "joined_at": clock.now()},
            where=Participation.state == ParticipationState.LEFT,
        )
        .returning(Participation.id)
    )
    if made is not None:
        seats.take(activity_id, person_id)
    return db.session.scalars(
        select(Participation)
        .where(Participation.activity_id == activity_id, Participation.person_id == person_id)
        .with_for_update()
    ).one()


def leave(activity_id: int, person_id: int) -> None:
    """Give the seat back. Leaving what was not joined changes nothing. Raises AlreadyDoneError."""
    seats.lock(activity_id)
    found = db.session.scalars(
        select(Participation)
        .where(Participation.activity_id == activity_id, Participation.person_id == person_id)
        .with_for_update()
    ).one_or_none()
    if found is None or found.state is ParticipationState.LEFT:
        return
    if found.state is ParticipationState.COMPLETED:
        raise AlreadyDoneError
    found.state = ParticipationState.LEFT
    seats.give_back(activity_id)


def open_checkin(activity: Activity) -> CheckinCode:
    """The activity's check-in code, made when it is asked for first; its times follow the activity.

    An activity without dates is open for another thirty days from today.
    """
    starts = activity.starts_at or activity.created_at
    ends = activity.ends_at or clock.now() + dt.timedelta(days=OPEN_ENDED_DAYS)
    hours = {"opens_at": starts - OPENS_BEFORE, "closes_at": ends + CLOSES_AFTER}
    db.session.execute(
        insert(CheckinCode)
        .values(activity_id=activity.id, code=short_code(), **hours)
        .on_conflict_do_update(index_elements=["activity_id"], set_=hours)
    )
    return db.session.scalars(
        select(CheckinCode).where(CheckinCode.activity_id == activity.id)
    ).one()


def check_in(code_text: str, person_id: int) -> Participation:
    """The person is here: joins if need be, completes, and the badge is promised.

    Raises UnknownCodeError, CodeClosedError, NotOpenError, FullError.
    """
    code = queries.checkin_code(code_text)
    if code is None:
        raise UnknownCodeError
    if not code.opens_at <= clock.now() <= code.closes_at:
        raise CodeClosedError
    participation = _present(code.activity_id, person_id)
    complete(participation)
    return participation


def admit(activity_id: int, person_id: int, by: int) -> Participation:
    """An organiser lets a person in: as `check_in`, at any time. Raises NotOpenError, FullError."""
    participation = _present(activity_id, person_id)
    complete(participation, by)
    return participation


def _present(activity_id: int, person_id: int) -> Participation:
    found = db.session.scalars(
        select(Participation)
        .where(
            Participation.activity_id == activity_id,
            Participation.person_id == person_id,
            Participation.state != ParticipationState.LEFT,
        )
        .with_for_update()
    ).one_or_none()
    return found or join(activity_id, person_id)


def complete(participation: Participation, by: int | None = None) -> None:
    """Mark that the person took part and promise what follows. Twice is once."""
    if participation.state is ParticipationState.COMPLETED:
        return
    participation.state = ParticipationState.COMPLETED
    participation.completed_at = clock.now()
    db.session.flush()
    record("participation.completed", by or participation.person_id, id=participation.id)
    outbox.promise(COMPLETED, {"participation_id": participation.id}, f"done:{participation.id}")
