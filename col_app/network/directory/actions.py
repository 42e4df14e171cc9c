"""Opening a city: schema, role, keys, place on the map, colours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path

from sqlalchemy import Connection, Engine, select

import tenancy
from col_app.config import Settings
from col_app.core import files, migrations
from col_app.core.db import city_tables, network_session
from col_app.core.web import PortalApp
from col_app.network.directory import owed
from col_app.network.directory.models import CityKind, Profile, Standing
from col_app.people.members import moving as members
from col_app.recognition.awards import moving, outliving


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


@contextmanager
def administration(settings: Settings) -> Iterator[Engine]:
    """An engine with the rights to make schemas and roles, for the time of the block.

    It keeps no connection: a backend that has seen hundreds of cities makes the next ones slowly.
    """
    admin = tenancy.make_admin_engine(settings.admin_database_url)
    try:
        yield admin
    finally:
        admin.dispose()


def provision(app: PortalApp, admin: Engine, place: Place, name: str) -> tenancy.City:
    """Make the city's schema and role, and put it on the map.

    Raises tenancy.CityExistsError, outliving.NameKeptError.
    """
    outliving.check_name(place.slug)
    spec = tenancy.NewCity(
        slug=place.slug, name=name, default_locale=place.languages[0], time_zone=place.time_zone
    )
    city = tenancy.provision(admin, app.directory.config, spec, city_script())
    put_on_map(place, city.id)
    app.directory.changed(city.slug)
    return city


def remove(app: PortalApp, admin: Engine, city: tenancy.City) -> None:
    """Delete a city with all that it has, keys and files too; what proves its badges stays."""
    with admin.begin() as connection:
        tenancy.as_owner(connection, app.settings.tenancy)
        outliving.keep(app, connection, city)
    tenancy.drop(admin, app.settings.tenancy, city.slug)
    with admin.begin() as connection:
        tenancy.as_owner(connection, app.settings.tenancy)
        outliving.destroy_keys(connection)
    files.drop_city(city)


def restore(app: PortalApp, admin: Engine, file: Path, as_slug: str | None) -> tenancy.City:
    """Bring a city back from its archive: its data, its people, its files, its keys, its awards.

    Raises tenancy.CityExistsError, tenancy.RevisionMismatchError, tenancy.ArchiveError,
    files.NoRoomError, and outliving.NameKeptError for a new name that another city has left behind.
    """
    if as_slug:
        outliving.check_name(as_slug)
    script = city_script()
    city = tenancy.restore_city(
        admin,
        app.settings.tenancy,
        file,
        as_slug,
        script=script,
        settle=partial(_settle, file),
    )
    try:
        files.unpack(file, city)
    except (tenancy.ArchiveError, files.NoRoomError):
        # all or nothing: without its evidence the city is not what was exported
        tenancy.drop(admin, app.settings.tenancy, city.slug)
        files.drop_city(city)
        raise
    with admin.begin() as connection:
        tenancy.as_owner(connection, app.settings.tenancy)
        moving.unpack(file, connection, city)
        outliving.come_back(connection, city)
    outliving.register_again(city)
    members.forget_again(city)
    return city


def _settle(file: Path, connection: Connection, city: tenancy.City) -> None:
    owed.unpack(file, connection, city, members.unpack(file, connection, city))


def is_on_map(city_id: int) -> bool:
    """Whether a city has its place on the network's map."""
    with network_session() as session:
        return session.scalar(select(Profile.id).where(Profile.city_id == city_id)) is not None


def unplaced(city: tenancy.City, names: dict[str, str], languages: tuple[str, ...]) -> Place:
    """A place for a city of which only its own data is known; its team moves it on the map."""
    spoken = (city.default_locale, *(lang for lang in languages if lang != city.default_locale))
    return Place(
        slug=city.slug,
        names=names or {city.default_locale: city.name},
        country="001",
        country_names={"en": "World"},
        lat=0.0,
        lon=0.0,
        bounds=(-1.0, -1.0, 1.0, 1.0),
        languages=spoken,
        time_zone=city.time_zone,
    )
