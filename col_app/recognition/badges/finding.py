"""The catalogue: which badges match, and counts that equal the lists they lead to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import text

from col_app.core.db import db
from col_app.recognition.badges.queries import AWARDED, BADGE, PLANNED, Row

FACETS = ("topic", "skill", "layer")

_BASE = """
with theme as materialized (
  select b.id as badge_id, x.topic_id from badge b
    join activity_topic x on x.activity_id = b.activity_id
  union select b.id, x.topic_id from badge b join playlist_item i on i.playlist_id = b.playlist_id
    join activity_topic x on x.activity_id = i.activity_id
), matching as materialized (
  select b.id, b.layer,
    (:any_layer or b.layer = :layer) as ok_layer,
    (:any_skill or exists (select from badge_skill x join skill s on s.id = x.skill_id
      where x.badge_id = b.id and s.slug = :skill)) as ok_skill,
    (:any_topic or b.id in (select h.badge_id from theme h join topic t on t.id = h.topic_id
      where t.slug = :topic)) as ok_topic
  from badge b where b.published_at is not null and not exists (
    select from unnest(cast(:words as text[])) as word
    where position(unaccent(word) in (select unaccent(lower(string_agg(
      concat_ws(' ', i.name, i.description), ' '))) from badge_i18n i where i.badge_id = b.id)) = 0)
)
"""
_COUNTS = text(f"""{_BASE}
select 'total' as facet, '' as value, count(*) as n from matching
  where ok_layer and ok_skill and ok_topic
union all select 'layer', layer, count(*) from matching where ok_skill and ok_topic group by layer
union all select 'skill', s.slug, count(*) from matching m join badge_skill x on x.badge_id = m.id
  join skill s on s.id = x.skill_id where ok_layer and ok_topic group by s.slug
union all select 'topic', t.slug, count(*) from matching m join theme h on h.badge_id = m.id
  join topic t on t.id = h.topic_id where ok_layer and ok_skill group by t.slug
""")  # noqa: S608 - built from constants of this file alone
_BADGES = text(f"""{_BASE}, found as materialized (
  select b.id from matching m join badge b on b.id = m.id where ok_layer and ok_skill and ok_topic
  order by {PLANNED} desc, {AWARDED} desc, b.id limit :limit offset :offset
) {BADGE} b.id in (select id from found) order by is_planned desc, award_count desc, b.id
""")  # noqa: S608 - built from constants alone


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks for: words, and at most one topic, skill and layer, by their slugs."""

    text: str = ""
    chosen: dict[str, str] = field(default_factory=dict)
    page: int = 1


@dataclass(frozen=True, slots=True)
class Found:
    """One page of the catalogue, the size of all of it, and counts by facet and value."""

    rows: list[Row]
    total: int
    counts: dict[str, dict[str, int]]


def find(asked: Asked, limit: int) -> Found:
    """Badges that match, first those that can be earned soon. Two queries."""
    values: dict[str, Any] = {"words": asked.text.lower().split()}
    for facet in FACETS:
        chosen = asked.chosen.get(facet, "")
        values |= {facet: chosen, f"any_{facet}": not chosen}
    counts: dict[str, dict[str, int]] = {facet: {} for facet in (*FACETS, "total")}
    for facet, value, number in db.session.execute(_COUNTS, values):
        counts[facet][value] = number
    total = counts.pop("total").get("", 0)
    values |= {"limit": limit, "offset": (asked.page - 1) * limit}
    rows = db.session.execute(_BADGES, values).mappings()
    return Found([dict(row) for row in rows], total, counts)
