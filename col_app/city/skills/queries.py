"""What builds and shows the skills of the spine: counts, and the lists behind them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text

from col_app.core.db import db

Row = dict[str, Any]
# Each gives (skill_id, id): counts and lists are made of the same rows.
_BUILDING = {
    "activities": """
        select x.skill_id, a.id from activity_skill x join activity a on a.id = x.activity_id
        where a.state = 'published' and (a.ends_at is null or a.ends_at > now())""",
    "playlists": """
        select distinct x.skill_id, l.id from playlist l
        join playlist_item i on i.playlist_id = l.id
        join activity_skill x on x.activity_id = i.activity_id where l.published_at is not null""",
    "badges": """
        select x.skill_id, b.id from badge_skill x join badge b on b.id = x.badge_id
        where b.published_at is not null""",
    # an award shows what its own version of the badge says, under whatever name that is known now
    "awards": """
        select said.skill_id, w.id from award w join (
          select distinct v.badge_id, v.number, k.skill_id from badge_version v
          cross join lateral jsonb_array_elements_text(case jsonb_typeof(v.contents->'skills')
            when 'array' then v.contents->'skills' else '[]' end) as shown (uri)
          join (select id as skill_id, uri from skill where uri is not null
            union all select skill_id, uri from skill_alias where uri is not null) k using (uri)
        ) said on said.badge_id = w.badge_id and said.number = w.version
        where w.revoked_at is null and w.awarded_at >= :since""",
}
KINDS = tuple(_BUILDING)
_COUNTS = text(
    " union all ".join(
        f"select '{kind}' as kind, skill_id, count(*) as number from ({rows}) r group by skill_id"  # noqa: S608 - constants of this file
        for kind, rows in _BUILDING.items()
    )
)
_TEXTS = {
    "activities": """select t.id, t.slug, '' as public_id, null::timestamptz as at,
        (select jsonb_object_agg(i.lang, i.title) from activity_i18n i where i.activity_id = t.id)
          as names from activity t""",
    "playlists": """select t.id, t.slug, '' as public_id, null::timestamptz as at,
        (select jsonb_object_agg(i.lang, i.title) from playlist_i18n i where i.playlist_id = t.id)
          as names from playlist t""",
    "badges": """select t.id, t.slug, '' as public_id, null::timestamptz as at,
        (select jsonb_object_agg(i.lang, i.name) from badge_i18n i where i.badge_id = t.id)
          as names from badge t""",
    "awards": """select t.id, b.slug, t.public_id, t.awarded_at as at,
        (select jsonb_object_agg(i.lang, i.name) from badge_i18n i where i.badge_id = b.id)
          as names from award t join badge b on b.id = t.badge_id""",
}
_LISTS = {
    kind: text(f"""{texts} where t.id in (select r.id from ({_BUILDING[kind]}) r
        where r.skill_id = :skill_id) order by t.id desc limit :limit offset :offset""")  # noqa: S608 - as above
    for kind, texts in _TEXTS.items()
}
_SIZES = {
    kind: text(f"select count(*) from ({rows}) r where r.skill_id = :skill_id")  # noqa: S608 - as above
    for kind, rows in _BUILDING.items()
}
BEGINNING = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Cover:
    """How much there is for one skill."""

    activities: int = 0
    playlists: int = 0
    badges: int = 0
    awards: int = 0


def coverage(since: dt.datetime) -> dict[int, Cover]:
    """What there is for each skill, by its number; awards since then. One query."""
    found: dict[int, dict[str, int]] = {}
    for kind, skill_id, number in db.session.execute(_COUNTS, {"since": since}):
        found.setdefault(skill_id, {})[kind] = number
    return {skill_id: Cover(**numbers) for skill_id, numbers in found.items()}


def size(kind: str, skill_id: int, since: dt.datetime) -> int:
    """One of these counts."""
    return db.session.scalar(_SIZES[kind], {"skill_id": skill_id, "since": since}) or 0


def behind(kind: str, skill_id: int, since: dt.datetime, limit: int, offset: int) -> Sequence[Row]:
    """The rows that one of these counts stands for, newest first."""
    values = {"skill_id": skill_id, "since": since, "limit": limit, "offset": offset}
    return [dict(row) for row in db.session.execute(_LISTS[kind], values).mappings()]
