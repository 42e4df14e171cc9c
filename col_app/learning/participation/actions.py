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
from col_app.learning.applications import actions as applications
from col_app.learning.participation import queries, reminders
from col_app.learning.participation.models import (
    CheckinCode,
    Participation,
    ParticipationState,
    ReminderWish,
)
from col_app.learning.seats import actions as seats
from col_app.learning.seats.actions import ApprovalError, ClosedError, FullError, NotOpenError

OPENS_BEFORE = dt.timedelta(hours=1)
CLOSES_AFTER = dt.timedelta(hours=12)
OPEN_ENDED_DAYS = 30
COMPLETED = "participation.completed"
__all__ = [
    "AlreadyDoneError",
    "ApprovalError",
    "ClosedError",
    "CodeClosedError",
    "FullError",
    "NotOpenError",
    "UnknownCodeError",
    "admit",
    "check_in",
    "complete",
    "join",
    "leave",
    "let_in",
    "open_checkin",
    "wish",
]


class AlreadyDoneError(Exception):
    """The person has taken part already; a completed participation cannot be left."""


class UnknownCodeError(Exception):
    """No check-in has this code."""


class CodeClosedError(Exception):
    """The code is right, but its time is not now."""


def join(activity_id: int, person_id: int) -> Participation:
    """Give the person a seat, the one that is held for them if they waited; twice is once.

    Raises NotOpenError, ClosedError, ApprovalError, FullError.
    """
    activity = seats.lock_joinable(activity_id, person_id)
    if activity.asks_approval and queries.of_person(person_id, activity_id) is None:
        seats.refuse_strangers(activity, person_id)
    return _seat(activity, person_id)


def let_in(activity_id: int, person_id: int) -> Participation:
    """Give a person a seat as the organiser wishes. Raises NotOpenError, FullError."""
    return _seat(seats.lock_open(activity_id), person_id)


def _seat(activity: Activity, person_id: int) -> Participation:
    made = db.session.scalar(
        insert(Participation)
        .values(activity_id=activity.id, person_id=person_id, state=ParticipationState.JOINED)
        .on_conflict_do_update(
            constraint="uq_participation_once",
            set_={"state": ParticipationState.JOINED, "joined_at": clock.now()},
            where=Participation.state == ParticipationState.LEFT,
        )
        .returning(Participation.id)
    )
    if made is not None:
        seats.take(activity.id, person_id)
        reminders.promise(activity)
    return db.session.scalars(
        select(Participation)
        .where(Participation.activity_id == activity.id, Participation.person_id == person_id)
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

    Raises UnknownCodeError, CodeClosedError, NotOpenError, ClosedError, ApprovalError, FullError.
    """
    code = queries.checkin_code(code_text)
    if code is None:
        raise UnknownCodeError
    if not code.opens_at <= clock.now() <= code.closes_at:
        raise CodeClosedError
    participation = queries.of_person(person_id, code.activity_id, is_locked=True)
    participation = participation or join(code.activity_id, person_id)
    complete(participation)
    return participation


def admit(activity_id: int, person_id: int, by: int) -> Participation:
    """An organiser lets a person in, accepted or not, at any time. Raises NotOpenError,
    FullError.
    """
    participation = queries.of_person(person_id, activity_id, is_locked=True)
    participation = participation or let_in(activity_id, person_id)
    complete(participation, by)
    applications.settle(activity_id, person_id, by)
    return participation


def complete(participation: Participation, by: int | None = None) -> None:
    """Mark that the person took part and promise what follows. Twice is once."""
    if participation.state is ParticipationState.COMPLETED:
        return
    participation.state = ParticipationState.COMPLETED
    participation.completed_at = clock.now()
    db.session.flush()
    record("participation.completed", by or participation.person_id, id=participation.id)
    outbox.promise(COMPLETED, {"participation_id": participation.id}, f"done:{participation.id}")


def wish(person_id: int, *, day_before: bool, hour_before: bool) -> None:
    """Keep when somebody wants to be reminded, of everything they joined here or will join."""
    wishes = {"day_before": day_before, "hour_before": hour_before}
    db.session.execute(
        insert(ReminderWish)
        .values(person_id=person_id, **wishes)
        .on_conflict_do_update(index_elements=["person_id"], set_=wishes)
    )
