"""What an organiser can do about an activity that people have joined.

Every verb locks the activity first, as `seats` does.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import func, select

from col_app.core import clock, outbox
from col_app.core.audit import record
from col_app.core.db import db
from col_app.learning.activities import actions as activities
from col_app.learning.activities.actions import UNDO
from col_app.learning.activities.models import Activity, ActivitySession, ActivityState
from col_app.learning.hosting import queries
from col_app.learning.hosting.models import Announcement
from col_app.learning.seats import actions as seats

WRITTEN = "announcement.written"
MESSAGES_A_DAY = 2
DAY = dt.timedelta(days=1)


class TooLateError(Exception):
    """It can be undone no more, or lies behind."""


class TooOftenError(Exception):
    """As many messages as one may write in a day."""


class NobodyError(Exception):
    """Nobody is in, so nobody would read it."""


def set_places(activity_id: int, capacity: int | None, *, asks_approval: bool, by: int) -> None:
    """Change how many may come, and whether the organiser accepts them one by one.

    New seats are offered to those in line. Raises NotOpenError; CapacityError, after which nothing
    of the transaction is left.
    """
    activity = seats.lock_open(activity_id)
    seats.change_capacity(activity_id, capacity)
    activity.asks_approval = asks_approval
    detail = {"id": activity_id, "capacity": capacity, "asks_approval": str(asks_approval)}
    record("activity.places", by, **detail)


def close_joining(activity_id: int, by: int) -> None:
    """Let nobody else join for now; twice is once. Raises NotOpenError."""
    activity = seats.lock_open(activity_id)
    if activity.joining_closed_at is None:
        activity.joining_closed_at = clock.now()
        record("activity.joining_closed", by, id=activity_id)


def reopen_joining(activity_id: int, by: int) -> None:
    """Let people join again, first those in line; twice is once. Raises NotOpenError."""
    activity = seats.lock_open(activity_id)
    if activity.joining_closed_at is not None:
        activity.joining_closed_at = None
        db.session.flush()
        seats.offer(activity_id)
        record("activity.joining_reopened", by, id=activity_id)


def cancel(activity_id: int, reason: str, by: int) -> None:
    """Call an activity off. Raises NotOpenError."""
    activities.cancel(seats.lock_open(activity_id), reason)
    record("activity.cancelled", by, id=activity_id)


def undo_cancel(activity_id: int, by: int) -> None:
    """Take that back while nobody has been written to. Raises TooLateError."""
    activity = seats.lock(activity_id)
    if activity is None or not can_undo(activity):
        raise TooLateError
    activities.restore(activity)
    seats.offer(activity_id)
    record("activity.restored", by, id=activity_id)


def cancel_meeting(activity_id: int, position: int, reason: str, by: int) -> None:
    """Call one meeting off; twice is once.

    Raises NotOpenError, TooLateError, LastMeetingError.
    """
    activity = seats.lock_open(activity_id)
    meeting = queries.meeting(activity_id, position)
    if meeting is None or meeting.ends_at <= clock.now():
        raise TooLateError
    if meeting.cancelled_at is None:
        activities.cancel_meeting(activity, meeting, reason)
        record("meeting.cancelled", by, id=activity_id, position=position)


def undo_cancel_meeting(activity_id: int, position: int, by: int) -> None:
    """Take that back while nobody has been written to. Raises NotOpenError, TooLateError."""
    activity = seats.lock_open(activity_id)
    meeting = queries.meeting(activity_id, position)
    if meeting is None or not can_undo(meeting):
        raise TooLateError
    activities.restore_meeting(activity, meeting)
    record("meeting.restored", by, id=activity_id, position=position)


def can_undo(what: Activity | ActivitySession) -> bool:
    """Whether it was called off so recently that nobody has been written to."""
    return what.cancelled_at is not None and clock.now() < what.cancelled_at + UNDO


def write(activity_id: int, words: str, by: int) -> Announcement:
    """Write to everybody who is in, with an account or without.

    Raises TooOftenError, NobodyError.
    """
    activity = seats.lock(activity_id)
    if activity is None or activity.state is ActivityState.DRAFT or not activity.taken_count:
        raise NobodyError
    if left_today(activity_id) == 0:
        raise TooOftenError
    made = Announcement(activity_id=activity_id, written_by=by, words=words, written_at=clock.now())
    db.session.add(made)
    db.session.flush()
    record("activity.announced", by, id=activity_id, announcement=made.id)
    outbox.promise(WRITTEN, {"announcement_id": made.id}, f"{WRITTEN}:{made.id}")
    return made


def left_today(activity_id: int) -> int:
    """How many messages may still be written within this day."""
    query = select(func.count()).where(
        Announcement.activity_id == activity_id, Announcement.written_at > clock.now() - DAY
    )
    return max(0, MESSAGES_A_DAY - (db.session.scalar(query) or 0))
