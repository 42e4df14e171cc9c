"""Alembic histories: walked here, so that no `env.py` is needed."""

from __future__ import annotations

import io
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from psycopg import sql
from sqlalchemy import Engine
from sqlalchemy.dialects.postgresql.base import PGDialect

from tenancy.city import NETWORK_SCHEMA, TenancyConfig
from tenancy.statements import as_owner, send

_migrating: ContextVar[TenancyConfig] = ContextVar("tenancy_migrating")


def migrating() -> TenancyConfig:
    """The configuration of the network migration that runs, for `grant_network` in it."""
    return _migrating.get()


def head_revision(script_location: str | Path) -> str | None:
    """The newest revision of a history; None when it is empty."""
    return _directory(script_location).get_current_head()


def migrate_network(
    admin_engine: Engine, config: TenancyConfig, script_location: str | Path
) -> str | None:
    """Bring the shared schema to the newest revision, in one transaction of the owner.

    Returns that revision. Two processes wait for each other.
    """
    directory = _directory(script_location)
    head = directory.get_current_head()
    with admin_engine.begin() as connection:
        send(connection, sql.SQL("SELECT pg_advisory_xact_lock(hashtext('tenancy.network'))"))
        as_owner(connection, config)
        context = MigrationContext.configure(
            connection, opts={"version_table_schema": NETWORK_SCHEMA}
        )
        current = context.get_current_revision()
        if head is not None and current != head:
            with _as_migration_of(config):
                _upgrade(context, directory, current, head)
            context.stamp(directory, head)
    return head


def render_upgrade(script_location: str | Path, start: str | None, end: str) -> str:
    """The SQL that leads a city from one revision to another, without names of schemas.

    Raises alembic's RevisionError for a revision that the history does not know.
    """
    out = io.StringIO()
    context = MigrationContext.configure(
        dialect=PGDialect(paramstyle="named"), opts={"as_sql": True, "output_buffer": out}
    )
    _upgrade(context, _directory(script_location), start, end)
    return out.getvalue()


def _directory(script_location: str | Path) -> ScriptDirectory:
    return ScriptDirectory(str(script_location))


def _upgrade(
    context: MigrationContext, directory: ScriptDirectory, start: str | None, end: str
) -> None:
    steps = list(directory.iterate_revisions(end, start or "base"))
    with Operations.context(context):
        for step in reversed(steps):
            step.module.upgrade()


@contextmanager
def _as_migration_of(config: TenancyConfig) -> Generator[None]:
    token = _migrating.set(config)
    try:
        yield
    finally:
        _migrating.reset(token)
