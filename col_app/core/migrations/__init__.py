"""Two histories of migrations: the shared schema's and the cities'."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, make_url, text

import tenancy
from col_app.config import Settings
from col_app.core.migrations.rights import grant

NETWORK_HISTORY = Path(__file__).parent / "network"
CITY_HISTORY = Path(__file__).parent / "city"
Progress = Callable[[int, int, str], None]


def city_head() -> str | None:
    """The newest revision of a city's schema."""
    return tenancy.head_revision(CITY_HISTORY)


def prepare(settings: Settings) -> None:
    """Roles, the shared schema, the login's rights. Raises tenancy.MissingRightsError."""
    login = make_url(settings.database_url)
    tenancy.bootstrap(
        settings.admin_database_url, settings.tenancy, login.username or "", str(login.password)
    )


def upgrade_network(settings: Settings) -> None:
    """Bring the shared schema, its extensions and its rights to what the code expects."""
    admin = tenancy.make_admin_engine(settings.admin_database_url)
    with admin.begin() as connection:
        _extension(connection, settings.tenancy, "unaccent")
        _extension(connection, settings.tenancy, "pg_trgm")
        _plain(connection, settings.tenancy)
    tenancy.migrate_network(admin, settings.tenancy, NETWORK_HISTORY)
    with admin.begin() as connection:
        tenancy.as_owner(connection, settings.tenancy)
        grant(connection, settings.tenancy)
    admin.dispose()


def _extension(connection: Connection, config: tenancy.TenancyConfig, name: str) -> None:
    """Both are trusted since PostgreSQL 13: the database's owner may install them."""
    found = text("select true from pg_extension where extname = :name")
    if connection.scalar(found, {"name": name}):
        return
    owner = connection.scalar(text("select quote_ident(current_user)"))
    tenancy.as_owner(connection, config)
    connection.execute(text(f"grant usage, create on schema network to {owner}"))
    connection.execute(text("reset role"))
    connection.execute(text(f"create extension {name} schema network"))


def _plain(connection: Connection, config: tenancy.TenancyConfig) -> None:
    """How names are compared: without case and accents.

    `unaccent` is not immutable by itself, since its dictionary could be exchanged; ours is not.
    """
    tenancy.as_owner(connection, config)
    connection.execute(
        text(
            "create or replace function network.plain(text) returns text"
            " language sql immutable strict parallel safe return"
            " pg_catalog.lower(network.unaccent('network.unaccent'::pg_catalog.regdictionary, $1))"
        )
    )
    connection.execute(text("reset role"))


def upgrade_cities(
    settings: Settings, progress: Progress | None = None, only: str | None = None, jobs: int = 2
) -> tenancy.MigrationReport:
    """Bring every city (or one) to the newest revision; failures are reported, not raised."""
    admin = tenancy.make_admin_engine(settings.admin_database_url)
    report = tenancy.migrate_cities(
        admin, settings.tenancy, CITY_HISTORY, jobs=jobs, only=only, progress=progress
    )
    admin.dispose()
    return report


def upgrade_all(settings: Settings, progress: Progress | None = None) -> tenancy.MigrationReport:
    """Everything, on an empty database too."""
    prepare(settings)
    upgrade_network(settings)
    return upgrade_cities(settings, progress)
