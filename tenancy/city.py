"""What a city is, and how its schema and role are called."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from tenancy.errors import BadNameError
from tenancy.hosts import without_port

NETWORK_SCHEMA = "network"
MAX_SLUG = 40

CityState = Literal["active", "suspended", "closed"]

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_PREFIX = re.compile(r"([a-z][a-z0-9_]{0,14})?")
_SCHEMA = re.compile(r"city_[a-z0-9_]{1,50}")
_ROLE = re.compile(r"([a-z][a-z0-9_]{0,14})?city_[a-z0-9_]{1,48}")

# fmt: off
RESERVED_SLUGS = frozenset((
    "account", "accounts", "admin", "api", "apex", "app", "apps", "assets", "auth",
    "autoconfig", "autodiscover", "blog", "cdn", "dev", "docs", "files", "ftp", "help", "imap",
    "localhost", "login", "mail", "media", "mx", "network", "ns", "ns1", "ns2", "owner", "pop",
    "public", "root", "runtime", "sign-in", "sign-up", "smtp", "staging", "static", "status",
    "support", "trio", "verify", "webmail", "wpad", "www",
))
# fmt: on
"""Labels below the base domain that never become a city; `runtime` is a role of ours."""


@dataclass(frozen=True, slots=True)
class City:
    """One city as the directory knows it. `hosts` are its custom hosts, primary first."""

    id: int
    slug: str
    name: str
    schema: str
    role: str
    state: CityState
    default_locale: str
    time_zone: str
    version: int
    hosts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TenancyConfig:
    """Names that a deployment chooses.

    `base_domain` may hold a port, which look-ups ignore. `role_prefix` keeps the databases of one
    cluster apart, since roles are cluster-wide. `issuer_domain` and the names below it are
    answered like the base domain. Raises BadNameError.
    """

    base_domain: str
    role_prefix: str = ""
    issuer_domain: str | None = None

    def __post_init__(self) -> None:
        """Refuse a prefix that could not stand in a role name."""
        if not _PREFIX.fullmatch(self.role_prefix):
            raise BadNameError(f"role prefix {self.role_prefix!r}")

    @property
    def owner_role(self) -> str:
        """NOLOGIN, owns the shared schema and every city schema."""
        return f"{self.role_prefix}cities_owner"

    @property
    def runtime_role(self) -> str:
        """NOLOGIN, what a transaction without a city is: rights on the shared schema only."""
        return f"{self.role_prefix}city_runtime"

    @property
    def member_role(self) -> str:
        """NOLOGIN, holds what every city role may do in the shared schema."""
        return f"{self.role_prefix}cities_member"

    @property
    def entry_role(self) -> str:
        """NOLOGIN, may become any city or `runtime_role`; logins of the app are members."""
        return f"{self.role_prefix}cities_entry"

    @property
    def domains(self) -> tuple[str, ...]:
        """Base domain and issuer domain, without port."""
        named = (self.base_domain, self.issuer_domain or self.base_domain)
        return tuple(dict.fromkeys(without_port(each) for each in named))

    def schema_of(self, slug: str) -> str:
        """The schema of a city. Raises BadNameError."""
        return f"city_{checked_slug(slug).replace('-', '_')}"

    def role_of(self, slug: str) -> str:
        """The role of a city. Raises BadNameError."""
        return f"{self.role_prefix}{self.schema_of(slug)}"


def checked_slug(slug: str) -> str:
    """The slug itself, if it may name a city. Raises BadNameError."""
    if not _SLUG.fullmatch(slug) or len(slug) > MAX_SLUG:
        raise BadNameError(f"slug {slug!r}: lower case letters, digits and single hyphens only")
    if slug in RESERVED_SLUGS:
        raise BadNameError(f"slug {slug!r} is reserved")
    return slug


def check_names(city: City) -> None:
    """Refuse schema and role names that could break out of a statement. Raises BadNameError."""
    if not _SCHEMA.fullmatch(city.schema) or not _ROLE.fullmatch(city.role):
        raise BadNameError(f"schema {city.schema!r}, role {city.role!r}")
