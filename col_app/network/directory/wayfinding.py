"""From what somebody typed, or where they stand, to the portals close by."""

from __future__ import annotations

import difflib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from babel import Locale

from col_app.core import gazetteer
from col_app.core.gazetteer import LONGEST, Town, plain
from col_app.core.i18n import FALLBACK
from col_app.network.directory.queries import Point, Spot

__all__ = ["LONGEST", "Found", "countries", "find", "guesses", "in_country", "others", "point_of"]
DECIMALS = 2
"""About a kilometre: finer is nobody's business."""
GUESSES, LIKENESS = 3, 0.7


@dataclass(frozen=True, slots=True)
class Found:
    """A place in a country (two letters, "" for a position).

    `spot` when it is on the network's map; `others` are towns of the same name.
    """

    name: str
    point: Point
    country: str = ""
    spot: Spot | None = None
    others: tuple[Town, ...] = ()


def find(asked: str, among: Sequence[Spot], folder: Path, lang: str) -> Found | None:
    """A place by name: the network's own places first, then towns, `Valencia, Spain` too."""
    spot = _spot_called(asked, among)
    if spot is not None:
        return Found(spot.name((lang, FALLBACK))[1], (spot.lat, spot.lon), spot.country, spot)
    letters = _country(asked, lang)
    if letters:
        return in_country(letters, folder, lang)
    towns = _towns(asked, folder, lang)
    if not towns:
        return None
    first = towns[0]
    elsewhere = {town.country: town for town in reversed(towns) if town.country != first.country}
    others = tuple(reversed(elsewhere.values()))
    return Found(first.name, (first.lat, first.lon), first.country, None, others)


def in_country(letters: str, folder: Path, lang: str) -> Found | None:
    """A country, as near as its capital; None for letters that are none."""
    capital = gazetteer.capital(letters, folder)
    if capital is None:
        return None
    name = countries(lang).get(letters, letters)
    return Found(name, (capital.lat, capital.lon), letters)


def _spot_called(asked: str, among: Sequence[Spot]) -> Spot | None:
    wanted = plain(asked)
    for spot in among:
        if wanted and wanted in {plain(name) for name in (spot.slug, *spot.names.values())}:
            return spot
    return None


def _towns(asked: str, folder: Path, lang: str) -> list[Town]:
    name, comma, country = asked.rpartition(",")
    if comma:
        letters = _country(country.strip(), lang)
        return gazetteer.towns_called(name, folder, letters) if letters else []
    return gazetteer.towns_called(asked, folder)


def _country(text: str, lang: str) -> str:
    """Two letters of a country given by them or by its name in the reader's language."""
    known = countries(lang)
    if text.upper() in known:
        return text.upper()
    wanted = plain(text)
    return next((letters for letters, name in known.items() if plain(name) == wanted), "")


@lru_cache(maxsize=32)
def countries(lang: str) -> dict[str, str]:
    """Countries by their two letters, as a language names them (CLDR)."""
    known = Locale.parse(lang).territories
    return {letters: name for letters, name in known.items() if len(letters) == 2}


def guesses(asked: str, among: Sequence[Spot]) -> list[Spot]:
    """Places of the network that are called nearly like what was typed."""
    names = {plain(name): spot for spot in among for name in spot.names.values()}
    near = difflib.get_close_matches(plain(asked), names, GUESSES, LIKENESS)
    return list({names[name].slug: names[name] for name in near}.values())


def others(found: Found, lang: str) -> list[str]:
    """Towns of the same name in other countries, as one would type them."""
    known = countries(lang)
    return [f"{town.name}, {known.get(town.country, town.country)}" for town in found.others]


def point_of(args: Mapping[str, str]) -> Point | None:
    """`lat` and `lon` in degrees, rounded; None when they name no point on earth."""
    try:
        lat, lon = float(args.get("lat", "")), float(args.get("lon", ""))
    except ValueError:
        return None
    if not (math.isfinite(lat) and math.isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180):
        return None
    return round(lat, DECIMALS), round(lon, DECIMALS)
