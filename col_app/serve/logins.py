"""The two logins of the embedded PostgreSQL: one owns and provisions, one serves."""

from __future__ import annotations

from collections.abc import Mapping

import psycopg
from psycopg import sql

from col_app.serve.errors import StartError
from col_app.serve.ports import HERE

DATABASE = "col"
ADMIN = "col_admin"
WEB = "col_web"


def address(login: str, password: str, port: int, database: str = DATABASE) -> str:
    """The address of a database for one login. Passwords are URL-safe."""
    return f"postgresql://{login}:{password}@{HERE}:{port}/{database}"


def _missing(connection: psycopg.Connection, query: sql.SQL, name: str) -> bool:
    return connection.execute(query, [name]).fetchone() is None


def ensure(port: int, superuser_password: str, passwords: Mapping[str, str]) -> None:
    """Make the logins and the database where they are missing. Raises StartError.

    The admin login may create roles and owns the database; the web login owns nothing.
    """
    superuser = address("postgres", superuser_password, port, "postgres")
    rights = {ADMIN: sql.SQL("LOGIN CREATEROLE"), WEB: sql.SQL("LOGIN NOINHERIT")}
    try:
        with psycopg.connect(superuser, autocommit=True) as connection:
            for login, right in rights.items():
                query = sql.SQL("SELECT 1 FROM pg_roles WHERE rolname = %s")
                if _missing(connection, query, login):
                    create = sql.SQL("CREATE ROLE {} {} PASSWORD {}").format(
                        sql.Identifier(login), right, sql.Literal(passwords[login])
                    )
                    connection.execute(create)
            query = sql.SQL("SELECT 1 FROM pg_database WHERE datname = %s")
            if _missing(connection, query, DATABASE):
                create = sql.SQL("CREATE DATABASE {} OWNER {}").format(
                    sql.Identifier(DATABASE), sql.Identifier(ADMIN)
                )
                connection.execute(create)
    except psycopg.OperationalError as error:
        raise StartError(
            "The embedded PostgreSQL does not take the passwords of secrets.json. "
            f"Restore that file, or remove the data folder to start empty.\n{error}"
        ) from error
