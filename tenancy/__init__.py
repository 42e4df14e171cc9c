"""Schema-per-city tenancy for SQLAlchemy on PostgreSQL. README.md shows its use."""

from tenancy.bootstrap import bootstrap
from tenancy.city import NETWORK_SCHEMA, RESERVED_SLUGS, City, CityState, TenancyConfig
from tenancy.city import checked_slug as checked_slug
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
    MissingRightsError,
    NoCityError,
    RevisionMismatchError,
    TenancyError,
    UnknownCityError,
)
from tenancy.jobs import run_in_city
from tenancy.middleware import RESOLVED, HostMiddleware
from tenancy.network_schema import grant_network, own_rows_policy
from tenancy.provision import NewCity, provision
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
    "CityScript",
    "CitySession",
    "CityState",
    "Directory",
    "DirectoryUnavailableError",
    "HostMiddleware",
    "MissingRightsError",
    "NewCity",
    "NoCityError",
    "OneCityPerSession",
    "Resolved",
    "RevisionMismatchError",
    "TenancyConfig",
    "TenancyError",
    "UnknownCityError",
    "as_owner",
    "bootstrap",
    "checked_slug",
    "current_city",
    "current_city_or_none",
    "directory_tables",
    "engine_options",
    "grant_network",
    "install",
    "make_admin_engine",
    "make_engine",
    "network_session",
    "own_rows_policy",
    "provision",
    "run_in_city",
    "use_city",
    "use_network",
]
