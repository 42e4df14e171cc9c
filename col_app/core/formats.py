"""Dates, times and money in words. Cached: the same moments stand on many pages."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import lru_cache
from typing import Literal, cast
from zoneinfo import ZoneInfo

from babel import Locale, dates, numbers
from flask import g, has_request_context
from flask_babel import get_locale, get_timezone

from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext

ALL_DAY = dt.timedelta(hours=23)


def _context(zone: str | None = None) -> tuple[str, str]:
    code, own_zone = _own_context()
    return code, zone or own_zone


def _own_context() -> tuple[str, str]:
    """Locale and time zone; found once in a request, where neither changes."""
    if not has_request_context():
        return str(get_locale()), str(get_timezone())
    if "formats" not in g:
        g.formats = str(get_locale()), str(get_timezone())
    return cast(tuple[str, str], g.formats)


@lru_cache(maxsize=64)
def _locale(code: str) -> Locale:
    return Locale.parse(code)


@lru_cache(maxsize=16384)
def _day(moment: dt.datetime, skeleton: str, code: str, zone: str) -> str:
    local = moment.astimezone(ZoneInfo(zone))
    return dates.format_skeleton(skeleton, local, locale=_locale(code))


@lru_cache(maxsize=16384)
def _date(moment: dt.datetime, length: Literal["full", "long"], code: str, zone: str) -> str:
    return dates.format_date(moment.astimezone(ZoneInfo(zone)), length, _locale(code))


@lru_cache(maxsize=16384)
def _time(moment: dt.datetime, code: str, zone: str) -> str:
    local = moment.astimezone(ZoneInfo(zone))
    return dates.format_time(local, "short", locale=_locale(code))


def day(moment: dt.datetime, zone: str | None = None) -> str:
    """`Sat 28 Nov` in the reader's language and the city's time zone, or in another one."""
    # four M: where the short form of a month is its number, as in Lithuanian, its name is shown
    return _day(moment, "MMMMEd", *_context(zone))


def long_day(moment: dt.datetime) -> str:
    """`Saturday 28 November 2026`."""
    return _date(moment, "full", *_context())


def date(moment: dt.datetime) -> str:
    """`28 November 2026`."""
    return _date(moment, "long", *_context())


def date_and_time(moment: dt.datetime) -> str:
    """`28 November 2026, 11:00`."""
    return f"{date(moment)}, {clock_time(moment)}"


def day_of_month(on: dt.date, zone: ZoneInfo) -> str:
    """`28 Nov`."""
    noon = dt.datetime.combine(on, dt.time(12), zone)
    return _day(noon, "MMMd", *_context())


def weekday_and_number(moment: dt.datetime, zone: str | None = None) -> tuple[str, str]:
    """(`Sat`, `28`) for the corner of a card."""
    code, zone = _context(zone)
    return _day(moment, "E", code, zone), str(moment.astimezone(ZoneInfo(zone)).day)


def clock_time(moment: dt.datetime, zone: str | None = None) -> str:
    """`11:00`, or as the reader's country writes it."""
    return _time(moment, *_context(zone))


@lru_cache(maxsize=512)
def _zone(code: str, zone: str) -> str:
    return dates.get_timezone_name(ZoneInfo(zone), locale=_locale(code))


def zone_name() -> str:
    """`Eastern European Time`: the time zone of the city, in the reader's language."""
    return _zone(*_context())


def when(
    starts_at: dt.datetime | None, ends_at: dt.datetime | None, zone: str | None = None
) -> str:
    """One line for a card: when it is (in the city's time zone, or in `zone`), or at any time."""
    if starts_at is None:
        return _("Any time")
    if ends_at is None or ends_at - starts_at > dt.timedelta(days=1):
        return _(
            "From %(day)s, %(time)s", day=day(starts_at, zone), time=clock_time(starts_at, zone)
        )
    if ends_at - starts_at >= ALL_DAY:
        return _("%(day)s, all day", day=day(starts_at, zone))
    return _(
        "%(day)s, %(from_time)s–%(to_time)s",
        day=day(starts_at, zone),
        from_time=clock_time(starts_at, zone),
        to_time=clock_time(ends_at, zone),
    )


@lru_cache(maxsize=4096)
def _money(cents: int, currency: str, code: str) -> str:
    pattern = _locale(code).currency_formats["standard"].pattern
    if cents % 100 == 0:
        pattern = pattern.replace(".00", "")
    return numbers.format_currency(
        Decimal(cents) / 100, currency, pattern, _locale(code), currency_digits=False
    )


def price(cents: int, currency: str) -> str:
    """`3 €` as the reader's country writes it, or that it is free."""
    return _("Free") if cents == 0 else _money(cents, currency, _context()[0])


def number(value: float) -> str:
    """A number with the reader's separators."""
    return numbers.format_decimal(value, locale=_locale(_context()[0]))


def duration(minutes: int) -> str:
    """How long something takes: minutes below two hours, then hours, halves up; "" for 0."""
    if minutes <= 0:
        return ""
    if minutes < 120 and minutes % 60:
        return ngettext("%(num)d minute", "%(num)d minutes", minutes)
    hours = (minutes + 30) // 60
    return ngettext("%(num)d hour", "%(num)d hours", hours)


def length(minutes: int) -> str:
    """How long something with a clock takes, to the minute: `2 h 30 min`, `4 hours`."""
    hours, rest = divmod(minutes, 60)
    if hours >= 2 and rest:
        return _("%(hours)d h %(minutes)d min", hours=hours, minutes=rest)
    return duration(minutes)
