"""Counts that the city home shows."""

from __future__ import annotations

from sqlalchemy import text

from col_app.core.db import db

_TOPIC_COUNTS = text("""
    select t.slug, count(*) from activity_topic x join topic t on t.id = x.topic_id
    join activity a on a.id = x.activity_id and a.state = 'published'
      and (a.ends_at is null or a.ends_at > now())
    group by t.slug
""")
_NUMBERS = text("""
    select
      (select count(*) from activity where state = 'published'
        and (ends_at is null or ends_at > now())) as activities,
      (select count(*) from place) as places,
      (select count(*) from playlist where published_at is not null) as playlists,
      (select count(*) from organiser) as organisers,
      (select count(*) from award where revoked_at is null) as awards
""")


def topic_counts() -> dict[str, int]:
    """How many coming activities stand under each topic, by slug."""
    return {slug: number for slug, number in db.session.execute(_TOPIC_COUNTS)}


def numbers() -> dict[str, int]:
    """The city in numbers."""
    return dict(db.session.execute(_NUMBERS).mappings().one())
