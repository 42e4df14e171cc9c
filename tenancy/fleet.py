"""Migrations of all cities: rendered once, applied to each in its own transaction."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from alembic.script.revision import RevisionError
from psycopg import sql
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from tenancy.city import TenancyConfig
from tenancy.history import head_revision, render_upgrade
from tenancy.statements import driver, owner_preamble, script, send

Progress = Callable[[int, int, str], None]
"""Called after each city with: how many are through, of how many, the slug."""


@dataclass(slots=True)
class MigrationReport:
    """What one run did. A failed city stays at its revision; the next run tries it again."""

    done: list[str] = field(default_factory=list[str])
    failed: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def nothing(self) -> bool:
        """Every city was at the newest revision already."""
        return not self.done and not self.failed


@dataclass(frozen=True, slots=True)
class CityRevision:
    """Where one city stands."""

    slug: str
    schema: str
    revision: str | None
    is_current: bool


def status(
    admin_engine: Engine, config: TenancyConfig, script_location: str | Path
) -> list[CityRevision]:
    """The revision of every city, by slug."""
    with admin_engine.begin() as connection:
        return _read(connection, config, head_revision(script_location))


def migrate_cities(
    admin_engine: Engine,
    config: TenancyConfig,
    script_location: str | Path,
    jobs: int = 2,
    only: str | None = None,
    lock_timeout: str = "3s",
    progress: Progress | None = None,
) -> MigrationReport:
    """Bring every city (or `only` one) to the newest revision.

    `lock_timeout` bounds how long one city may keep its readers waiting. A failing city stops
    nothing: it is rolled back and reported with its reason.
    """
    head = head_revision(script_location)
    with admin_engine.begin() as connection:
        behind = [
            city
            for city in _read(connection, config, head)
            if not city.is_current and only in (None, city.slug)
        ]
    run = _Run(config, lock_timeout, head or "", len(behind), progress)
    if behind:
        run.render(script_location, {city.revision for city in behind})
        todo = _shared(behind)
        with ThreadPoolExecutor(jobs) as workers:
            for each in [workers.submit(run.work, admin_engine, todo) for _ in range(jobs)]:
                each.result()
    return run.report


def _read(connection: Connection, config: TenancyConfig, head: str | None) -> list[CityRevision]:
    query = sql.SQL("SELECT slug, schema_name, revision FROM network.city ORDER BY slug")
    send(connection, owner_preamble(config))
    rows = send(connection, query).fetchall()
    return [CityRevision(*row, is_current=row[2] == head) for row in rows]


def _shared(cities: Iterable[CityRevision]) -> Iterator[CityRevision]:
    """One iteration that several threads may take from."""
    lock, rest = threading.Lock(), iter(cities)

    def take() -> CityRevision | None:
        with lock:
            return next(rest, None)

    return iter(take, None)


class _Run:
    """One run over the cities that are behind."""

    def __init__(
        self,
        config: TenancyConfig,
        lock_timeout: str,
        head: str,
        total: int,
        progress: Progress | None,
    ) -> None:
        self.report = MigrationReport()
        self._config = config
        self._lock_timeout = lock_timeout
        self._head = head
        self._total = total
        self._progress = progress
        self._scripts: dict[str | None, str] = {}
        self._refused: dict[str | None, str] = {}
        self._reporting = threading.Lock()

    def render(self, script_location: str | Path, revisions: set[str | None]) -> None:
        """Render the way from each revision once; Alembic's operations are not for threads."""
        for start in revisions:
            try:
                self._scripts[start] = render_upgrade(script_location, start, self._head)
            except RevisionError as error:
                self._refused[start] = str(error)

    def work(self, engine: Engine, todo: Iterator[CityRevision]) -> None:
        """Migrate cities on one connection until none is left."""
        with engine.connect() as connection:
            for city in todo:
                self._record(city.slug, self._reason(connection, city))

    def _reason(self, connection: Connection, city: CityRevision) -> str | None:
        """Migrate one city; the reason when it failed."""
        if city.revision in self._refused:
            return self._refused[city.revision]
        try:
            with connection.begin():
                self._apply(connection, city)
        except psycopg.Error as error:
            if driver(connection).closed:
                connection.invalidate(error)
            return _words(error)
        except SQLAlchemyError as error:
            return _words(error)
        return None

    def _apply(self, connection: Connection, city: CityRevision) -> None:
        timeout = sql.SQL("SET LOCAL lock_timeout = {};").format(self._lock_timeout)
        send(connection, timeout, owner_preamble(self._config, city.schema))
        # The row first: it is the lock between two runs, and it tells who came second.
        move = sql.SQL(
            "UPDATE network.city SET revision = {} WHERE slug = {}"
            " AND revision IS NOT DISTINCT FROM {}"
        ).format(self._head, city.slug, city.revision)
        if send(connection, move).rowcount:
            send(connection, script(self._scripts[city.revision]))

    def _record(self, slug: str, reason: str | None) -> None:
        with self._reporting:
            if reason is None:
                self.report.done.append(slug)
            else:
                self.report.failed[slug] = reason
            through = len(self.report.done) + len(self.report.failed)
            if self._progress is not None:
                self._progress(through, self._total, slug)


def _words(error: Exception) -> str:
    """`DuplicateColumn: column "x" already exists`."""
    return f"{type(error).__name__}: {str(error).partition(chr(10))[0]}"
