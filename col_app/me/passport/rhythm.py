"""Weeks in which somebody learned. A rhythm, not a streak: a break costs nothing."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import tenancy
from col_app.core import clock, formats

WEEKS = 8


@dataclass(frozen=True, slots=True)
class Week:
    """One week: the words for its Monday and how much was completed in it."""

    label: str
    count: int
    is_now: bool


def rhythm(completed_at: Iterable[dt.datetime]) -> list[Week]:
    """The last eight weeks in the city's own time, the running one last."""
    zone = ZoneInfo(tenancy.current_city().time_zone)
    counts = Counter(_monday(moment.astimezone(zone).date()) for moment in completed_at)
    this = _monday(clock.now().astimezone(zone).date())
    mondays = [this - dt.timedelta(weeks=back) for back in range(WEEKS - 1, -1, -1)]
    return [
        Week(formats.day_of_month(monday, zone), counts[monday], monday == this)
        for monday in mondays
    ]


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())
