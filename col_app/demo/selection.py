"""What a generated city offers: how much, by whom, and which paths."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from col_app.demo import dice
from col_app.demo.atlas import CityFacts
from col_app.demo.stock import Archetype, OrganiserStock, PlaylistStock, Stock

TEAM = "city-team"
FEWEST, MOST = 20, 60
_SHORTEST_PLAYLIST = 3


@dataclass(frozen=True, slots=True)
class Selection:
    """The choice for one city; the archetype of the first badge stands first."""

    organisers: list[OrganiserStock]
    archetypes: list[Archetype]
    playlists: list[PlaylistStock]


def select(facts: CityFacts, stock: Stock) -> Selection:
    """The same choice for the same city, and another one for its neighbour."""
    count = activity_count(facts.population)
    organisers = _organisers(facts.slug, stock, 8 + count // 5)
    keys = {organiser.key for organiser in organisers}
    able = {key: a for key, a in stock.archetypes.items() if keys.intersection(a.organisers)}
    wanted = _playlists(facts.slug, stock, able, keys)[: 2 + count // 12]
    chosen = _archetypes(facts.slug, able, wanted, count)
    names = {archetype.key for archetype in chosen}
    playlists = [playlist for playlist in wanted if _is_whole(playlist, names)]
    return Selection(organisers, chosen, playlists)


def activity_count(population: int) -> int:
    """20 activities in a small town, 60 in a city of millions."""
    share = (math.log10(population) - 3.8) / 2.7
    return FEWEST + round((MOST - FEWEST) * min(1.0, max(0.0, share)) ** 2)


def _organisers(slug: str, stock: Stock, count: int) -> list[OrganiserStock]:
    others = [organiser for organiser in stock.organisers.values() if organiser.key != TEAM]
    mixed = dice.shuffled(others, lambda organiser: organiser.key, slug, "organisers")
    return [stock.organisers[TEAM], *mixed[: count - 1]]


def _playlists(
    slug: str, stock: Stock, able: dict[str, Archetype], organisers: set[str]
) -> list[PlaylistStock]:
    names = set(able)
    possible = [
        playlist
        for playlist in stock.playlists.values()
        if _is_whole(playlist, names) and organisers.intersection(playlist.organisers)
    ]
    return dice.shuffled(possible, lambda playlist: playlist.key, slug, "playlists")


def _is_whole(playlist: PlaylistStock, names: set[str]) -> bool:
    there = [item for item in playlist.items if item.activity in names]
    needed = [item for item in playlist.items if item.mandatory]
    return len(there) >= _SHORTEST_PLAYLIST and all(item in there for item in needed)


def _archetypes(
    slug: str, able: dict[str, Archetype], playlists: list[PlaylistStock], count: int
) -> list[Archetype]:
    mixed = dice.shuffled(able.values(), lambda archetype: archetype.key, slug, "activities")
    first = next(archetype for archetype in mixed if archetype.first)
    later = [archetype for archetype in mixed if not archetype.first]
    steps = [able[i.activity] for p in playlists for i in p.items if i.activity in able]
    chosen = _distinct([first, *_one_of_each(later), *steps, *later])
    return chosen[:count]


def _one_of_each(archetypes: list[Archetype]) -> list[Archetype]:
    """The first of each type, and of each format."""
    by_type = {archetype.type: archetype for archetype in reversed(archetypes)}
    by_format = {archetype.format: archetype for archetype in reversed(archetypes)}
    return [*by_type.values(), *by_format.values()]


def _distinct(archetypes: Iterable[Archetype]) -> list[Archetype]:
    return list({archetype.key: archetype for archetype in archetypes}.values())
