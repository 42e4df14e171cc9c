"""When an activity meets: each of its meetings, and what a clock says of it now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from col_app.core import clock, formats
from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext
from col_app.learning.activities import links
from col_app.learning.activities.links import Link

SOON = dt.timedelta(hours=2)
DAY = dt.timedelta(days=1)
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Meeting:
    """One time that people come together. Without `position` it is the activity's only one.

    `place` is told only where it is not the activity's own: its number, slug and names. `reason`
    says why one is cancelled alone.
    """

    starts_at: dt.datetime
    ends_at: dt.datetime | None
    position: int = 0
    place: Row | None = None
    is_cancelled: bool = False
    reason: str = ""

    @property
    def is_over(self) -> bool:
        """Whether it lies in the past."""
        return (self.ends_at or self.starts_at) <= clock.now()

    @property
    def is_on(self) -> bool:
        """Whether it takes place right now."""
        return self.starts_at <= clock.now() and not self.is_over


@dataclass(frozen=True, slots=True)
class Date:
    """A meeting as a list of dates shows it. `state` is past, now, next, cancelled or empty."""

    moment: str
    day: str
    hours: str
    place: Link | None
    state: str
    reason: str


@dataclass(frozen=True, slots=True)
class When:
    """The words for when it is: the meeting that counts now, and how it stands in the series.

    `short` is one line for where there is little room; `pulse` is now, soon or empty; `span` has
    the moments (ISO 8601) from which to which it lasts.
    """

    span: tuple[str, str]
    day: str
    short: str
    hours: str
    series: str
    pulse: str
    dates: list[Date]


def of(row: Row) -> list[Meeting]:
    """The meetings of a row of `queries`, first one first; none for what is open at any time."""
    if row["sessions"]:
        return [
            Meeting(
                dt.datetime.fromisoformat(each["starts_at"]),
                dt.datetime.fromisoformat(each["ends_at"]),
                each["position"],
                each["place"],
                each["is_cancelled"],
                each["reason"],
            )
            for each in row["sessions"]
        ]
    return [Meeting(row["starts_at"], row["ends_at"])] if row["starts_at"] else []


def when(row: Row, order: tuple[str, ...]) -> When:
    """When a row of `queries.page` is, in words."""
    meetings = of(row)
    if not meetings:
        return When(
            ("", ""), _("Any time"), _("Any time"), _("Start whenever you like"), "", "", []
        )
    kept = [each for each in meetings if not each.is_cancelled] or meetings
    coming = next((each for each in kept if not each.is_over), None)
    shown = coming or kept[0]
    is_series = len(meetings) > 1
    return When(
        span=(shown.starts_at.isoformat(), (shown.ends_at or shown.starts_at).isoformat()),
        day=formats.long_day(shown.starts_at),
        short=formats.when(shown.starts_at, shown.ends_at),
        hours=_hours(shown, 1 if is_series else row["sessions_count"]),
        series=_series(kept, coming) if is_series else "",
        pulse=_pulse(coming),
        dates=[_date(each, coming, order) for each in meetings] if is_series else [],
    )


def _pulse(coming: Meeting | None) -> str:
    if coming is None:
        return ""
    if coming.is_on:
        return "now"
    return "soon" if coming.starts_at - clock.now() <= SOON else ""


def _series(meetings: Sequence[Meeting], coming: Meeting | None) -> str:
    last = formats.date(meetings[-1].starts_at)
    if coming is None:
        return ngettext(
            "It met %(num)d time, until %(last)s",
            "It met %(num)d times, until %(last)s",
            len(meetings),
            last=last,
        )
    return _(
        "Meeting %(number)d of %(total)d, until %(last)s",
        number=meetings.index(coming) + 1,
        total=len(meetings),
        last=last,
    )


def _date(meeting: Meeting, coming: Meeting | None, order: tuple[str, ...]) -> Date:
    state = "past" if meeting.is_over else "now" if meeting.is_on else ""
    state = "cancelled" if meeting.is_cancelled else state
    return Date(
        moment=meeting.starts_at.isoformat(),
        day=formats.day(meeting.starts_at),
        hours=_times(meeting.starts_at, meeting.ends_at),
        place=_place(meeting.place, order),
        state=state or ("next" if meeting is coming else ""),
        reason=meeting.reason,
    )


def _place(place: Row | None, order: tuple[str, ...]) -> Link | None:
    if place is None:
        return None
    return links.named(place["names"], f"/places/{place['id']}-{place['slug']}", order)


def _times(starts: dt.datetime, ends: dt.datetime | None) -> str:
    last = f"–{formats.clock_time(ends)}" if ends else ""
    return formats.clock_time(starts) + last


def _hours(meeting: Meeting, meetings: int) -> str:
    """The clock times; for what lasts longer than a day its end, for a course its meetings."""
    starts, ends = meeting.starts_at, meeting.ends_at
    if ends is None:
        return formats.clock_time(starts)
    length = ends - starts
    if length < formats.ALL_DAY:
        minutes = round(length / dt.timedelta(minutes=1))
        return f"{_times(starts, ends)} · {formats.length(minutes)}"
    if length <= DAY:
        return _("All day")
    time, last = formats.clock_time(starts), formats.date(ends)
    if meetings > 1:
        return ngettext(
            "%(time)s, %(num)d meeting until %(last)s",
            "%(time)s, %(num)d meetings until %(last)s",
            meetings,
            time=time,
            last=last,
        )
    return _("From %(time)s until %(last)s", time=time, last=last)
