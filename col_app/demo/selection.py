"""What a generated city offers: how much, by whom, and which paths."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from col_app.demo import dice
from col_app.demo.stock import Archetype, OrganiserStock, PlaylistStock, Stock
from col_app.opening.atlas import CityFacts

TEAM = "city-team"
FEWEST, MOST = 20, 60


@dataclass(frozen=True, slots=True)
class Selection:
    """The choice for one city; the archetype of the first badge stands first."""

    organisers: list[OrganiserStock]
    archetypes: list[Archetype]
    playlists: list[PlaylistStock]


def select(facts: CityFacts, stock: Stock) -> Selection:
    """The same choice for the same city, and another one for its neighbour."""
    slug, count = facts.slug, activity_count(facts.population)
    playlists = dice.shuffled(stock.playlists.values(), lambda p: p.key, slug, "playlists")
    playlists = playlists[: 1 + count // 12]
    organisers = _organisers(slug, stock, playlists, 8 + count // 5)
    names = {organiser.key for organiser in organisers}
    able = [a for a in stock.archetypes.values() if names.intersection(a.organisers)]
    steps = [stock.archetypes[item.activity] for p in playlists for item in p.items]
    return Selection(organisers, _archetypes(slug, able, steps)[:count], playlists)


def activity_count(population: int) -> int:
    """20 activities in a small town, 60 in a city of millions."""
    share = (math.log10(population) - 3.8) / 2.7
    return FEWEST + round((MOST - FEWEST) * min(1.0, max(0.0, share)) ** 2)


def _organisers(
    slug: str, stock: Stock, playlists: list[PlaylistStock], count: int
) -> list[OrganiserStock]:
    """The team, whoever the paths need, and others up to `count`."""
    mixed = dice.shuffled(stock.organisers, str, slug, "organisers")
    chosen = {TEAM: None}
    for playlist in playlists:
        steps = (stock.archetypes[item.activity] for item in playlist.items)
        for able in (playlist.organisers, *(step.organisers for step in steps)):
            if not chosen.keys() & set(able):
                chosen[next(key for key in mixed if key in able)] = None
    keys = [*chosen, *(key for key in mixed if key not in chosen)]
    return [stock.organisers[key] for key in keys[: max(count, len(chosen))]]


def _archetypes(slug: str, able: list[Archetype], steps: list[Archetype]) -> list[Archetype]:
    """The first badge, every type and format, the steps of the paths, and then the rest."""
    mixed = dice.shuffled(able, lambda archetype: archetype.key, slug, "activities")
    first = next(archetype for archetype in mixed if archetype.first)
    later = [archetype for archetype in mixed if not archetype.first]
    return _distinct([first, *_one_of_each([*steps, *later]), *steps, *later])


def _one_of_each(archetypes: list[Archetype]) -> list[Archetype]:
    """The first of each type, and of each format."""
    by_type = {archetype.type: archetype for archetype in reversed(archetypes)}
    by_format = {archetype.format: archetype for archetype in reversed(archetypes)}
    return [*by_type.values(), *by_format.values()]


def _distinct(archetypes: Iterable[Archetype]) -> list[Archetype]:
    return list({archetype.key: archetype for archetype in archetypes}.values())
