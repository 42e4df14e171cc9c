"""An activity as its organiser sees it: values in the reader's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from col_app.core import formats
from col_app.learning.activities.actions import UNDO
from col_app.learning.activities.models import Activity, ActivitySession
from col_app.learning.hosting import actions
from col_app.learning.hosting.models import Announcement


@dataclass(frozen=True, slots=True)
class Called:
    """What was called off: `position` is 0 for all of it, `until` is empty when it is final."""

    position: int
    when: str
    reason: str
    until: str


@dataclass(frozen=True, slots=True)
class Message:
    """What was written to everybody."""

    when: str
    words: str


def called_off(activity: Activity, meetings: Sequence[ActivitySession]) -> list[Called]:
    """The activity itself, or its meetings to come, with how long that can be undone."""
    if activity.cancelled_at is not None:
        return [_called(activity, 0, "")]
    return [
        _called(each, each.position, formats.when(each.starts_at, each.ends_at))
        for each in meetings
        if each.cancelled_at is not None
    ]


def _called(what: Activity | ActivitySession, position: int, when: str) -> Called:
    is_fresh = what.cancelled_at is not None and actions.can_undo(what)
    until = formats.clock_time(what.cancelled_at + UNDO) if is_fresh and what.cancelled_at else ""
    return Called(position, when, what.cancel_reason, until)


def choices(meetings: Sequence[ActivitySession]) -> list[tuple[str, str]]:
    """The meetings that can be called off, as (position, when)."""
    return [
        (str(each.position), formats.when(each.starts_at, each.ends_at))
        for each in meetings
        if each.cancelled_at is None
    ]


def messages(rows: Sequence[Announcement]) -> list[Message]:
    """What was written, latest first."""
    return [
        Message(f"{formats.day(row.written_at)}, {formats.clock_time(row.written_at)}", row.words)
        for row in rows
    ]
