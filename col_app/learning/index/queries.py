"""Reads over all cities."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import text

from col_app.core import clock
from col_app.core.db import network_session

Row = dict[str, Any]
_OPEN_BY_CITY = text("""
    select city_id, count(*) as activities from network.listing
    where ends_at is null or ends_at > :now group by city_id
""")
_SOME = text("""
    select l.*, c.slug as city_slug, c.name as city_name from network.listing l
    join network.city c on c.id = l.city_id and c.state = 'active'
    join unnest(cast(:cities as text[]), cast(:ids as bigint[])) as wanted (city, id)
      on wanted.city = c.slug and wanted.id = l.activity_id
""")


def open_by_city() -> dict[int, int]:
    """How many activities each city has that one can still join."""
    with network_session() as session:
        found = session.execute(_OPEN_BY_CITY, {"now": clock.now()})
        return {row.city_id: row.activities for row in found}


def some(keys: Sequence[tuple[str, int]]) -> dict[tuple[str, int], Row]:
    """Activities by the slug of their city and their number there; what is not listed is absent."""
    values = {"cities": [city for city, _id in keys], "ids": [number for _city, number in keys]}
    with network_session() as session:
        rows = session.execute(_SOME, values).mappings()
        return {(row["city_slug"], row["activity_id"]): dict(row) for row in rows}
