"""Reads of places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from col_app.core.db import read

Row = dict[str, Any]

_PLACE = """
select o.id, o.slug, o.kind, o.address, o.lat, o.lon, o.access,
  (select jsonb_object_agg(i.lang, jsonb_build_object('name', i.name, 'about', i.about))
    from place_i18n i where i.place_id = o.id) as texts,
  (select count(*) from activity a where a.place_id = o.id and a.state = 'published'
    and (a.ends_at is null or a.ends_at > now())) as activity_count
from place o
"""
_BY_ID = f"{_PLACE} where o.id = %(id)s"
_BY_IDS = f"{_PLACE} where o.id = any(%(ids)s)"
_ALL = f"{_PLACE} order by activity_count desc, o.id limit %(limit)s"


def by_id(place_id: int) -> Row | None:
    """One place with its texts."""
    return next(iter(read(_BY_ID, {"id": place_id})), None)


def by_ids(ids: Sequence[int]) -> Sequence[Row]:
    """These places, in no order."""
    return read(_BY_IDS, {"ids": list(ids)})


def all_of_them(limit: int) -> Sequence[Row]:
    """Places of the city, those with most to offer first."""
    return read(_ALL, {"limit": limit})
