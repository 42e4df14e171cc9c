"""Every transaction opens as the current city, in the same message as its BEGIN."""

from __future__ import annotations

import weakref
from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

import psycopg
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, SessionTransaction

from tenancy.city import NETWORK_SCHEMA, TenancyConfig
from tenancy.context import current_city_or_none
from tenancy.errors import CityMixupError
from tenancy.statements import driver, psycopg_url

_OPENED_FOR = "tenancy.opened_for"
_networks: weakref.WeakKeyDictionary[Engine, Engine] = weakref.WeakKeyDictionary()


def engine_options(pool_size: int = 4, **more: Any) -> dict[str, Any]:
    """Options for `create_engine` (or Flask-SQLAlchemy's `SQLALCHEMY_ENGINE_OPTIONS`).

    AUTOCOMMIT, since the BEGIN is ours. No prepared statements: they gain nothing when cities
    alternate and break while a city is half migrated. Few, recycled connections: a backend grows
    with every city it visits. Timeouts stand on the login role, because PgBouncer refuses them
    in the start-up message.
    """
    options: dict[str, Any] = {
        "isolation_level": "AUTOCOMMIT",
        "pool_size": pool_size,
        "max_overflow": 0,
        "pool_recycle": 900,
        "pool_timeout": 2,
        "pool_use_lifo": True,
        "connect_args": {"prepare_threshold": None, "connect_timeout": 2},
    }
    return options | more


def make_engine(url: str, config: TenancyConfig, **options: Any) -> Engine:
    """An engine of the app's login whose transactions open as the current city."""
    engine = create_engine(psycopg_url(url), **engine_options(**options))
    install(engine, config)
    return engine


def install(engine: Engine, config: TenancyConfig) -> None:
    """Make the transactions of an engine made with `engine_options` open as the current city."""
    network = _network_message(config)

    def open_as_city(connection: Connection) -> None:
        city = current_city_or_none()
        _open(connection, network if city is None else f"BEGIN; {entering(city.schema, city.role)}")
        connection.info[_OPENED_FOR] = city and city.schema

    def same_city(connection: Connection, *_statement: object) -> None:
        opened_for: str | None = connection.info.get(_OPENED_FOR)
        _refuse_other(opened_for)

    event.listen(engine, "begin", open_as_city)
    event.listen(engine, "before_cursor_execute", same_city)
    _networks[engine] = _network_engine(engine, network)


def _network_engine(engine: Engine, message: str) -> Engine:
    """The same server through a pool of its own.

    A request may hold a city's connection while it asks for one of the network. From one pool,
    a few such requests would wait for each other.
    """
    twin = Engine(engine.pool.recreate(), engine.dialect, engine.url)

    def open_as_runtime(connection: Connection) -> None:
        _open(connection, message)

    def dispose(_engine: Engine) -> None:
        twin.dispose()

    event.listen(twin, "begin", open_as_runtime)
    event.listen(engine, "engine_disposed", dispose)
    return twin


def _network_message(config: TenancyConfig) -> str:
    return (
        f'BEGIN; SET LOCAL search_path = {NETWORK_SCHEMA}; SET LOCAL ROLE "{config.runtime_role}"'
    )


def entering(schema: str, role: str) -> str:
    """What makes a transaction a city's. Both names were checked when it became current."""
    return f'SET LOCAL search_path = "{schema}", {NETWORK_SCHEMA}; SET LOCAL ROLE "{role}"'


def _open(connection: Connection, message: str) -> None:
    """Send the message; a connection that died in the pool is replaced once, unnoticed."""
    try:
        try:
            _send(connection, message)
        except psycopg.OperationalError as error:
            if not driver(connection).closed:
                raise
            connection.invalidate(error)
            _send(connection, message)
    except psycopg.Error as error:
        raise cast(
            DBAPIError,
            DBAPIError.instance(message, None, error, psycopg.Error, dialect=connection.dialect),
        ) from error


def _send(connection: Connection, message: str) -> None:
    driver(connection).execute(message.encode(), prepare=False)


def _refuse_other(opened_for: str | None) -> None:
    city = current_city_or_none()
    now = city and city.schema
    if now != opened_for:
        raise CityMixupError(opened_for, now)


class OneCityPerSession(Session):
    """A Session that serves one city (or the network) for all its life.

    Its identity map would otherwise hand out one city's rows to another. Raises CityMixupError.
    """

    if not TYPE_CHECKING:  # the signature is Session's

        def get(self, *args: Any, **options: Any) -> Any:
            """As Session.get, but never from the memory of another city."""
            if _OPENED_FOR in self.info:
                _refuse_other(self.info[_OPENED_FOR])
            return super().get(*args, **options)


class CitySession(OneCityPerSession):
    """The Session for apps without a Session class of their own."""


@event.listens_for(OneCityPerSession, "after_begin")
def _one_city(session: Session, _transaction: SessionTransaction, _connection: Connection) -> None:
    city = current_city_or_none()
    _refuse_other(session.info.setdefault(_OPENED_FOR, city and city.schema))


@contextmanager
def network_session(engine: Engine) -> Generator[Session]:
    """An own short transaction on the shared schema; commits at the end, rolls back on error.

    It speaks as `runtime_role` whatever city is current, through a pool of its own. The engine
    must have been passed to `install`.
    """
    with Session(_networks[engine], expire_on_commit=False) as session, session.begin():
        yield session
