"""Reads of skills."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import text

from col_app.core.db import db

_COUNTS = text("""
    select s.slug, count(*) as number from activity_skill x join skill s on s.id = x.skill_id
    join activity a on a.id = x.activity_id and a.state = 'published'
      and (a.ends_at is null or a.ends_at > now())
    group by s.slug
""")
_ACTIVITIES = text("""
    select a.id from activity a join activity_skill x on x.activity_id = a.id
    where x.skill_id = :id and a.state = 'published' and (a.ends_at is null or a.ends_at > now())
    order by a.starts_at nulls last, a.id limit :limit
""")


def counts() -> dict[str, int]:
    """How many coming activities build each skill, by slug."""
    return {row.slug: row.number for row in db.session.execute(_COUNTS)}


def activities(skill_id: int, limit: int) -> Sequence[int]:
    """Ids of coming activities that build a skill, soonest first."""
    return db.session.scalars(_ACTIVITIES, {"id": skill_id, "limit": limit}).all()
