"""When an award ends."""

from __future__ import annotations

import calendar
import datetime as dt

import orjson


def months_later(moment: dt.datetime, months: int) -> dt.datetime:
    """The same day of a later month, or its last one where it has no such day."""
    years, month = divmod(moment.month - 1 + months, 12)
    year = moment.year + years
    day = min(moment.day, calendar.monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)


def ends_at(document: str) -> dt.datetime | None:
    """When a signed credential says that it ends."""
    until = orjson.loads(document).get("validUntil")
    return dt.datetime.fromisoformat(until) if until else None
