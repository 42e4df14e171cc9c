"""A whole read in one message: for pages that ask one thing and are asked for often."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from typing import Any, LiteralString, cast

import psycopg
from psycopg.rows import dict_row
from psycopg.sql import quote
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import PoolProxiedConnection

from tenancy.context import current_city
from tenancy.engine import entering

Row = dict[str, Any]


def read_once(engine: Engine, statement: LiteralString, values: Mapping[str, Any]) -> list[Row]:
    """The rows of one SELECT as the current city: path, role and SELECT in one message.

    PostgreSQL runs the statements of one message as one transaction, so `SET LOCAL` ends with it.
    Two messages less than a Session, the same wall. Values stand as `%(name)s` and are quoted by
    the driver. Raises NoCityError and SQLAlchemy's DBAPIError.
    """
    city = current_city()
    message = cast(LiteralString, f"{entering(city.schema, city.role)}; {statement}")
    try:
        return _fresh_rows(engine, message, values)
    except psycopg.Error as error:
        raise cast(
            DBAPIError,
            DBAPIError.instance(statement, None, error, psycopg.Error, dialect=engine.dialect),
        ) from error


def _fresh_rows(engine: Engine, message: LiteralString, values: Mapping[str, Any]) -> list[Row]:
    """The rows; a connection that died in the pool is replaced once, unnoticed."""
    connection = engine.raw_connection()
    try:
        return _rows(connection, message, values)
    except psycopg.OperationalError as error:
        if not _driver(connection).closed:
            raise
        connection.invalidate(error)
    finally:
        connection.close()
    with closing(engine.raw_connection()) as another:
        return _rows(another, message, values)


def _driver(connection: PoolProxiedConnection) -> psycopg.Connection[Any]:
    return cast(psycopg.Connection[Any], connection.dbapi_connection)


def _rows(
    connection: PoolProxiedConnection, message: LiteralString, values: Mapping[str, Any]
) -> list[Row]:
    # Several statements in one message need the simple protocol, hence values quoted here; and
    # by `quote` alone: the driver would first read a long statement for its placeholders.
    driver = _driver(connection)
    cursor = psycopg.ClientCursor(driver, row_factory=dict_row)
    quoted = {name: quote(value, driver) for name, value in values.items()}
    cursor.execute((message % quoted).encode())
    while cursor.description is None:
        cursor.nextset()
    return cursor.fetchall()
