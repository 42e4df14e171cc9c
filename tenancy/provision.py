"""Creates a city: role, schema, tables, rights and its row of the directory, in one message."""

from __future__ import annotations

from dataclasses import dataclass

import psycopg
from psycopg import sql
from sqlalchemy import Connection, Engine

from tenancy.city import City, CityState, TenancyConfig, checked_slug
from tenancy.errors import CityExistsError, MissingRightsError
from tenancy.registry import read_city
from tenancy.script import CityScript
from tenancy.statements import grant_role, name, owner_preamble, script, send


@dataclass(frozen=True, slots=True)
class NewCity:
    """What must be known of a city to create it."""

    slug: str
    name: str
    default_locale: str = "en"
    time_zone: str = "UTC"
    state: CityState = "active"


def provision(
    admin_engine: Engine, config: TenancyConfig, spec: NewCity, script: CityScript
) -> City:
    """Create a city and return it. All or nothing.

    Raises BadNameError, CityExistsError, MissingRightsError.
    """
    with admin_engine.begin() as connection:
        return create_city(connection, config, spec, script)


def create_city(
    connection: Connection, config: TenancyConfig, spec: NewCity, tables: CityScript
) -> City:
    """As `provision`, inside a transaction of the administrator, which is the owner afterwards."""
    checked_slug(spec.slug)
    try:
        send(
            connection,
            _role(connection, config, spec.slug),
            owner_preamble(config, config.schema_of(spec.slug)),
            _rights(config, spec.slug),
            script(tables.sql),
            _row(config, spec, tables.revision),
        )
    except (
        psycopg.errors.DuplicateObject,
        psycopg.errors.DuplicateSchema,
        psycopg.errors.UniqueViolation,
    ) as error:
        raise CityExistsError(spec.slug) from error
    except psycopg.errors.InsufficientPrivilege as error:
        raise MissingRightsError(str(error), _advice(config)) from error
    return read_city(connection, spec.slug)


def _role(connection: Connection, config: TenancyConfig, slug: str) -> sql.Composed:
    role, schema = config.role_of(slug), config.schema_of(slug)
    create = sql.SQL("CREATE ROLE {} NOLOGIN;").format(name(role))
    own = sql.SQL("CREATE SCHEMA {} AUTHORIZATION {};")
    return sql.SQL("\n").join(
        [
            create,
            grant_role(connection, config.member_role, role, inherit=True),
            grant_role(connection, role, config.entry_role, inherit=False),
            own.format(name(schema), name(config.owner_role)),
        ]
    )


def _rights(config: TenancyConfig, slug: str) -> sql.Composed:
    # Default rights come before the tables, so that each table is born with them, now and in
    # migrations. GRANT … ON ALL TABLES would read the catalogue of every city.
    return sql.SQL("""
        GRANT USAGE ON SCHEMA {schema} TO {role};
        ALTER DEFAULT PRIVILEGES IN SCHEMA {schema}
            GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role};
        ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT USAGE ON SEQUENCES TO {role};
    """).format(schema=name(config.schema_of(slug)), role=name(config.role_of(slug)))


def _row(config: TenancyConfig, spec: NewCity, revision: str | None) -> sql.Composed:
    insert = sql.SQL("""
        INSERT INTO network.city
            (slug, name, schema_name, role_name, state, default_locale, time_zone, revision)
        VALUES ({}, {}, {}, {}, {}, {}, {}, {});
    """)
    return insert.format(
        spec.slug,
        spec.name,
        config.schema_of(spec.slug),
        config.role_of(spec.slug),
        spec.state,
        spec.default_locale,
        spec.time_zone,
        revision,
    )


def _advice(config: TenancyConfig) -> str:
    roles = (config.owner_role, config.member_role, config.entry_role)
    grants = [f'GRANT "{role}" TO current_administrator WITH ADMIN OPTION;' for role in roles]
    return "\n".join(["ALTER ROLE current_administrator CREATEROLE;", *grants])
