"""Everything of a city that search engines may list, in one order that stays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from col_app.core import clock
from col_app.core.db import read

PAGES = (
    "/", "/activities", "/topics", "/trending", "/playlists", "/badges", "/places", "/organisers",
    "/skills", "/lists",
)  # fmt: skip
PART = 5000
"""Addresses in one file; sitemaps.org allows ten times as many."""

_THINGS = """
with thing as (
  select 1 as sort, id, '/activities/' || id || '-' || slug as path,
    greatest(created_at, published_at) as changed from activity
    where state = 'published' and (ends_at is null or ends_at > %(now)s)
  union all select 2, id, '/playlists/' || id || '-' || slug, published_at from playlist
    where published_at is not null
  union all select 3, id, '/badges/' || id || '-' || slug, greatest(created_at, published_at)
    from badge where published_at is not null
  union all select 4, id, '/organisers/' || id || '-' || slug, created_at from organiser
  union all select 5, id, '/places/' || id || '-' || slug, null from place
  union all select 6, s.id, '/skills/' || s.slug, null from skill s where s.uri is not null
    and not s.is_hidden
    and exists (select from skill_i18n i where i.skill_id = s.id)
  union all select 7, t.id, '/topics/' || t.slug, null from topic t
    where not t.is_hidden and exists (select from topic_i18n i where i.topic_id = t.id)
  union all select 8, id, '/lists/' || public_id, null from own_list where visibility = 'public'
)
"""
_PART = f"""{_THINGS}
select path, changed from thing order by sort, id limit %(limit)s offset %(at)s"""  # noqa: S608 - built from constants
_COUNT = f"{_THINGS} select count(*) as number from thing"  # noqa: S608 - built from constants


def parts() -> int:
    """How many files the sitemap takes."""
    number = read(_COUNT, {"now": clock.now()})[0]["number"]
    return max(1, -(-number // PART))


def part(number: int) -> Iterator[tuple[str, str]]:
    """The paths of one file, the first of them with the lists too; with the day of the change."""
    if number == 1:
        yield from ((path, "") for path in PAGES)
    values = {"now": clock.now(), "limit": PART, "at": (number - 1) * PART}
    yield from ((row["path"], _day(row)) for row in read(_PART, values))


def _day(row: dict[str, Any]) -> str:
    return row["changed"].date().isoformat() if row["changed"] else ""
