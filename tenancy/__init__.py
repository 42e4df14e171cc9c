"""Schema-per-city tenancy for SQLAlchemy on PostgreSQL. README.md shows its use."""

from tenancy.archive import export_city, restore_city
from tenancy.bootstrap import bootstrap
from tenancy.city import (
    NETWORK_SCHEMA,
    RESERVED_SLUGS,
    City,
    CityState,
    TenancyConfig,
    checked_slug,
)
from tenancy.context import current_city, current_city_or_none, use_city, use_network
from tenancy.directory import APEX, UNAVAILABLE, UNKNOWN, Directory, Resolved
from tenancy.engine import (
    CitySession,
    OneCityPerSession,
    engine_options,
    install,
    make_engine,
    network_session,
)
from tenancy.errors import (
    ArchiveError,
    BadNameError,
    CityExistsError,
    CityMixupError,
    DirectoryUnavailableError,
    HostTakenError,
    MissingRightsError,
    NoCityError,
    RevisionMismatchError,
    TenancyError,
    UnknownCityError,
)
from tenancy.fleet import CityRevision, MigrationReport, migrate_cities, status
from tenancy.history import head_revision, migrate_network, migrating
from tenancy.jobs import run_in_city
from tenancy.life import add_host, close, drop, list_cities, remove_host, resume, suspend
from tenancy.manifest import Manifest
from tenancy.middleware import RESOLVED, HostMiddleware
from tenancy.network_schema import grant_network, own_rows_policy
from tenancy.provision import NewCity, provision
from tenancy.reading import read_once
from tenancy.registry import directory_tables
from tenancy.script import CityScript
from tenancy.statements import as_owner, make_admin_engine

__all__ = [
    "APEX",
    "NETWORK_SCHEMA",
    "RESERVED_SLUGS",
    "RESOLVED",
    "UNAVAILABLE",
    "UNKNOWN",
    "ArchiveError",
    "BadNameError",
    "City",
    "CityExistsError",
    "CityMixupError",
    "CityRevision",
    "CityScript",
    "CitySession",
    "CityState",
    "Directory",
    "DirectoryUnavailableError",
    "HostMiddleware",
    "HostTakenError",
    "Manifest",
    "MigrationReport",
    "MissingRightsError",
    "NewCity",
    "NoCityError",
    "OneCityPerSession",
    "Resolved",
    "RevisionMismatchError",
    "TenancyConfig",
    "TenancyError",
    "UnknownCityError",
    "add_host",
    "as_owner",
    "bootstrap",
    "checked_slug",
    "close",
    "current_city",
    "current_city_or_none",
    "directory_tables",
    "drop",
    "engine_options",
    "export_city",
    "grant_network",
    "head_revision",
    "install",
    "list_cities",
    "make_admin_engine",
    "make_engine",
    "migrate_cities",
    "migrate_network",
    "migrating",
    "network_session",
    "own_rows_policy",
    "provision",
    "read_once",
    "remove_host",
    "restore_city",
    "resume",
    "run_in_city",
    "status",
    "suspend",
    "use_city",
    "use_network",
]
