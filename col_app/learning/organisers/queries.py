"""Reads of organisers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import text

from col_app.core.db import db, read

Row = dict[str, Any]

_ORGANISER = """
select o.id, o.slug, o.kind, o.website, o.verified_at is not null as is_verified,
  (select jsonb_object_agg(i.lang, jsonb_build_object('name', i.name, 'about', i.about))
    from organiser_i18n i where i.organiser_id = o.id) as texts,
  (select count(*) from activity a where a.organiser_id = o.id and a.state = 'published'
    and (a.ends_at is null or a.ends_at > now())) as activity_count,
  (select t.slug from activity a join activity_topic x on x.activity_id = a.id
    join topic t on t.id = x.topic_id where a.organiser_id = o.id and x.position = 0
    group by t.slug order by count(*) desc, t.slug limit 1) as topic
from organiser o
"""
_BY_ID = f"{_ORGANISER} where o.id = %(id)s"
_BY_IDS = f"{_ORGANISER} where o.id = any(%(ids)s)"
_ALL = f"{_ORGANISER} order by activity_count desc, o.id limit %(limit)s"


def by_id(organiser_id: int) -> Row | None:
    """One organiser with its texts."""
    return next(iter(read(_BY_ID, {"id": organiser_id})), None)


def by_ids(ids: Sequence[int]) -> Sequence[Row]:
    """These organisers, in no order."""
    return read(_BY_IDS, {"ids": list(ids)})


def all_of_them(limit: int) -> Sequence[Row]:
    """Organisers of the city, those with most to offer first."""
    return read(_ALL, {"limit": limit})


_EXISTS = text("select exists (select from organiser where public_id = :id)")


def exists(public_id: str) -> bool:
    """Whether an organiser has this permanent id."""
    return bool(db.session.scalar(_EXISTS, {"id": public_id}))
