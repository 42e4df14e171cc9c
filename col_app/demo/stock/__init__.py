"""The texts from which cities are generated, in the languages generated cities speak.

Slots in texts: `{city}` (bare name), `{in_city}`, `{of_city}` and `{at_place}` (with the right
preposition in each language). Variants of one text stand in lists of equal length per language.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from col_app.demo.contents import PlaylistItem, Texts

_HERE = Path(__file__).parent

LANGUAGES = ("en", "it", "nl")

Variants = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceStock:
    """A sort of place. `at` says where one meets, `street` is an invented one."""

    key: str
    kind: str
    names: Variants
    about: Texts
    at: Texts
    street: Texts
    access: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganiserStock:
    """A sort of organiser and the places it may live in."""

    key: str
    kind: str
    places: list[str]
    names: Variants
    about: Texts
    is_verified: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgeStock:
    """A badge without its shape and colours."""

    name: Texts
    description: Texts
    criteria: Texts
    icon: str
    layer: str
    hours: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Archetype:
    """An activity that could take place in many cities. `price` in euro cents.

    Without `minutes` it is open at any time. `first` marks those that give the first badge.
    """

    key: str
    organisers: list[str]
    type: str
    kind: str
    format: str
    topics: list[str]
    skills: list[str]
    titles: Variants
    summary: Texts
    body: Texts
    how: Texts
    places: list[str] = field(default_factory=list)
    minutes: int = 0
    sessions: int = 1
    days: list[str] = field(default_factory=list)
    times: list[str] = field(default_factory=list)
    capacity: list[int] = field(default_factory=list)
    price: int = 0
    age: list[int] = field(default_factory=list)
    access: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    reach: str = ""
    outcomes: Variants = field(default_factory=dict)
    badge: BadgeStock | None = None
    first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaylistStock:
    """A path through archetypes."""

    key: str
    organisers: list[str]
    title: Texts
    summary: Texts
    body: Texts
    items: tuple[PlaylistItem, ...]
    badge: BadgeStock
    optional_needed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalStock:
    """What a city may say about itself; each spine is a list of groups."""

    tagline: Variants
    lead: Variants
    focus: Variants
    run_by: Variants
    spines: list[list[dict[str, Any]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """Everything there is to choose from, by key. `phrases`: slug → `in`, `of` → language."""

    portal: PortalStock
    phrases: Mapping[str, Mapping[str, Texts]]
    places: Mapping[str, PlaceStock]
    organisers: Mapping[str, OrganiserStock]
    archetypes: Mapping[str, Archetype]
    playlists: Mapping[str, PlaylistStock]


@cache
def stock() -> Stock:
    """The whole stock, read once."""
    tables: dict[str, Any] = {"archetype": []}
    for path in sorted(_HERE.glob("*.toml")):
        found = tomllib.loads(path.read_text(encoding="utf-8"))
        tables["archetype"] += found.pop("archetype", [])
        tables |= found
    return Stock(
        portal=PortalStock(**tables["portal"]),
        phrases=tables["phrases"],
        places={row["key"]: PlaceStock(**row) for row in tables["place"]},
        organisers={row["key"]: OrganiserStock(**row) for row in tables["organiser"]},
        archetypes={row["key"]: _archetype(row) for row in tables["archetype"]},
        playlists={row["key"]: _playlist(row) for row in tables["playlist"]},
    )


def _archetype(row: dict[str, Any]) -> Archetype:
    badge = row.pop("badge", None)
    return Archetype(**row, badge=BadgeStock(**badge) if badge else None)


def _playlist(row: dict[str, Any]) -> PlaylistStock:
    items = tuple(PlaylistItem(**item) for item in row.pop("items"))
    return PlaylistStock(badge=BadgeStock(**row.pop("badge")), items=items, **row)
