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
    """Bring the shared schema, its extension and its rights to what the code expects."""
    admin = tenancy.make_admin_engine(settings.admin_database_url)
    with admin.begin() as connection:
        _extension(connection, settings.tenancy)
    tenancy.migrate_network(admin, settings.tenancy, NETWORK_HISTORY)
    with admin.begin() as connection:
        tenancy.as_owner(connection, settings.tenancy)
        grant(connection, settings.tenancy)
    admin.dispose()


def _extension(connection: Connection, config: tenancy.TenancyConfig) -> None:
    """`unaccent` is trusted since PostgreSQL 13: the database's owner may install it."""
    found = text("select true from pg_extension where extname = 'unaccent'")
    if connection.scalar(found):
        return
    owner = connection.scalar(text("select quote_ident(current_user)"))
    tenancy.as_owner(connection, config)
    connection.execute(text(f"grant usage, create on schema network to {owner}"))
    connection.execute(text("reset role"))
    connection.execute(text("create extension unaccent schema network"))


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
