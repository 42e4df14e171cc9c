"""Reads behind trending, newest, what next and recommended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from col_app.core import clock
from col_app.core.db import read
from col_app.core.remembered import per_version
from col_app.learning.activities.filters import Filters
from col_app.learning.discovery import sql
from col_app.learning.vocabulary import vocabulary

Row = dict[str, Any]

WINDOW = dt.timedelta(days=14)
LEAST_PEOPLE = 3
MOST_CHOSEN = 10
"""Who chose more than this within WINDOW is left out: whoever takes everything prefers nothing."""
PLACES = 40
COUNTED_EVERY = dt.timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Trend:
    """An activity or a topic and how many people chose it within WINDOW."""

    id: int
    people: int


def trending() -> dict[str, list[Trend]]:
    """What most people chose, by kind (`activity`, `topic`); at most COUNTED_EVERY old.

    A person has one vote in all, shared among the activities they joined or saved; an activity
    shares what it gets among its topics. Fewer than LEAST_PEOPLE are not told.
    """
    return _trending(int(clock.now().timestamp() // COUNTED_EVERY.total_seconds()))


@per_version
def _trending(_count: int) -> dict[str, list[Trend]]:
    now = clock.now()
    hidden = vocabulary().hidden_ids
    limits = {"hidden": hidden, "least": LEAST_PEOPLE, "most": MOST_CHOSEN, "limit": PLACES}
    found: dict[str, list[Trend]] = {"activity": [], "topic": []}
    for row in read(sql.TRENDING, {"now": now, "since": now - WINDOW, **limits}):
        found[row["kind"]].append(Trend(row["id"], row["people"]))
    return found


def still_on(ids: Sequence[int], limit: int) -> list[Row]:
    """The first of these activities that are neither over nor cancelled, in this order."""
    return read(sql.STILL_ON, {"ids": list(ids), "limit": limit, "now": clock.now()})


def newest(limit: int) -> list[Row]:
    """What was published last."""
    return read(sql.NEWEST, {"limit": limit, "now": clock.now()})


@dataclass(frozen=True, slots=True)
class Here:
    """Where somebody stands who wonders what comes next.

    `known` are activities not to be named; `steps` those that follow in a playlist.
    """

    topics: Sequence[int] = ()
    skills: Sequence[int] = ()
    organiser: int = 0
    known: Sequence[int] = ()
    steps: Sequence[int] = ()


def after(here: Here, person_id: int | None, limit: int) -> list[Row]:
    """Coming activities with room for one more that lead on from here; none the person joined."""
    return read(
        sql.NEXT,
        {
            "topics": list(here.topics),
            "skills": list(here.skills),
            "organiser": here.organiser,
            "known": list(here.known),
            "steps": list(here.steps),
            "person": person_id,
            "limit": limit,
            "now": clock.now(),
        },
    )


@dataclass(frozen=True, slots=True)
class Terms:
    """Topics and skills of the activities in a playlist."""

    topics: frozenset[int]
    skills: frozenset[int]


@per_version
def terms_of_playlists() -> dict[int, Terms]:
    """What each playlist is about, by its number."""
    return {
        row["id"]: Terms(
            frozenset(row["topics"] or ()).difference(vocabulary().hidden_ids),
            frozenset(row["skills"] or ()),
        )
        for row in read(sql.TERMS_OF_PLAYLISTS, {})
    }


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom something is recommended to. `skills`: those shown; `age`: reached this year."""

    person_id: int
    languages: Sequence[str]
    skills: Collection[int]
    age: int | None = None


def recommended(reader: Reader, filters: Filters, limit: int, soon: int = 0) -> list[Row]:
    """Coming activities with room that suit somebody, and what speaks most for each.

    Where there is none: the best of so many (`soon`) that start next.
    """
    now = clock.now()
    lat, lon = filters.near or (None, None)
    values = {
        "person": reader.person_id,
        "languages": list(reader.languages),
        "skills": sorted(reader.skills),
        "age": reader.age,
        "lat": lat,
        "lon": lon,
        "km": filters.km,
        "now": now,
        "new_since": now - WINDOW,
        "limit": limit,
        "soon": soon,
        "hidden": vocabulary().hidden_ids,
    }
    return read(sql.RECOMMENDED, values)
