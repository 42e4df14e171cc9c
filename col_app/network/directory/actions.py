"""Opening a city: schema, role, keys, place on the map, colours."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from sqlalchemy import Engine, create_engine

import tenancy
from col_app.config import Settings
from col_app.core import migrations
from col_app.core.db import city_tables, network_session
from col_app.core.web import PortalApp
from col_app.network.directory.models import CityKind, Profile, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What is known of a place before it has a portal. Bounds are W, S, E, N in degrees."""

    slug: str
    names: dict[str, str]
    country: str
    country_names: dict[str, str]
    lat: float
    lon: float
    bounds: tuple[float, float, float, float]
    languages: tuple[str, ...]
    time_zone: str
    kind: CityKind = CityKind.CITY
    standing: Standing = Standing.MEMBER
    population: int | None = None
    evidence: tuple[str, ...] = field(default=())


def put_on_map(place: Place, city_id: int | None = None) -> None:
    """Show a place on the network's map; without a city it is an applicant."""
    with network_session() as session:
        session.add(
            Profile(
                slug=place.slug,
                city_id=city_id,
                kind=place.kind,
                standing=place.standing,
                names=place.names,
                country=place.country,
                country_names=place.country_names,
                lat=place.lat,
                lon=place.lon,
                bounds=list(place.bounds),
                population=place.population,
                languages=list(place.languages),
                default_language=place.languages[0],
                time_zone=place.time_zone,
                evidence=list(place.evidence),
            )
        )


@lru_cache(maxsize=1)
def city_script() -> tenancy.CityScript:
    """The one script that makes all tables of a city, rendered once."""
    return tenancy.CityScript.from_metadata(city_tables(), migrations.city_head())


def admin_engine(settings: Settings) -> Engine:
    """An engine with the rights to make schemas and roles. Dispose it after use."""
    return create_engine(settings.admin_database_url)


def provision(app: PortalApp, admin: Engine, place: Place, name: str) -> tenancy.City:
    """Make the city's schema and role, and put it on the map."""
    spec = tenancy.NewCity(
        slug=place.slug, name=name, default_locale=place.languages[0], time_zone=place.time_zone
    )
    city = tenancy.provision(admin, app.directory.config, spec, city_script())
    put_on_map(place, city.id)
    app.directory.changed(city.slug)
    return city

