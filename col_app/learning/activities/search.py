"""Lists of activities and their counts."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal
from zoneinfo import ZoneInfo

from sqlalchemy import text

import tenancy
from col_app.core import clock
from col_app.core.db import db, read
from col_app.learning.activities import sql
from col_app.learning.activities.filters import FACETS, PAGE_SIZE, WHEN, Filters

MAX_PINS = 5000
Row = dict[str, Any]

_COUNTS, _CARDS, _PINS = text(sql.COUNTS), text(sql.CARDS), text(sql.PINS)
_CARDS_BY_ID = text(sql.CARDS_BY_ID)


@dataclass(frozen=True, slots=True)
class Found:
    """One page of a list, the size of the whole list, and counts by facet and value."""

    cards: list[Row]
    total: int
    counts: dict[str, dict[str, int]]


def find(filters: Filters, order: tuple[str, ...], limit: int = PAGE_SIZE) -> Found:
    """The page that `filters` ask for. `order`: languages of the reader, best first."""
    values = parameters(filters, order) | {"limit": limit}
    counts: dict[str, dict[str, int]] = {facet: {} for facet in (*FACETS, "total")}
    for facet, value, number in db.session.execute(_COUNTS, values):
        counts[facet][value] = number
    total = counts.pop("total").get("", 0)
    cards = db.session.execute(_CARDS, values).mappings()
    return Found([dict(card) for card in cards], total, counts)


def pins(filters: Filters, order: tuple[str, ...]) -> list[Row]:
    """Where the found activities take place, at most MAX_PINS of them."""
    values = parameters(filters, order) | {"limit": MAX_PINS}
    return [dict(row) for row in db.session.execute(_PINS, values).mappings()]


def cards(ids: Sequence[int]) -> list[Row]:
    """The cards of these activities, in the order of `ids`; drafts are left out."""
    rows = db.session.execute(_CARDS_BY_ID, {"ids": list(ids)}).mappings()
    return [dict(row) for row in rows]


def coming(shelf: Literal["organiser", "place", "skill"], number: int, limit: int) -> list[Row]:
    """What is still to come of an organiser, at a place or for a skill, soonest first."""
    return read(sql.COMING[shelf], {"id": number, "limit": limit, "now": clock.now()})


def soon(limit: int) -> list[Row]:
    """What starts next in the city."""
    values = parameters(Filters(), ("en",)) | {"limit": limit}
    return [dict(row) for row in db.session.execute(_CARDS, values).mappings()]


def parameters(filters: Filters, order: tuple[str, ...]) -> dict[str, Any]:
    """Values for the statements of `sql`."""
    zone = ZoneInfo(tenancy.current_city().time_zone)
    now = clock.now()
    values: dict[str, Any] = {"now": now, "age": filters.age}
    for facet in FACETS:
        chosen = list(filters.values(facet))
        values |= {facet: chosen, f"any_{facet}": not chosen}
    values |= {word: word in filters.values("when") for word in WHEN}
    values |= _periods(now.astimezone(zone))
    values |= _text(filters.text, order) | _box(filters)
    return values | {
        "from_at": _midnight(filters.from_on, zone),
        "to_at": _midnight(filters.to_on and filters.to_on + dt.timedelta(days=1), zone),
        "sort": filters.sort if filters.near or filters.sort != "distance" else "date",
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
    return {
        "any_text": not tokens,
        "q": words,
        "tokens": tokens,
        "config_a": sql.config(order[0]),
        "config_b": sql.config(order[-1]),
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
