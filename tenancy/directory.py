"""The directory: which host is which city, remembered in the process."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Literal, cast

from sqlalchemy import Engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from tenancy.city import City, TenancyConfig
from tenancy.engine import network_session
from tenancy.errors import DirectoryUnavailableError, UnknownCityError
from tenancy.hosts import normalise
from tenancy.listener import Listener
from tenancy.registry import read_cities

RETRY_SECONDS = 1.0
PATIENCE_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a host is. `unavailable`: the database is away and nothing is remembered."""

    kind: Literal["city", "apex", "unknown", "unavailable"]
    city: City | None = None


APEX = Resolved("apex")
UNKNOWN = Resolved("unknown")
UNAVAILABLE = Resolved("unavailable")


@dataclass(frozen=True)
class _Snapshot:
    """All cities as read at one moment (monotonic seconds)."""

    cities: tuple[City, ...]
    read_at: float
    by_slug: dict[str, City] = field(init=False)
    by_id: dict[int, City] = field(init=False)
    by_host: dict[str, City] = field(init=False)

    def __post_init__(self) -> None:
        hosts = {host: city for city in self.cities for host in city.hosts}
        object.__setattr__(self, "by_slug", {city.slug: city for city in self.cities})
        object.__setattr__(self, "by_id", {city.id: city for city in self.cities})
        object.__setattr__(self, "by_host", hosts)

    def with_changes(self, slugs: Collection[str], now: Collection[City]) -> _Snapshot:
        kept = [city for city in self.cities if city.slug not in slugs]
        return _Snapshot(tuple(sorted([*kept, *now], key=lambda city: city.slug)), self.read_at)


class Directory:
    """Look-ups of cities by host, slug and id, from the memory of this process.

    The memory holds every city and nothing else, so hosts made up by attackers cost neither
    memory nor queries. It is at most `ttl` seconds old, `missing_ttl` when a look-up finds
    nothing, and hears of changes in other processes at once through LISTEN on a connection of
    its own (`listen_url`: a direct address when `engine` goes through PgBouncer). When the
    database is away, what is remembered goes on answering.
    """

    def __init__(
        self,
        engine: Engine,
        config: TenancyConfig,
        *,
        listen_url: str | None = None,
        ttl: float = 30.0,
        missing_ttl: float = 10.0,
    ) -> None:
        self.config = config
        self._engine = engine
        self._listen_url = make_url(listen_url) if listen_url else engine.url
        self._ttl = ttl
        self._missing_ttl = missing_ttl
        self._snapshot: _Snapshot | None = None
        self._changed: set[str | None] = set()
        self._retry_at = 0.0
        self._reading = threading.Lock()
        self._hearing = threading.Lock()
        self._listener: Listener | None = None
        self._listening_in: int | None = None

    def resolve(self, host: str) -> Resolved:
        """What a Host header names. Never raises: an odd host is unknown."""
        name = normalise(host)
        if name is None:
            return UNKNOWN
        if name in self.config.domains:
            return APEX
        try:
            city = self._find(lambda known: self._at(known, name))
        except DirectoryUnavailableError:
            return UNAVAILABLE
        return UNKNOWN if city is None else Resolved("city", city)

    def by_slug(self, slug: str) -> City | None:
        """The city of a slug. Raises DirectoryUnavailableError."""
        return self._find(lambda known: known.by_slug.get(slug))

    def by_id(self, city_id: int) -> City | None:
        """The city of a number. Raises DirectoryUnavailableError."""
        return self._find(lambda known: known.by_id.get(city_id))

    def all(self) -> tuple[City, ...]:
        """Every city, by slug, whatever its state. Raises DirectoryUnavailableError."""
        return self._fresh(self._ttl).cities

    def changed(self, slug: str) -> None:
        """Give a city a new version, so that every process forgets what it knew of it.

        Call it after the commit of the change. Raises UnknownCityError.
        """
        bump = text("update network.city set version = version where slug = :slug returning id")
        with network_session(self._engine) as session:
            if session.scalar(bump, {"slug": slug}) is None:
                raise UnknownCityError(slug)
        self._heard(slug)

    def close(self) -> None:
        """Stop listening."""
        if self._listener is not None:
            self._listener.close()
        self._listener = None

    def _at(self, known: _Snapshot, host: str) -> City | None:
        for domain in self.config.domains:
            if host.endswith(f".{domain}"):
                return known.by_slug.get(host.removesuffix(f".{domain}"))
        return known.by_host.get(host)

    def _find(self, look: Callable[[_Snapshot], City | None]) -> City | None:
        found = look(self._fresh(self._ttl))
        return found or look(self._fresh(self._missing_ttl))

    def _fresh(self, max_age: float) -> _Snapshot:
        self._listen()
        known = self._snapshot
        if known is not None and not self._stale(known, max_age):
            return known
        # While one thread reads, the others wait a moment, or as long as nothing is known.
        if not self._reading.acquire(timeout=-1 if known is None else PATIENCE_SECONDS):
            return cast(_Snapshot, known)
        try:
            known = self._snapshot
            if known is not None and not self._stale(known, max_age):
                return known
            return self._read(known)
        finally:
            self._reading.release()

    def _stale(self, known: _Snapshot, max_age: float) -> bool:
        now = time.monotonic()
        if now < self._retry_at:
            return False
        return bool(self._changed) or now - known.read_at > max_age

    def _read(self, known: _Snapshot | None) -> _Snapshot:
        if known is None and time.monotonic() < self._retry_at:
            raise DirectoryUnavailableError
        with self._hearing:
            changed, self._changed = self._changed, set()
        try:
            known = self._load(known, changed)
        except SQLAlchemyError as error:
            self._heard(None)
            self._retry_at = time.monotonic() + RETRY_SECONDS
            if known is None:
                raise DirectoryUnavailableError from error
        self._snapshot = known
        return known

    def _load(self, known: _Snapshot | None, changed: set[str | None]) -> _Snapshot:
        now = time.monotonic()
        slugs = {slug for slug in changed if slug is not None}
        expired = known is None or now - known.read_at > self._missing_ttl
        with network_session(self._engine) as session:
            if known is None or expired or None in changed:
                return _Snapshot(tuple(read_cities(session)), now)
            return known.with_changes(slugs, read_cities(session, slugs))

    def _listen(self) -> None:
        """Start listening at the first look-up of each process: threads do not survive a fork."""
        if self._listening_in == os.getpid():
            return
        with self._reading:
            if self._listening_in != os.getpid():
                self._listening_in = os.getpid()
                self._listener = Listener(self._listen_url, self._heard)

    def _heard(self, slug: str | None) -> None:
        with self._hearing:
            self._changed.add(slug)
