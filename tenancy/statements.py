"""Statements that go to the driver as they are: scripts, names, COPY."""

from __future__ import annotations

from typing import Any, cast

import psycopg
from psycopg import sql
from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.pool import NullPool

from tenancy.city import NETWORK_SCHEMA, TenancyConfig

Driver = psycopg.Connection[Any]

INHERIT_ON_GRANT = 160000
"""Server version from which a grant says whether it inherits."""


def psycopg_url(url: str | URL) -> URL:
    """The address with the driver named: `postgresql://` alone means another one to some."""
    return make_url(url).set(drivername="postgresql+psycopg")


def make_admin_engine(url: str) -> Engine:
    """An engine for provisioning and migrations: direct, no pool, no prepared statements."""
    arguments = {"prepare_threshold": None, "connect_timeout": 10}
    return create_engine(psycopg_url(url), poolclass=NullPool, connect_args=arguments)


def driver(connection: Connection) -> Driver:
    """The psycopg connection below."""
    return cast(Driver, connection.connection.dbapi_connection)


def name(text: str) -> sql.Identifier:
    """A quoted name."""
    return sql.Identifier(text)


def script(text: str) -> sql.SQL:
    """SQL that was rendered elsewhere (a release's tables, a migration), taken as it is."""
    return sql.SQL(cast(Any, text))


def send(connection: Connection, *parts: sql.Composable) -> psycopg.Cursor[Any]:
    """Run statements as one message."""
    message = sql.SQL("\n").join(parts)
    return driver(connection).execute(message, prepare=False)


def grant_role(connection: Connection, role: str, to: str, *, inherit: bool) -> sql.Composed:
    """Membership that either hands rights on, or only allows to become the role."""
    return grant_role_on(driver(connection).info.server_version, role, to, inherit=inherit)


def grant_role_on(server: int, role: str, to: str, *, inherit: bool) -> sql.Composed:
    """As `grant_role`, for a server version. Before 16 the member's own attribute decides."""
    option = "INHERIT TRUE, SET FALSE" if inherit else "INHERIT FALSE, SET TRUE"
    clause = f" WITH {option}" if server >= INHERIT_ON_GRANT else ""
    return sql.SQL("GRANT {} TO {}{};").format(name(role), name(to), script(clause))


def as_owner(connection: Connection, config: TenancyConfig, schema: str = NETWORK_SCHEMA) -> None:
    """Be the owner of all schemas until the transaction ends, without time limits."""
    send(connection, owner_preamble(config, schema))


def owner_preamble(config: TenancyConfig, schema: str = NETWORK_SCHEMA) -> sql.Composed:
    """What `as_owner` sends."""
    return sql.SQL(
        "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0;"
        "SET LOCAL ROLE {}; SET LOCAL search_path = {};"
    ).format(name(config.owner_role), name(schema))
