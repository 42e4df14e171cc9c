"""Reads of badge definitions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import text

from col_app.core.db import db

Row = dict[str, Any]

_BADGE = """
select b.id, b.public_id, b.slug, b.version, b.layer, b.workload_minutes, b.shape, b.palette, b.icon,
  b.pattern, b.activity_id, b.playlist_id, b.organiser_id,
  (select jsonb_object_agg(i.lang, jsonb_build_object('name', i.name,
    'description', i.description, 'criteria', i.criteria))
    from badge_i18n i where i.badge_id = b.id) as texts,
  (select jsonb_agg(s.uri order by s.position) from badge_skill x join skill s
    on s.id = x.skill_id where x.badge_id = b.id) as skills,
  o.public_id as organiser_public_id, o.slug as organiser_slug, o.website as organiser_website,
  (select jsonb_object_agg(i.lang, i.name) from organiser_i18n i where i.organiser_id = o.id)
    as organiser_names,
  (select count(*) from award w where w.badge_id = b.id and w.revoked_at is null) as award_count
from badge b join organiser o on o.id = b.organiser_id
where b.published_at is not null and
"""
_BY_ID = text(f"{_BADGE} b.id = :id")
_BY_PUBLIC_ID = text(f"{_BADGE} b.public_id = :id")
_BY_ACTIVITY = text(f"{_BADGE} b.activity_id = :id")
_BY_PLAYLIST = text(f"{_BADGE} b.playlist_id = :id")
_ALL = text(f"{_BADGE} true order by award_count desc, b.id limit :limit offset :offset")
_COUNT = text("select count(*) from badge where published_at is not null")


def _one(statement: Any, key: int | str) -> Row | None:
    row = db.session.execute(statement, {"id": key}).mappings().one_or_none()
    return dict(row) if row else None


def by_id(badge_id: int) -> Row | None:
    """A published badge with its texts, skills and organiser."""
    return _one(_BY_ID, badge_id)


def by_public_id(public_id: str) -> Row | None:
    """The same, by the id that stands in credentials."""
    return _one(_BY_PUBLIC_ID, public_id)


def of_activity(activity_id: int) -> Row | None:
    """The badge that an activity gives."""
    return _one(_BY_ACTIVITY, activity_id)


def of_playlist(playlist_id: int) -> Row | None:
    """The badge at the end of a playlist."""
    return _one(_BY_PLAYLIST, playlist_id)


def catalogue(limit: int, offset: int = 0) -> Sequence[Row]:
    """Published badges, those awarded most first."""
    rows = db.session.execute(_ALL, {"limit": limit, "offset": offset}).mappings()
    return [dict(row) for row in rows]


def count() -> int:
    """How many badges are published."""
    return db.session.scalar(_COUNT) or 0
