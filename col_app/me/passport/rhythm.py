"""Weeks in which somebody learned. A rhythm, not a streak: a break costs nothing."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import tenancy
from col_app.core import clock, formats
from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext

WEEKS = 8


@dataclass(frozen=True, slots=True)
class Week:
    """One week: the words for its Monday, how much was completed in it, and that in words."""

    label: str
    text: str
    count: int
    is_now: bool


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The last weeks, in how many of them something was learned, and for how long in a row."""

    weeks: list[Week]
    active: int
    in_a_row: int


def rhythm(completed_at: Iterable[dt.datetime]) -> Rhythm:
    """The last eight weeks in the city's own time, the running one last."""
    zone = ZoneInfo(tenancy.current_city().time_zone)
    counts = Counter(_monday(moment.astimezone(zone).date()) for moment in completed_at)
    this = _monday(clock.now().astimezone(zone).date())
    mondays = [this - dt.timedelta(weeks=back) for back in range(WEEKS - 1, -1, -1)]
    weeks = [_week(monday, counts[monday], this, zone) for monday in mondays]
    return Rhythm(weeks, sum(week.count > 0 for week in weeks), _in_a_row(weeks))


def _week(monday: dt.date, count: int, this: dt.date, zone: ZoneInfo) -> Week:
    words = ngettext("%(num)d activity", "%(num)d activities", count) if count else _("nothing")
    label = _("now") if monday == this else formats.day_of_month(monday, zone)
    return Week(label, words, count, monday == this)


def _in_a_row(weeks: list[Week]) -> int:
    """How many weeks up to now had something; the running one may still get it."""
    row = 0
    for week in reversed(weeks):
        if week.count:
            row += 1
        elif not week.is_now:
            break
    return row


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())
