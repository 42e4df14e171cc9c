"""The map of the network, and which city is closest."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select

from col_app.core import i18n
from col_app.core.db import DIRECTORY_TABLES, network_session
from col_app.network.directory.models import Profile, Standing

EARTH_KM = 6371.0088
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map of the network; applicants have no city."""

    slug: str
    city_id: int | None
    names: dict[str, str]
    country: str
    kind: str
    standing: str
    languages: tuple[str, ...]
    lat: float
    lon: float

    def name(self, order: tuple[str, ...]) -> tuple[str, str]:
        """(lang, name) of the place for a reader."""
        return i18n.pick_value(self.names, order)


def spots() -> list[Spot]:
    """Everything on the map: applicants, and cities that are neither suspended nor closed."""
    city, _domain = DIRECTORY_TABLES
    open_ones = or_(Profile.city_id.is_(None), city.c.state == "active")
    found = select(Profile).outerjoin(city, city.c.id == Profile.city_id).where(open_ones)
    with network_session() as session:
        return [_spot(row) for row in session.scalars(found.order_by(Profile.slug))]


def _spot(row: Profile) -> Spot:
    return Spot(
        slug=row.slug,
        city_id=row.city_id,
        names=row.names,
        country=row.country,
        kind=row.kind.value,
        standing=row.standing.value,
        languages=tuple(row.languages),
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
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


def closest(point: Point, among: Sequence[Spot]) -> list[tuple[Spot, float]]:
    """Portals by distance in kilometres; applicants have no portal yet and are left out."""
    open_spots = [spot for spot in among if spot.standing != Standing.APPLICANT]
    found = [(spot, distance_km(point, (spot.lat, spot.lon))) for spot in open_spots]
    return sorted(found, key=lambda pair: pair[1])
