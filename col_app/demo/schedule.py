"""When the demo's activities take place: always ahead of the day of seeding."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import count, islice

from col_app.demo.contents import When
from col_app.learning.activities.actions import Meeting

SATURDAY = 5
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def meetings(when: When | None, seeded: dt.datetime) -> list[Meeting]:
    """Each meeting in the city's own time; none for what is open at any time.

    Week 0 begins on the day after the seeding, so nothing lies in the past.
    """
    if when is None:
        return []
    day = seeded.date() if when.today else _day(when, seeded.date())
    hour, minute = map(int, when.time.split(":"))
    starts = dt.datetime.combine(day, dt.time(hour, minute), seeded.tzinfo)
    length = dt.timedelta(minutes=when.minutes)
    every = _daily(starts) if when.daily else (starts + dt.timedelta(weeks=n) for n in count())
    return [Meeting(each, each + length) for each in islice(every, when.sessions)]


def _daily(starts: dt.datetime) -> Iterator[dt.datetime]:
    """Day after day, without weekends unless the first day is one."""
    days = (starts + dt.timedelta(days=number) for number in count())
    return (day for day in days if day.weekday() < SATURDAY or starts.weekday() >= SATURDAY)


def _day(when: When, seeded: dt.date) -> dt.date:
    first = seeded + dt.timedelta(days=1)
    ahead = (DAYS.index(when.day) - first.weekday()) % 7
    return first + dt.timedelta(days=ahead, weeks=when.week)
