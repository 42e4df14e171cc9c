"""The two statements behind every list of activities.

Their text never changes, whatever is asked, so neither SQLAlchemy nor the reader has to build
them anew. `base` holds the candidates with one flag for each facet: a facet counts rows for which
all *other* flags hold, hence every count equals the list that its value would give.
"""

from __future__ import annotations

from typing import LiteralString

CONFIGS = {
    "ar": "arabic",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hu": "hungarian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "nl": "dutch",
    "pt": "portuguese",
    "ro": "romanian",
    "sr": "serbian",
    "sr_Latn": "serbian",
    "sv": "swedish",
    "tr": "turkish",
}


def config(lang: str) -> str:
    """PostgreSQL's text search configuration for a language; `simple` where it has none."""
    return CONFIGS.get(lang, "simple")


BASE = """
with asked as materialized (
  select to_tsquery('simple', (select string_agg(quote_literal(unaccent(t.token))
        || case when t.place = cardinality(cast(:tokens as text[])) then ':*' else '' end, ' & ')
      from unnest(cast(:tokens as text[])) with ordinality as t (token, place)))
      || websearch_to_tsquery(cast(:config_a as regconfig), unaccent(:q))
      || websearch_to_tsquery(cast(:config_b as regconfig), unaccent(:q)) as query
), base as materialized (
  select a.id, a.type, a.format, a.languages, a.price_cents, a.starts_at, a.ends_at,
    a.access || coalesce(p.access, '{}') as access,
    (:any_type or a.type = any(:type)) as ok_type,
    (:any_format or a.format = any(:format)) as ok_format,
    (:any_language or a.languages && :language) as ok_language,
    (:any_access or (a.access || coalesce(p.access, '{}')) && :access) as ok_access,
    (:any_price or (case when a.price_cents = 0 then 'free' else 'paid' end) = any(:price))
      as ok_price,
    (:any_topic or exists (select from activity_topic x join topic t on t.id = x.topic_id
      where x.activity_id = a.id and t.slug = any(:topic))) as ok_topic,
    (:any_skill or exists (select from activity_skill x join skill s on s.id = x.skill_id
      where x.activity_id = a.id and s.slug = any(:skill))) as ok_skill,
    (a.starts_at < :today_end and a.ends_at > :now) as is_today,
    (a.starts_at < :weekend_end and a.ends_at > :weekend_start) as is_weekend,
    (a.starts_at < :week_end and a.ends_at > :now) as is_week,
    (a.starts_at < :month_end and a.ends_at > :now) as is_month
  from activity a left join place p on p.id = a.place_id
  where a.state = 'published' and (a.ends_at is null or a.ends_at > :now)
    and (:any_text or exists (select from activity_i18n i, asked
      where i.activity_id = a.id and i.words @@ asked.query))
    and (cast(:from_at as timestamptz) is null or a.ends_at >= :from_at)
    and (cast(:to_at as timestamptz) is null or a.starts_at < :to_at)
    and (cast(:age as int) is null
      or :age between coalesce(a.age_min, 0) and coalesce(nullif(a.age_max, 99), 200))
    and (:any_box or (p.lon between :west and :east and p.lat between :south and :north))
    and (:anywhere or power((p.lat - :lat) * 111.32, 2)
      + power((p.lon - :lon) * 111.32 * cos(radians(:lat)), 2) <= power(:km, 2))
), flagged as materialized (
  select *, (:any_when or (:today and is_today) or (:weekend and is_weekend)
    or (:week and is_week) or (:month and is_month)) as ok_when from base
)
"""

_ALL = (
    "ok_topic", "ok_skill", "ok_type", "ok_format", "ok_when", "ok_price", "ok_language",
    "ok_access",
)  # fmt: skip


def _others(*own: str) -> str:
    return " and ".join(flag for flag in _ALL if flag not in own)


FOUND = f"flagged where {_others()}"

COUNTS = f"""{BASE}
select 'total' as facet, '' as value, count(*) as n from {FOUND}
union all select 'type', type, count(*) from flagged where {_others("ok_type")} group by type
union all select 'format', format, count(*) from flagged where {_others("ok_format")}
  group by format
union all select 'price', case when price_cents = 0 then 'free' else 'paid' end, count(*)
  from flagged where {_others("ok_price")} group by 2
union all select 'language', unnest(languages), count(*) from flagged
  where {_others("ok_language")} group by 2
union all select 'access', a.fact, count(*) from flagged,
  lateral (select distinct unnest(access) as fact) as a where {_others("ok_access")} group by 2
union all select 'topic', t.slug, count(*) from flagged f
  join activity_topic x on x.activity_id = f.id join topic t on t.id = x.topic_id
  where {_others("ok_topic")} group by 2
union all select 'skill', s.slug, count(*) from flagged f
  join activity_skill x on x.activity_id = f.id join skill s on s.id = x.skill_id
  where {_others("ok_skill")} group by 2
union all select 'when', w.value, count(*) from flagged,
  lateral (values ('today', is_today), ('weekend', is_weekend), ('week', is_week),
    ('month', is_month)) as w (value, holds)
  where w.holds and {_others("ok_when")} group by 2
"""  # noqa: S608 - built from constants of this file alone

FACE = """
select a.id, a.slug, a.type, a.format, a.starts_at, a.ends_at, a.sessions_count, a.capacity,
  a.taken_count, a.price_cents, a.currency, a.languages, a.state, a.age_min, a.age_max,
  (select jsonb_object_agg(i.lang, jsonb_build_array(i.title, i.summary))
    from activity_i18n i where i.activity_id = a.id) as texts,
  (select array_agg(x.topic_id order by x.position) from activity_topic x
    where x.activity_id = a.id) as topic_ids,
  p.id as place_id, p.slug as place_slug, p.lat, p.lon,
  (select jsonb_object_agg(i.lang, i.name) from place_i18n i where i.place_id = p.id)
    as place_names"""

CARD = f"""{FACE},
  (select array_agg(x.skill_id order by x.position) from activity_skill x
    where x.activity_id = a.id) as skill_ids
"""  # noqa: S608 - built from constants of this file alone

CARDS = f"""{BASE}
, found as (select id from {FOUND})
{CARD}
from found join activity a on a.id = found.id left join place p on p.id = a.place_id
order by case when :sort = 'newest' then a.published_at end desc nulls last,
  case when :sort = 'distance' then power(p.lat - :lat, 2)
    + power((p.lon - :lon) * cos(radians(:lat)), 2) end nulls last,
  a.starts_at is null, greatest(a.starts_at, :now), a.starts_at desc nulls last, a.id
limit :limit offset :offset
"""  # noqa: S608 - built from constants of this file alone

CARDS_BY_ID = f"""{CARD}
from activity a left join place p on p.id = a.place_id
where a.id = any(:ids) and a.state <> 'draft' order by array_position(:ids, a.id)
"""

_SHELVES: dict[str, LiteralString] = {
    "organiser": "a.organiser_id = %(id)s",
    "place": "a.place_id = %(id)s",
    "skill": """exists (select from activity_skill x
  where x.activity_id = a.id and x.skill_id = %(id)s)""",
}
COMING: dict[str, LiteralString] = {
    shelf: f"""{CARD}
from activity a left join place p on p.id = a.place_id
where {condition} and a.state = 'published' and (a.ends_at is null or a.ends_at > %(now)s)
order by a.starts_at nulls last, a.id limit %(limit)s
"""
    for shelf, condition in _SHELVES.items()
}

PINS = f"""{BASE}
, found as (select id from {FOUND})
select a.id, a.slug, p.lat, p.lon, a.starts_at,
  (select jsonb_object_agg(i.lang, i.title) from activity_i18n i where i.activity_id = a.id)
    as titles,
  (select x.topic_id from activity_topic x where x.activity_id = a.id
    order by x.position limit 1) as topic_id
from found join activity a on a.id = found.id join place p on p.id = a.place_id
order by a.starts_at nulls last, a.id limit :limit
"""  # noqa: S608 - built from constants of this file alone
