"""Reads of skills."""

from __future__ import annotations

from sqlalchemy import text

from col_app.core.db import db

_COUNTS = text("""
    select s.slug, count(*) as number from activity_skill x join skill s on s.id = x.skill_id
    join activity a on a.id = x.activity_id and a.state = 'published'
      and (a.ends_at is null or a.ends_at > now())
    group by s.slug
""")


def counts() -> dict[str, int]:
    """How many coming activities build each skill, by slug."""
    return {row.slug: row.number for row in db.session.execute(_COUNTS)}
