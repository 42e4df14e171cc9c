"""Reads over all cities."""

from __future__ import annotations

from sqlalchemy import text

from col_app.core import clock
from col_app.core.db import network_session

_OPEN_BY_CITY = text("""
    select city_id, count(*) as activities from network.listing
    where ends_at is null or ends_at > :now group by city_id
""")


def open_by_city() -> dict[int, int]:
    """How many activities each city has that one can still join."""
    with network_session() as session:
        found = session.execute(_OPEN_BY_CITY, {"now": clock.now()})
        return {row.city_id: row.activities for row in found}
