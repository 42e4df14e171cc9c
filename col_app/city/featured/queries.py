"""Reads of what is featured, and of the things themselves as they are now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, LiteralString

from col_app.city.featured.models import Featured, FeaturedKind
from col_app.core.db import db, read
from col_app.core.remembered import per_version

Row = dict[str, Any]
Key = tuple[str, int]
MOST_FOUND = 5

_EVERY = """
select f.id, f.kind, f.thing_id, f.starts_at, f.ends_at, (select jsonb_object_agg(i.lang, i.why)
  from featured_i18n i where i.featured_id = f.id) as why
from featured f order by f.position, f.id
"""
# Skills are in memory. Whatever nobody may see, or join any more, is left out.
_LIVE: LiteralString = """
select 'activity' as kind, a.id, a.id || '-' || a.slug as slug, (select jsonb_object_agg(i.lang,
    i.title) from activity_i18n i where i.activity_id = a.id) as names,
  array(select x.topic_id from activity_topic x where x.activity_id = a.id order by x.position)
    as topic_ids, a.starts_at, a.ends_at, null::jsonb as art
from activity a where a.id = any(%(activity)s::bigint[]) and a.state = 'published'
  and (a.ends_at is null or a.ends_at > %(now)s)
union all
select 'playlist', p.id, p.id || '-' || p.slug, (select jsonb_object_agg(i.lang, i.title)
    from playlist_i18n i where i.playlist_id = p.id), null, null, null, null
from playlist p where p.id = any(%(playlist)s::bigint[]) and p.published_at is not null
union all
select 'badge', b.id, b.id || '-' || b.slug, (select jsonb_object_agg(i.lang, i.name)
    from badge_i18n i where i.badge_id = b.id), null, null, null,
  jsonb_build_object('id', b.id, 'shape', b.shape, 'palette', b.palette, 'icon', b.icon,
    'pattern', b.pattern, 'picture', b.picture)
from badge b where b.id = any(%(badge)s::bigint[]) and b.published_at is not null
union all
select 'place', p.id, p.id || '-' || p.slug, (select jsonb_object_agg(i.lang, i.name)
    from place_i18n i where i.place_id = p.id), null, null, null, null
from place p where p.id = any(%(place)s::bigint[])
union all
select 'organiser', o.id, o.id || '-' || o.slug, (select jsonb_object_agg(i.lang, i.name)
    from organiser_i18n i where i.organiser_id = o.id), null, null, null, null
from organiser o where o.id = any(%(organiser)s::bigint[])
union all
select 'list', l.id, l.public_id, jsonb_build_object('', l.title), null, null, null, null
from own_list l where l.id = any(%(list)s::bigint[]) and l.visibility = 'public'
"""
_CALLED: LiteralString = "like '%%' || plain(%(words)s) || '%%'"
_FOUND: LiteralString = f"""
(select 'activity' as kind, a.id from activity a where a.state = 'published'
  and (a.ends_at is null or a.ends_at > %(now)s) and exists (select from activity_i18n i
    where i.activity_id = a.id and i.plain {_CALLED}) order by a.starts_at, a.id limit %(most)s)
union all (select 'playlist', p.id from playlist p where p.published_at is not null
  and exists (select from playlist_i18n i where i.playlist_id = p.id and i.plain {_CALLED})
  order by p.id limit %(most)s)
union all (select 'badge', b.id from badge b where b.published_at is not null
  and exists (select from badge_i18n i where i.badge_id = b.id and plain(i.name) {_CALLED})
  order by b.id limit %(most)s)
union all (select 'place', p.id from place p where exists (select from place_i18n i
  where i.place_id = p.id and i.plain {_CALLED}) order by p.id limit %(most)s)
union all (select 'organiser', o.id from organiser o where exists (select from organiser_i18n i
  where i.organiser_id = o.id and i.plain {_CALLED}) order by o.id limit %(most)s)
union all (select 'list', l.id from own_list l where l.visibility = 'public'
  and plain(l.title) {_CALLED} order by l.id limit %(most)s)
"""  # noqa: S608 - built from constants of this file alone
_LIST = "select id from own_list where public_id = %(public_id)s and visibility = 'public'"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that is featured; `why` by language."""

    id: int
    kind: str
    thing_id: int
    starts_at: dt.datetime | None
    ends_at: dt.datetime | None
    why: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> Key:
        return self.kind, self.thing_id

    def is_in_force(self, at: dt.datetime) -> bool:
        """Whether its time has come and is not over."""
        has_begun = self.starts_at is None or self.starts_at <= at
        return has_begun and (self.ends_at is None or at < self.ends_at)


def every() -> list[Entry]:
    """All that is featured at any time, in the city's order, as it is in the database now."""
    return [Entry(**{**row, "why": row["why"] or {}}) for row in read(_EVERY, {})]


@per_version
def remembered() -> Sequence[Entry]:
    """The same for the home, read once per version of the city."""
    return every()


def live(keys: Collection[Key], at: dt.datetime) -> dict[Key, Row]:
    """The things that can be shown at a time. One query; none where nothing is asked for."""
    ids: dict[str, list[int]] = {kind.value: [] for kind in FeaturedKind}
    for kind, number in keys:
        ids[kind].append(number)
    skills = ids.pop("skill")
    if not any(ids.values()) and not skills:
        return {}
    rows = read(_LIVE, {**ids, "now": at}) if any(ids.values()) else []
    return {(row["kind"], row["id"]): row for row in rows}


def found(words: str, at: dt.datetime) -> list[Key]:
    """Things whose names hold these words, a few of each kind."""
    values = {"words": words, "now": at, "most": MOST_FOUND}
    return [(row["kind"], row["id"]) for row in read(_FOUND, values)]


def list_called(public_id: str) -> int | None:
    """The number of a public list."""
    return next((row["id"] for row in read(_LIST, {"public_id": public_id})), None)


def by_id(featured_id: int) -> Featured | None:
    """One by its number."""
    return db.session.get(Featured, featured_id)
