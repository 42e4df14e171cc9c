"""Reads of the directory tables: rows of `network.city` and `network.domain` as cities."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    DateTime,
    ForeignKey,
    Identity,
    MetaData,
    Table,
    Text,
    text,
)
from sqlalchemy.orm import Session

from tenancy.city import NETWORK_SCHEMA, City
from tenancy.errors import UnknownCityError

_READ = """
    select c.id, c.slug, c.name, c.schema_name as schema, c.role_name as role, c.state,
           c.default_locale, c.time_zone, c.version,
           array_remove(array_agg(d.host order by d.is_primary desc, d.id), null) as hosts
    from network.city c
    left join network.domain d on d.city_id = c.id and d.verified_at is not null
    {where} group by c.id order by c.slug
"""
_ALL = text(_READ.format(where=""))
_SOME = text(_READ.format(where="where c.slug = any(:slugs)"))


def read_cities(on: Connection | Session, slugs: Collection[str] | None = None) -> list[City]:
    """All cities, or those of the given slugs, by slug."""
    rows = on.execute(_ALL) if slugs is None else on.execute(_SOME, {"slugs": list(slugs)})
    return [_city(row) for row in rows.mappings()]


def read_city(on: Connection | Session, slug: str) -> City:
    """One city. Raises UnknownCityError."""
    found = read_cities(on, [slug])
    if not found:
        raise UnknownCityError(slug)
    return found[0]


def _city(row: Mapping[Any, Any]) -> City:
    values: dict[str, Any] = dict(row)
    values["hosts"] = tuple(values["hosts"])
    return City(**values)


def directory_tables(metadata: MetaData) -> tuple[Table, Table]:
    """`network.city` and `network.domain` for an app's MetaData, so that its keys may name them.

    `bootstrap` creates them; leave them out of `create_all` and of the app's migrations.
    """
    city = Table(
        "city",
        metadata,
        Column("id", BigInteger, Identity(), primary_key=True),
        Column("slug", Text, nullable=False),
        Column("name", Text, nullable=False),
        Column("schema_name", Text, nullable=False),
        Column("role_name", Text, nullable=False),
        Column("state", Text, nullable=False, server_default="active"),
        Column("default_locale", Text, nullable=False),
        Column("time_zone", Text, nullable=False),
        Column("revision", Text),
        Column("version", BigInteger, nullable=False, server_default="1"),
        Column("created_at", DateTime(timezone=True), nullable=False, server_default=text("now()")),
        schema=NETWORK_SCHEMA,
    )
    domain = Table(
        "domain",
        metadata,
        Column("id", BigInteger, Identity(), primary_key=True),
        Column("host", Text, nullable=False),
        Column("city_id", BigInteger, ForeignKey(city.c.id, ondelete="CASCADE"), nullable=False),
        Column("is_primary", Boolean, nullable=False),
        Column("verified_at", DateTime(timezone=True)),
        Column("created_at", DateTime(timezone=True), nullable=False, server_default=text("now()")),
        schema=NETWORK_SCHEMA,
    )
    return city, domain
