"""Lists of activities and their counts."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal
from zoneinfo import ZoneInfo

import tenancy
from col_app.core import clock
from col_app.core.db import read
from col_app.learning.activities import spelling, sql
from col_app.learning.activities.filters import FACETS, PAGE_SIZE, WHEN, Filters

MAX_PINS = 5000
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """One page of a list and the size of the whole list.

    `counts` are by facet and value; `nearly` says how many activities fail that facet alone.
    `filters` are those that were answered: their words are corrected where the ones `asked` for
    led nowhere; `meant` are words that would find more.
    """

    filters: Filters
    cards: list[Row]
    total: int
    counts: dict[str, dict[str, int]]
    nearly: dict[str, int]
    asked: str = ""
    meant: str = ""


def find(filters: Filters, order: tuple[str, ...], limit: int = PAGE_SIZE) -> Found:
    """The page that `filters` ask for. `order`: languages of the reader, best first."""

    def of(text: str) -> Found:
        return _find(replace(filters, text=text), order, limit)

    return spelling.forgiving(of, filters.text)


def _find(filters: Filters, order: tuple[str, ...], limit: int) -> Found:
    values = parameters(filters, order) | {"limit": limit}
    row = read(sql.LISTING[filters.order], values)[0]
    counts: dict[str, dict[str, int]] = {facet: {} for facet in (*FACETS, "km", "miss")}
    for key, number in (row["counts"] or {}).items():
        facet, _colon, value = key.partition(":")
        counts[facet][value] = number
    nearly = counts.pop("miss")
    return Found(filters, cards(row["ids"]), nearly.pop("", 0), counts, nearly)


def total(filters: Filters, order: tuple[str, ...]) -> int:
    """The size of the whole list."""
    return read(sql.TOTAL, parameters(filters, order))[0]["total"]


def cards(ids: Sequence[int]) -> list[Row]:
    """The cards of these activities, in the order of `ids`; drafts are left out."""
    return read(sql.CARDS_BY_ID, {"ids": list(ids)}) if ids else []


def coming(shelf: Literal["organiser", "place", "skill"], number: int, limit: int) -> list[Row]:
    """What is still to come of an organiser, at a place or for a skill, soonest first."""
    return read(sql.COMING[shelf], {"id": number, "limit": limit, "now": clock.now()})


def soon(limit: int) -> list[Row]:
    """What starts next in the city."""
    return read(sql.SOON, {"limit": limit, "now": clock.now()})


def parameters(filters: Filters, order: tuple[str, ...]) -> dict[str, Any]:
    """Values for the statements of `sql`."""
    zone = ZoneInfo(tenancy.current_city().time_zone)
    now = clock.now()
    values: dict[str, Any] = {"now": now, "years": filters.years}
    for facet in FACETS:
        values[facet] = [f"{facet}:{value}" for value in filters.values(facet)]
    values |= {"any_when": not filters.values("when")}
    values |= {word: word in filters.values("when") for word in WHEN}
    values |= _periods(now.astimezone(zone))
    values |= _text(filters.text, order) | _box(filters)
    return values | {
        "from_at": _midnight(filters.from_on, zone),
        "to_at": _midnight(filters.to_on and filters.to_on + dt.timedelta(days=1), zone),
        "limit": PAGE_SIZE,
        "offset": (filters.page - 1) * PAGE_SIZE,
    }


def _midnight(day: dt.date | None, zone: ZoneInfo) -> dt.datetime | None:
    return dt.datetime.combine(day, dt.time(), zone) if day else None


def _periods(local: dt.datetime) -> dict[str, dt.datetime]:
    """Today, the coming (or running) weekend, seven days, thirty days: in the city's own time."""
    today = local.replace(hour=0, minute=0, second=0, microsecond=0)
    to_saturday = (5 - today.weekday()) % 7 if today.weekday() != 6 else -1
    saturday = today + dt.timedelta(days=to_saturday)
    return {
        "today_end": today + dt.timedelta(days=1),
        "weekend_start": max(local, saturday),
        "weekend_end": saturday + dt.timedelta(days=2),
        "week_end": today + dt.timedelta(days=7),
        "month_end": today + dt.timedelta(days=30),
    }


def _text(words: str, order: tuple[str, ...]) -> dict[str, Any]:
    tokens = re.findall(r"\w+", words.lower())
    first, *others = dict.fromkeys(map(sql.config, order))
    return {
        "any_text": not tokens,
        "q": words,
        "tokens": tokens,
        "lang": order[0],
        "config_a": first,
        "config_b": others[0] if others else first,
        "config_c": others[-1] if others else first,
    }


def _box(filters: Filters) -> dict[str, Any]:
    west, south, east, north = filters.bbox or (-180.0, -90.0, 180.0, 90.0)
    lat, lon = filters.near or (0.0, 0.0)
    return {
        "any_box": filters.bbox is None,
        "west": west,
        "south": south,
        "east": east,
        "north": north,
        "anywhere": filters.near is None,
        "lat": lat,
        "lon": lon,
        "km": filters.km,
    }
