"""Reads of what stands under topics."""

from __future__ import annotations

from typing import Any, LiteralString

from sqlalchemy import select

from col_app.core import clock
from col_app.core.db import db, read
from col_app.learning.activities.sql import CARD
from col_app.learning.topics.models import Topic, TopicText

Row = dict[str, Any]

_COMING: LiteralString = "a.state = 'published' and (a.ends_at is null or a.ends_at > %(now)s)"
_SOONEST: LiteralString = "a.starts_at is null, greatest(a.starts_at, %(now)s), a.starts_at, a.id"
_COUNTS: LiteralString = f"""
select t.slug, count(*) as activities from activity_topic x join topic t on t.id = x.topic_id
join activity a on a.id = x.activity_id and {_COMING} group by t.slug
"""  # noqa: S608 - built from constants alone
_ACTIVITIES: LiteralString = f"""
with chosen as (
  select a.id from activity a where {_COMING} and a.id in (select activity_id from activity_topic
    where topic_id = %(id)s) order by {_SOONEST} limit %(limit)s
)
{CARD}
from chosen join activity a on a.id = chosen.id left join place p on p.id = a.place_id
order by {_SOONEST}
"""  # noqa: S608 - built from constants alone
_AROUND: LiteralString = f"""
with coming as materialized (
  select a.id, a.organiser_id from activity a join activity_topic x on x.activity_id = a.id
  where {_COMING} and x.topic_id = %(id)s
)
select 'total' as kind, 0 as id, count(*) as n, null::jsonb as names, '' as slug from coming
union all (select 'skill', x.skill_id, count(*), null, '' from coming c
  join activity_skill x on x.activity_id = c.id group by x.skill_id
  order by 3 desc, 2 limit %(limit)s)
union all (select 'organiser', o.id, count(*), (select jsonb_object_agg(i.lang, i.name)
    from organiser_i18n i where i.organiser_id = o.id), o.slug
  from coming c join organiser o on o.id = c.organiser_id group by o.id
  order by 3 desc, 2 limit %(limit)s)
union all (select 'playlist', i.playlist_id, count(*), null, '' from playlist_item i
  join activity_topic x on x.activity_id = i.activity_id join playlist l on l.id = i.playlist_id
  where x.topic_id = %(id)s and l.published_at is not null group by i.playlist_id
  order by 3 desc, 2 limit %(limit)s)
"""  # noqa: S608 - built from constants alone

_EVERY: LiteralString = f"""
select t.id, t.slug, t.look, t.is_featured, t.is_hidden,
  (select jsonb_object_agg(i.lang, i.label) from topic_i18n i where i.topic_id = t.id) as labels,
  (select count(*) from activity_topic x join activity a on a.id = x.activity_id and {_COMING}
    where x.topic_id = t.id) as activities
from topic t order by t.position, t.id
"""  # noqa: S608 - built from constants alone


def every() -> list[Row]:
    """All topics in the city's order, hidden ones too, as they are in the database now."""
    return read(_EVERY, {"now": clock.now()})


def by_id(topic_id: int) -> Topic | None:
    """A topic by its number."""
    return db.session.get(Topic, topic_id)


def names_of(topic_id: int) -> dict[str, str]:
    """What a topic is called, by language."""
    rows = db.session.scalars(select(TopicText).where(TopicText.topic_id == topic_id))
    return {row.lang: row.label for row in rows}


def counts() -> dict[str, int]:
    """How many coming activities stand under each topic, by slug: the total of each list."""
    found = read(_COUNTS, {"now": clock.now()})
    return {row["slug"]: row["activities"] for row in found}


def activities(topic_id: int, limit: int) -> list[Row]:
    """What is coming under a topic, in the order of Explore."""
    return read(_ACTIVITIES, {"id": topic_id, "limit": limit, "now": clock.now()})


def around(topic_id: int, limit: int) -> dict[str, list[Row]]:
    """What goes with a topic, by kind: its total, skills, organisers, playlists; most first."""
    found: dict[str, list[Row]] = {"total": [], "skill": [], "organiser": [], "playlist": []}
    for row in read(_AROUND, {"id": topic_id, "limit": limit, "now": clock.now()}):
        found[row["kind"]].append(row)
    return found
