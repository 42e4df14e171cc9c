"""When the demo's activities take place: always ahead of the day of seeding."""

from __future__ import annotations

import datetime as dt

from col_app.demo.contents import When

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Times = tuple[dt.datetime | None, dt.datetime | None]


def times(when: When | None, seeded: dt.datetime) -> Times:
    """(start, end) in the city's own time; (None, None) for what is open at any time.

    Week 0 begins on the day after the seeding, so nothing lies in the past.
    """
    if when is None:
        return None, None
    day = seeded.date() if when.today else _day(when, seeded.date())
    hour, minute = map(int, when.time.split(":"))
    zone = seeded.tzinfo
    starts = dt.datetime.combine(day, dt.time(hour, minute), zone)
    last = starts + dt.timedelta(weeks=when.sessions - 1)
    return starts, last + dt.timedelta(minutes=when.minutes)


def _day(when: When, seeded: dt.date) -> dt.date:
    first = seeded + dt.timedelta(days=1)
    ahead = (DAYS.index(when.day) - first.weekday()) % 7
    return first + dt.timedelta(days=ahead, weeks=when.week)
