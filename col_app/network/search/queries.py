"""Lists over all cities, and their counts."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import text

from col_app.core import clock
from col_app.core.db import network_session
from col_app.learning.activities import spelling
from col_app.learning.activities.filters import PAGE_SIZE
from col_app.learning.activities.sql import config
from col_app.learning.vocabulary import Term
from col_app.network.search import sql
from col_app.network.search.filters import FACETS, Filters

Row = dict[str, Any]
Terms = dict[tuple[str, str], Term]
DAY = dt.timedelta(days=1)
_CLOSEST = spelling.closest_in("listing_word")
_TOTAL, _COUNTS, _CARDS = text(sql.TOTAL), text(sql.COUNTS), text(sql.CARDS)
_DIARY = text(sql.DIARY)
_ONLINE, _LATEST, _TERMS = text(sql.ONLINE), text(sql.LATEST), text(sql.TERMS)


@dataclass(frozen=True, slots=True)
class Found:
    """One page of a list, the size of the whole list, and counts by facet and value.

    `filters` are those that were answered: their words are corrected where the ones `asked` for
    led nowhere; `meant` are words that would find more.
    """

    filters: Filters
    rows: list[Row]
    total: int
    counts: dict[str, dict[str, int]]
    asked: str = ""
    meant: str = ""


def find(filters: Filters, order: tuple[str, ...], limit: int = PAGE_SIZE) -> Found:
    """The page that `filters` ask for. `order`: languages of the reader, best first."""

    def of(text: str) -> Found:
        return _find(replace(filters, text=text), order, limit)

    return spelling.forgiving(of, filters.text, _closest)


def _closest(words: list[str]) -> dict[str, str | None]:
    with network_session() as session:
        rows = session.connection().exec_driver_sql(_CLOSEST, {"words": words})
        return {row.word: row.closest for row in rows}


def _find(filters: Filters, order: tuple[str, ...], limit: int) -> Found:
    values = _parameters(filters, order)
    values |= {"limit": limit, "offset": (filters.page - 1) * PAGE_SIZE, "shown": list(FACETS)}
    counts: dict[str, dict[str, int]] = {facet: {} for facet in (*FACETS, "total")}
    with network_session() as session:
        for facet, value, number in session.execute(_COUNTS, values):
            counts[facet][value] = number
        rows = [dict(row) for row in session.execute(_CARDS, values).mappings()]
    return Found(filters, rows, counts.pop("total").get("", 0), counts)


def total(filters: Filters, order: tuple[str, ...]) -> int:
    """The size of a list alone."""
    with network_session() as session:
        return session.scalar(_TOTAL, _parameters(filters, order)) or 0


def online(lang: str, limit: int) -> list[Row]:
    """What one can join from anywhere: in a language first, then soonest."""
    return _listed(_ONLINE, lang, limit)


def latest(lang: str, limit: int) -> list[Row]:
    """The newest of each city, newest first; of what is equally new, that in a language."""
    return _listed(_LATEST, lang, limit)


def _listed(statement: Any, lang: str, limit: int) -> list[Row]:
    values = {"now": clock.now(), "lang": lang, "limit": limit}
    with network_session() as session:
        return [dict(row) for row in session.execute(statement, values).mappings()]


def diary(rows: Iterable[Row]) -> dict[tuple[int, int], list[tuple[dt.datetime, dt.datetime]]]:
    """When people meet, in order, by city and number of the activities in these rows."""
    asked = [(row["city_id"], row["activity_id"]) for row in rows]
    values = {"cities": [city for city, _id in asked], "ids": [number for _city, number in asked]}
    found: dict[tuple[int, int], list[tuple[dt.datetime, dt.datetime]]] = {}
    with network_session() as session:
        for row in session.execute(_DIARY, values):
            found.setdefault((row.city_id, row.activity_id), []).append((row.starts, row.ends))
    return found


def terms(keys: Iterable[str]) -> Terms:
    """Topics and skills by (kind, slug), for keys like `topic:coding`."""
    wanted = list(dict.fromkeys(keys))
    if not wanted:
        return {}
    with network_session() as session:
        found = session.execute(_TERMS, {"keys": wanted})
        return {
            (row.kind, row.slug): Term(0, row.slug, row.labels, row.uri)
            for row in found
        }  # fmt: skip


def _parameters(filters: Filters, order: tuple[str, ...]) -> dict[str, Any]:
    tokens, ages = re.findall(r"\w+", filters.text.lower()), filters.ages()
    west, south, east, north = filters.bbox or (-180.0, -90.0, 180.0, 90.0)
    lat, lon = filters.near or (0.0, 0.0)
    is_sorted = filters.sort == "newest" or (filters.sort == "distance" and filters.near)
    return {
        "now": clock.now(),
        "lang": order[0],
        "keys": filters.keys(),
        "any_text": not tokens,
        "q": filters.text,
        "tokens": tokens,
        "config_a": config(order[0]),
        "config_b": config(order[-1]),
        "from_on": filters.from_on,
        "until": filters.to_on and filters.to_on + DAY,
        "any_age": not ages,
        "least": [least for least, _most in ages],
        "most": [most for _least, most in ages],
        "any_box": filters.bbox is None,
        "west": west, "south": south, "east": east, "north": north,
        "anywhere": filters.near is None,
        "lat": lat,
        "lon": lon,
        "km": filters.km,
        "sort": filters.sort if is_sorted else "",
    }  # fmt: skip
