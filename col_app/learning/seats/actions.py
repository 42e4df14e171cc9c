"""Seats: taken, given back, and offered to those who wait.

Every verb locks the activity's row first, so that all who want something of one activity come one
after the other, and no two of them can lock each other out.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError

from col_app.core import clock, mail, outbox
from col_app.core.db import db
from col_app.learning.activities.models import Activity, ActivityState
from col_app.learning.applications import queries as applications
from col_app.learning.seats.models import Waiting

OFFER_LIFE = dt.timedelta(hours=24)
SHORTEST_OFFER = dt.timedelta(minutes=30)
ENDED, OVER = "offer.ended", "waiting.over"
LISTED, OFFERED = "waiting_listed", "seat_offered"
"""The mails of a waiting list."""


class NotOpenError(Exception):
    """The activity is over, cancelled or not published."""


class ClosedError(NotOpenError):
    """The organiser lets nobody else join for now."""


class ApprovalError(Exception):
    """The organiser accepts people one by one, and has not accepted this one."""


class FullError(Exception):
    """Every seat is taken."""


class SeatFreeError(Exception):
    """Nobody needs to wait: there is a seat."""


class CapacityError(Exception):
    """More people have a seat than there would be seats."""


def lock_open(activity_id: int) -> Activity:
    """The activity, locked, if it still takes people. Raises NotOpenError."""
    activity = lock(activity_id)
    if activity is None or activity.state is not ActivityState.PUBLISHED:
        raise NotOpenError
    if activity.ends_at is not None and activity.ends_at <= clock.now():
        raise NotOpenError
    return activity


def lock_joinable(activity_id: int, person_id: int | None = None) -> Activity:
    """As `lock_open`, for who comes by themselves. What was offered may be taken, also when
    nobody else may join. Raises NotOpenError, ClosedError.
    """
    activity = lock_open(activity_id)
    if activity.joining_closed_at is not None:
        waiting = _row_of(activity_id, person_id) if person_id else None
        if waiting is None or not _is_live(waiting):
            raise ClosedError
    return activity


def is_full(activity: Activity) -> bool:
    """Whether every seat is taken or held for somebody."""
    return activity.capacity is not None and activity.taken_count >= activity.capacity


def refuse_strangers(activity: Activity, person_id: int) -> None:
    """Let only those go on whom the organiser has accepted, if it asks, and who stood in line
    before it did. Raises ApprovalError.
    """
    if not activity.asks_approval or applications.is_accepted(activity.id, person_id):
        return
    if _row_of(activity.id, person_id) is None:
        raise ApprovalError


def lock(activity_id: int) -> Activity | None:
    """The activity, locked until the end of the transaction."""
    return db.session.scalars(
        select(Activity)
        .where(Activity.id == activity_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()


def take(activity_id: int, person_id: int | None = None) -> None:
    """Take a seat of an activity that is locked: the one held for the person, or a free one.

    Raises FullError, after which nothing of the transaction is left.
    """
    waiting = _row_of(activity_id, person_id) if person_id else None
    if waiting is not None and _is_live(waiting):
        db.session.delete(waiting)
        return
    try:
        _count(activity_id, +1)
    except IntegrityError as refused:
        db.session.rollback()
        if "within_capacity" in str(refused.orig):
            raise FullError from refused
        raise
    if waiting is not None:
        _remove(waiting)


def give_back(activity_id: int) -> None:
    """Free a seat of an activity that is locked; who waits longest gets an offer."""
    _count(activity_id, -1)
    offer(activity_id)


def _count(activity_id: int, change: int) -> None:
    db.session.flush()
    db.session.execute(
        update(Activity)
        .where(Activity.id == activity_id)
        .values(taken_count=Activity.taken_count + change)
    )


def offer(activity_id: int) -> None:
    """Hold the free seats for those who wait, the longest first, for as long as there is time.

    Nothing is offered while joining is closed.
    """
    activity = lock(activity_id)
    ends_at = _offer_end(activity.starts_at) if activity else None
    if activity is None or ends_at is None or activity.state is not ActivityState.PUBLISHED:
        return
    if activity.joining_closed_at is not None:
        return
    first = select(Waiting).where(
        Waiting.activity_id == activity_id, Waiting.offer_ends_at.is_(None)
    )
    free = None if activity.capacity is None else activity.capacity - activity.taken_count
    for waiting in db.session.scalars(first.order_by(Waiting.id).limit(free)).all():
        waiting.offer_ends_at = ends_at
        _count(activity_id, +1)
        ids: mail.Ids = {"waiting_id": waiting.id}
        mail.send(OFFERED, waiting.person_id, ids, f"{OFFERED}:{waiting.id}")
        outbox.promise(ENDED, {"waiting_id": waiting.id}, f"{ENDED}:{waiting.id}", ends_at)


def _offer_end(starts_at: dt.datetime | None) -> dt.datetime | None:
    """A day from now, near the start half of the time that is left; None when that is too short."""
    now = clock.now()
    life = OFFER_LIFE if starts_at is None else min(OFFER_LIFE, (starts_at - now) / 2)
    return now + life if life >= SHORTEST_OFFER else None


def enlist(activity_id: int, person_id: int) -> None:
    """Put a person at the end of the list; twice is once.

    Raises NotOpenError, ClosedError, ApprovalError, SeatFreeError.
    """
    activity = lock_joinable(activity_id, person_id)
    refuse_strangers(activity, person_id)
    if activity.starts_at is not None and activity.starts_at <= clock.now():
        raise NotOpenError
    if not is_full(activity):
        raise SeatFreeError
    made = line_up(activity, person_id)
    if made is not None:
        mail.send(LISTED, person_id, {"waiting_id": made}, f"{LISTED}:{made}")


def line_up(activity: Activity, person_id: int) -> int | None:
    """Put a person at the end of the list of an activity that is locked; the number of a new row.

    Nobody is written to.
    """
    made = db.session.scalar(
        insert(Waiting)
        .values(activity_id=activity.id, person_id=person_id)
        .on_conflict_do_nothing(constraint="uq_waiting_once")
        .returning(Waiting.id)
    )
    if activity.ends_at is not None:
        key = f"{OVER}:{activity.id}:{activity.ends_at.isoformat()}"
        outbox.promise(OVER, {"activity_id": activity.id}, key, activity.ends_at)
    return made


def leave_list(activity_id: int, person_id: int) -> None:
    """Take a person off the list; a seat that was held for them goes to the next."""
    lock(activity_id)
    waiting = _row_of(activity_id, person_id)
    if waiting is not None:
        _remove(waiting)


def end_offer(waiting_id: int) -> None:
    """Move on to the next when the time of an offer is over. Twice is once."""
    activity_id = db.session.scalar(select(Waiting.activity_id).where(Waiting.id == waiting_id))
    if activity_id is None:
        return
    lock(activity_id)
    waiting = db.session.get(Waiting, waiting_id, populate_existing=True)
    if waiting is not None and waiting.offer_ends_at is not None and not _is_live(waiting):
        _remove(waiting)


def change_capacity(activity_id: int, capacity: int | None) -> None:
    """Change how many seats there are; new ones are offered to those who wait.

    Raises CapacityError, after which nothing of the transaction is left.
    """
    lock(activity_id)
    try:
        db.session.execute(
            update(Activity).where(Activity.id == activity_id).values(capacity=capacity)
        )
    except IntegrityError as refused:
        db.session.rollback()
        if "within_capacity" in str(refused.orig):
            raise CapacityError from refused
        raise
    offer(activity_id)


def close_list(activity_id: int) -> None:
    """Forget who waited once the activity is over, or will not take place."""
    activity = lock(activity_id)
    if activity is None or not is_over(activity):
        return
    held = delete(Waiting).where(Waiting.activity_id == activity_id)
    for offer_ends_at in db.session.scalars(held.returning(Waiting.offer_ends_at)).all():
        if offer_ends_at is not None:
            _count(activity_id, -1)


def is_over(activity: Activity) -> bool:
    """Whether it lies behind, or will never be."""
    has_ended = activity.ends_at is not None and activity.ends_at <= clock.now()
    return has_ended or activity.state is ActivityState.CANCELLED


def _row_of(activity_id: int, person_id: int) -> Waiting | None:
    return db.session.scalars(
        select(Waiting)
        .where(Waiting.activity_id == activity_id, Waiting.person_id == person_id)
        .execution_options(populate_existing=True)
    ).one_or_none()


def _is_live(waiting: Waiting) -> bool:
    return waiting.offer_ends_at is not None and waiting.offer_ends_at > clock.now()


def _remove(waiting: Waiting) -> None:
    db.session.delete(waiting)
    db.session.flush()
    if waiting.offer_ends_at is not None:
        give_back(waiting.activity_id)
