"""Reads of places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from col_app.core.db import read

Row = dict[str, Any]

_PLACE = """
select o.id, o.slug, o.kind, o.address, o.lat, o.lon, o.access, o.website,
  (select jsonb_object_agg(i.lang, jsonb_build_object('name', i.name, 'about', i.about,
    'opening', i.opening)) from place_i18n i where i.place_id = o.id) as texts,
  (select count(*) from activity a where a.place_id = o.id and a.state = 'published'
    and (a.ends_at is null or a.ends_at > now())) as activity_count
from place o
"""
_BY_ID = f"{_PLACE} where o.id = %(id)s"
_FITTING = """
where (cast(%(kind)s as text) = '' or o.kind = %(kind)s)
  and (cast(%(access)s as text) = '' or %(access)s = any(o.access))
"""
_SOME = f"""{_PLACE} {_FITTING}
order by activity_count desc, o.id limit %(limit)s offset %(offset)s"""
_COUNT = f"select count(*) as number from place o {_FITTING}"  # noqa: S608 - built from constants of this file alone
_KINDS = "select distinct kind from place"
# an even earth is near enough for a list of neighbours
_NEAR = f"""{_PLACE} where o.id <> %(id)s
order by power(o.lat - %(lat)s, 2) + power((o.lon - %(lon)s) * cos(radians(%(lat)s)), 2), o.id
limit %(limit)s"""
_BY_IDS = f"{_PLACE} where o.id = any(%(ids)s)"


def by_id(place_id: int) -> Row | None:
    """One place with its texts."""
    return next(iter(read(_BY_ID, {"id": place_id})), None)


def some(kind: str, access: str, limit: int, offset: int = 0) -> Sequence[Row]:
    """Places of a kind with an access fact ("" for any), those with most to offer first."""
    return read(_SOME, {"kind": kind, "access": access, "limit": limit, "offset": offset})


def count(kind: str, access: str) -> int:
    """How many places `some` has to give."""
    return read(_COUNT, {"kind": kind, "access": access})[0]["number"]


def kinds() -> set[str]:
    """The kinds of place that this city has."""
    return {row["kind"] for row in read(_KINDS, {})}


def near(place: Row, limit: int) -> Sequence[Row]:
    """Other places, the nearest first."""
    values = {"id": place["id"], "lat": place["lat"], "lon": place["lon"], "limit": limit}
    return read(_NEAR, values)


def by_ids(ids: Sequence[int]) -> Sequence[Row]:
    """These places, in no order."""
    return read(_BY_IDS, {"ids": list(ids)})
