"""Reads of places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import text

from col_app.core.db import db

Row = dict[str, Any]

_PLACE = """
select o.id, o.slug, o.kind, o.address, o.lat, o.lon, o.access,
  (select jsonb_object_agg(i.lang, jsonb_build_object('name', i.name, 'about', i.about))
    from place_i18n i where i.place_id = o.id) as texts,
  (select count(*) from activity a where a.place_id = o.id and a.state = 'published'
    and (a.ends_at is null or a.ends_at > now())) as activity_count
from place o
"""
_BY_ID = text(f"{_PLACE} where o.id = :id")
_ALL = text(f"{_PLACE} order by activity_count desc, o.id limit :limit")
_ACTIVITIES = text("""
    select id from activity where place_id = :id and state = 'published'
      and (ends_at is null or ends_at > now())
    order by starts_at nulls last, id limit :limit
""")


def by_id(place_id: int) -> Row | None:
    """One place with its texts."""
    row = db.session.execute(_BY_ID, {"id": place_id}).mappings().one_or_none()
    return dict(row) if row else None


def all_of_them(limit: int) -> Sequence[Row]:
    """Places of the city, those with most to offer first."""
    return [dict(row) for row in db.session.execute(_ALL, {"limit": limit}).mappings()]


def activities(place_id: int, limit: int) -> Sequence[int]:
    """Ids of what is on there, soonest first."""
    return db.session.scalars(_ACTIVITIES, {"id": place_id, "limit": limit}).all()
