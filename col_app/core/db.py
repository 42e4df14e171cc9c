"""Tables and sessions: `db.session` speaks as the request's city, `network_session` as none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from typing import Any, LiteralString

import flask_sqlalchemy.session
import orjson
from flask_sqlalchemy import SQLAlchemy
from psycopg.types.json import set_json_loads
from sqlalchemy import BigInteger, DateTime, Enum, Identity, MetaData, Table
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, registry

import tenancy

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}
NETWORK_SCHEMA = "network"


class Base(DeclarativeBase):
    """All tables of the product, city and network, in one MetaData."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMING),
        type_annotation_map={dt.datetime: DateTime(timezone=True), int: BigInteger},
    )


DIRECTORY_TABLES = tenancy.directory_tables(Base.metadata)
"""`network.city` and `network.domain`: made and changed by tenancy, named here by keys."""


class NetworkModel(Base):
    """A table of the shared schema."""

    __abstract__ = True
    __table_args__: Any = {"schema": NETWORK_SCHEMA}


class CityModel(Base):
    """A table that every city has: no schema, the transaction's search path finds it."""

    __abstract__ = True


class Numbered:
    """An identity key, counted per city (or in the network)."""

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)


class CitySession(tenancy.OneCityPerSession, flask_sqlalchemy.session.Session):
    """Flask-SQLAlchemy's session that refuses to serve two cities."""


set_json_loads(orjson.loads)
db = SQLAlchemy(model_class=Base, session_options={"class_": CitySession})


def choice(values: type[StrEnum], name: str) -> Enum:
    """A column type for a closed set of words, held by a named check in the database."""
    return Enum(
        values,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=24,
        values_callable=lambda members: [member.value for member in members],
    )


def city_tables() -> list[Table]:
    """Tables every city has, parents before children."""
    return [table for table in Base.metadata.sorted_tables if table.schema is None]


def network_tables() -> list[Table]:
    """Tables of the shared schema that are ours to make, parents before children."""
    shared = [table for table in Base.metadata.sorted_tables if table.schema == NETWORK_SCHEMA]
    return [table for table in shared if table not in DIRECTORY_TABLES]


@contextmanager
def network_session() -> Iterator[Session]:
    """An own short transaction on the shared schema, committed at the end."""
    with tenancy.network_session(db.engine) as session:
        yield session


@contextmanager
def session_of(city: tenancy.City) -> Iterator[Session]:
    """An own session inside another city, for reads that reach across the network."""
    with tenancy.use_city(city), Session(db.engine) as session:
        yield session


def read(statement: LiteralString, values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows of one SELECT as the current city; values stand as `%(name)s`.

    In the running transaction where there is one: asking for a second connection while holding
    one would let a few requests wait for each other. Otherwise in one message of its own.
    """
    if not (db.session.registry.has() and db.session().in_transaction()):
        return tenancy.read_once(db.engine, statement, values)
    found = db.session().connection().exec_driver_sql(statement, dict(values))
    return [dict(row) for row in found.mappings()]
