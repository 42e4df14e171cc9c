"""Prepares a database: roles, the shared schema, the directory tables, the app's login."""

from __future__ import annotations

from dataclasses import dataclass

import psycopg
from psycopg import sql
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from tenancy.city import NETWORK_SCHEMA, TenancyConfig
from tenancy.errors import MissingRightsError
from tenancy.network_schema import directory_ddl, network_grants
from tenancy.statements import (
    INHERIT_ON_GRANT,
    driver,
    grant_role,
    make_admin_engine,
    name,
    owner_preamble,
    psycopg_url,
    script,
    send,
)

LOGIN_SETTINGS = {
    "search_path": NETWORK_SCHEMA,
    "statement_timeout": "15s",
    "lock_timeout": "5s",
    "idle_in_transaction_session_timeout": "30s",
}
"""Stand on the login role, where they also hold behind PgBouncer."""


@dataclass(frozen=True, slots=True)
class _Admin:
    """Who administrates which database."""

    role: str
    database: str
    is_superuser: bool
    may_create_roles: bool
    may_create_schemas: bool
    owns_database: bool


def bootstrap(admin_url: str, config: TenancyConfig, login: str, login_password: str) -> None:
    """Make whatever is missing of roles, shared schema and directory; safe to repeat.

    Raises MissingRightsError, whose text holds the SQL to run by hand, and SQLAlchemy's
    OperationalError when the server is away.
    """
    engine = make_admin_engine(admin_url)
    with engine.begin() as connection:
        send(connection, sql.SQL("SELECT pg_advisory_xact_lock(hashtext('tenancy.bootstrap'))"))
        admin = _admin(connection)
        _require(admin, config)
        _roles(connection, config, admin)
        _login(connection, config, admin, login, login_password)
        _network(connection, config, admin)
    _login_settings(admin_url, login, login_password)


def _admin(connection: Connection) -> _Admin:
    row = send(
        connection,
        sql.SQL("""
            SELECT rolname, current_database(), rolsuper, rolsuper OR rolcreaterole,
                   has_database_privilege(current_database(), 'CREATE'),
                   pg_has_role(datdba, 'MEMBER')
            FROM pg_roles, pg_database
            WHERE rolname = current_user AND datname = current_database()
        """),
    ).fetchone()
    return _Admin(*row) if row else _Admin("", "", False, False, False, False)


def _require(admin: _Admin, config: TenancyConfig) -> None:
    advice = sql.Composed([])
    if not admin.may_create_roles:
        advice += sql.SQL("ALTER ROLE {} CREATEROLE;\n").format(name(admin.role))
    if not admin.may_create_schemas:
        advice += sql.SQL("GRANT CREATE ON DATABASE {} TO {};\n").format(
            name(admin.database), name(admin.role)
        )
    text = advice.as_string(None)
    if text:
        raise MissingRightsError(f"{admin.role} may not prepare {admin.database}.", text)


def _exists(connection: Connection, role: str) -> bool:
    query = sql.SQL("SELECT FROM pg_roles WHERE rolname = {}").format(role)
    return send(connection, query).rowcount > 0


def _roles(connection: Connection, config: TenancyConfig, admin: _Admin) -> None:
    attributes = {
        config.owner_role: "NOLOGIN",
        config.runtime_role: "NOLOGIN",
        config.member_role: "NOLOGIN",
        config.entry_role: "NOLOGIN NOINHERIT",
    }
    for role, attribute in attributes.items():
        if not _exists(connection, role):
            send(connection, sql.SQL("CREATE ROLE {} {}").format(name(role), script(attribute)))
    try:
        if not admin.is_superuser:
            send(connection, grant_role(connection, config.owner_role, admin.role, inherit=False))
        send(
            connection,
            grant_role(connection, config.runtime_role, config.entry_role, inherit=False),
        )
    except psycopg.errors.InsufficientPrivilege as error:
        raise MissingRightsError(
            f"The roles of another administrator are not {admin.role}'s to grant.",
            "".join(
                f'GRANT "{each}" TO "{admin.role}" WITH ADMIN OPTION;\n' for each in attributes
            ),
        ) from error


def _login(
    connection: Connection, config: TenancyConfig, admin: _Admin, login: str, password: str
) -> None:
    if not _exists(connection, login):
        send(connection, sql.SQL("CREATE ROLE {} LOGIN NOINHERIT").format(name(login)))
    if login != admin.role and _may_alter(connection, admin, login):
        # Hashed here: the password in clear would stand in the server's log.
        secret = driver(connection).pgconn.encrypt_password(
            password.encode(), login.encode(), b"scram-sha-256"
        )
        alter = sql.SQL("ALTER ROLE {} LOGIN NOINHERIT PASSWORD {}")
        send(connection, alter.format(name(login), secret.decode()))
    send(connection, grant_role(connection, config.entry_role, login, inherit=False))


def _may_alter(connection: Connection, admin: _Admin, role: str) -> bool:
    if admin.is_superuser:
        return True
    if driver(connection).info.server_version < INHERIT_ON_GRANT:
        return admin.may_create_roles
    query = sql.SQL("SELECT pg_has_role({}, 'MEMBER WITH ADMIN OPTION')").format(role)
    row = send(connection, query).fetchone()
    return row is not None and bool(row[0])


def _network(connection: Connection, config: TenancyConfig, admin: _Admin) -> None:
    there = send(
        connection, sql.SQL("SELECT FROM pg_namespace WHERE nspname = {}").format(NETWORK_SCHEMA)
    ).rowcount
    if not there:
        create = sql.SQL("CREATE SCHEMA {} AUTHORIZATION {};")
        send(connection, create.format(name(NETWORK_SCHEMA), name(config.owner_role)))
    if admin.owns_database:
        # A temporary table would outlive the city's transaction on a pooled connection.
        send(
            connection,
            sql.SQL("REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC").format(name(admin.database)),
        )
    send(connection, owner_preamble(config), directory_ddl(), network_grants(config))


def _login_settings(admin_url: str, login: str, password: str) -> None:
    """Put the settings on the login: as the administrator if he may, else as the login itself."""
    admin_login = psycopg_url(admin_url).username
    if admin_login == login:
        return
    try:
        _set_all(admin_url, login)
    except (DBAPIError, psycopg.errors.InsufficientPrivilege):
        own = psycopg_url(admin_url).set(username=login, password=password)
        _set_all(own.render_as_string(hide_password=False), login)


def _set_all(url: str, login: str) -> None:
    parts = [
        sql.SQL("ALTER ROLE {} SET {} = {};").format(name(login), name(key), value)
        for key, value in LOGIN_SETTINGS.items()
    ]
    with make_admin_engine(url).begin() as connection:
        send(connection, *parts)
