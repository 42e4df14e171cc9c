"""Reads of the turns of featured cities."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import text

from col_app.core import clock
from col_app.core.db import network_session

_TURNS = text("""
    select f.id, c.slug, f.starts_on, c.state = 'active' as is_open from network.featured_city f
    join network.city c on c.id = f.city_id order by f.starts_on desc limit :limit
""")
_CURRENT = text("""
    select c.slug from network.featured_city f
    join network.city c on c.id = f.city_id and c.state = 'active'
    where f.starts_on <= :today order by f.starts_on desc limit 1
""")
MOST = 60


@dataclass(frozen=True, slots=True)
class Turn:
    """A city's turn. One that is suspended or closed is passed over."""

    id: int
    slug: str
    starts_on: dt.date
    is_open: bool


def turns() -> list[Turn]:
    """All turns, the last one first."""
    with network_session() as session:
        return [Turn(**row) for row in session.execute(_TURNS, {"limit": MOST}).mappings()]


def current() -> str | None:
    """The slug of the city whose turn it is today (UTC: the network has no time zone)."""
    with network_session() as session:
        return session.scalar(_CURRENT, {"today": clock.now().date()})
