"""The statements behind every list of activities.

`activity.keys` holds what each facet asks of an activity, as words like `topic:coding`, facet by
facet; `key_starts` says where each begins (`actions.learn` writes both). `nearly` holds the
activities that fail no facet or exactly one, whose number stands in `miss`: a facet counts the rows
that fail nothing or itself alone, hence every count equals the list that its value would give. So
it keeps all keys of the first kind and one facet's keys of the second. What meets several times is
where its meetings are (`meets`), not all the time between the first and the last.
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
KEYED: tuple[LiteralString, ...] = (
    "topic", "skill", "type", "kind", "format", "age", "price", "language", "access", "reach",
)  # fmt: skip
"""Facets whose values stand in `activity.keys`, in their order there."""
_PERIODS: tuple[LiteralString, ...] = ("today", "weekend", "week", "month")
_DISTANCES: tuple[LiteralString, ...] = ("1", "2", "5", "10", "25", "50")


def config(lang: str) -> str:
    """PostgreSQL's text search configuration for a language; `simple` where it has none."""
    return CONFIGS.get(lang, "simple")


def _keyed() -> dict[LiteralString, LiteralString]:
    return {
        facet: f"(cardinality(%({facet})s::text[]) = 0 or keys && %({facet})s::text[])"
        for facet in KEYED
    }


_PASSES: dict[LiteralString, LiteralString] = {
    **_keyed(),
    "age": """(cardinality(%(age)s::text[]) + cardinality(%(years)s::int[]) = 0
      or keys && %(age)s::text[] or exists (select from unnest(%(years)s::int[]) as year
        where year between coalesce(age_min, 0) and coalesce(nullif(age_max, 99), 200)))""",
    "when": """(%(any_when)s or %(today)s and is_today or %(weekend)s and is_weekend
      or %(week)s and is_week or %(month)s and is_month)""",
    "km": "(%(anywhere)s or away <= %(km)s)",
}
_BITS: tuple[LiteralString, ...] = (
    "1", "2", "4", "8", "16", "32", "64", "128", "256", "512", "1024", "2048",
)  # fmt: skip
"""One for each facet."""
_FAILS: LiteralString = "\n    + ".join(
    f"case when {test} then 0 else {bit} end"
    for bit, test in zip(_BITS, _PASSES.values(), strict=True)
)
_NUMBERS: dict[LiteralString, LiteralString] = dict(
    zip(_PASSES, ("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"), strict=True)
)
_MISS: LiteralString = " ".join(
    f"when {bit} then {number}" for bit, number in zip(_BITS, _NUMBERS.values(), strict=True)
)
_NAMES: LiteralString = ", ".join(f"'{facet}'" for facet in _PASSES)
_LAST_KEYED = _NUMBERS[KEYED[-1]]

BASE = f"""
with asked as materialized (
  select to_tsquery('simple', (select string_agg(quote_literal(unaccent(t.token))
        || case when t.place = cardinality(%(tokens)s::text[]) then ':*' else '' end, ' & ')
      from unnest(%(tokens)s::text[]) with ordinality as t (token, place)))
    || websearch_to_tsquery(%(config_a)s::regconfig, unaccent(%(q)s))
    || websearch_to_tsquery(%(config_b)s::regconfig, unaccent(%(q)s))
    || websearch_to_tsquery(%(config_c)s::regconfig, unaccent(%(q)s)) as query
), hits as materialized (
  select i.activity_id as id from activity_i18n i, asked where i.words @@ asked.query
), meets as materialized (
  select activity_id as id, min(starts_at) as starts_at,
    bool_or(starts_at < %(today_end)s) as is_today,
    bool_or(starts_at < %(weekend_end)s and ends_at > %(weekend_start)s) as is_weekend,
    bool_or(starts_at < %(week_end)s) as is_week, bool_or(starts_at < %(month_end)s) as is_month,
    bool_or((%(from_at)s::timestamptz is null or ends_at >= %(from_at)s)
      and (%(to_at)s::timestamptz is null or starts_at < %(to_at)s)) as is_asked
  from activity_session where ends_at > %(now)s and cancelled_at is null group by 1
), base as (
  select a.id, a.keys, a.key_starts, a.age_min, a.age_max,
    coalesce(m.starts_at, a.starts_at) as starts_at,
    coalesce(m.is_today, a.starts_at < %(today_end)s and a.ends_at > %(now)s) as is_today,
    coalesce(m.is_weekend,
      a.starts_at < %(weekend_end)s and a.ends_at > %(weekend_start)s) as is_weekend,
    coalesce(m.is_week, a.starts_at < %(week_end)s and a.ends_at > %(now)s) as is_week,
    coalesce(m.is_month, a.starts_at < %(month_end)s and a.ends_at > %(now)s) as is_month,
    case when %(anywhere)s then null else sqrt(power((p.lat - %(lat)s) * 111.32, 2)
      + power((p.lon - %(lon)s) * 111.32 * cos(radians(%(lat)s)), 2)) end as away
  from (
    select * from activity where state = 'published' and (ends_at is null or ends_at > %(now)s)
      -- behind "or" the hits are looked up in a hash: their number is never known beforehand
      and (%(any_text)s or id in (select id from hits))
  -- a full join is never a loop in a loop, which new tables without statistics would get
  ) a full join meets m on m.id = a.id left join place p on p.id = a.place_id
  where coalesce(a.id, 0) > 0
    and coalesce(m.is_asked, (%(from_at)s::timestamptz is null or a.ends_at >= %(from_at)s)
      and (%(to_at)s::timestamptz is null or a.starts_at < %(to_at)s))
    and (%(any_box)s or (p.lon between %(west)s and %(east)s
      and p.lat between %(south)s and %(north)s))
), judged as (
  select *, {_FAILS} as fails from base offset 0
), missing as (
  select *, case fails when 0 then 0 {_MISS} end as miss from judged
  where fails & (fails - 1) = 0 offset 0
), nearly as materialized (
  select id, starts_at, is_today, is_weekend, is_week, is_month, away, miss,
    case when miss = 0 then keys when miss <= {_LAST_KEYED}
      then keys[key_starts[miss]:key_starts[miss + 1] - 1] end as keys from missing
)
"""  # noqa: S608 - built from constants of this file alone
FOUND = "nearly where miss = 0"

_MARKS: dict[LiteralString, LiteralString] = {
    **{f"when:{each}": f"is_{each} and miss in (0, {_NUMBERS['when']})" for each in _PERIODS},
    **{f"km:{each}": f"away <= {each} and miss in (0, {_NUMBERS['km']})" for each in _DISTANCES},
}
"""What is counted beside the keys."""
_MARK_COUNTS: LiteralString = ", ".join(
    f"count(*) filter (where {test})" for test in _MARKS.values()
)
_MARK_NAMES: LiteralString = ", ".join(f"'{key}'" for key in _MARKS)
_FIRST: dict[LiteralString, LiteralString] = {
    "best": "is_own desc nulls last, is_title desc nulls last, ",
    "date": "",
    "newest": "(select published_at from activity a where a.id = nearly.id) desc nulls last, ",
    "distance": "away nulls last, ",
}


_RANKS: LiteralString = """ left join lateral (select bool_or(i.lang = %(lang)s) as is_own,
      bool_or(i.title_words @@ asked.query) as is_title from activity_i18n i, asked
      where i.activity_id = nearly.id and (i.words @@ asked.query) is true
    ) as ranked on not %(any_text)s"""
"""In which language and where the words were found, asked of the list alone and not of all hits.

`is true` keeps the index of all words out of it: a few texts of one activity are read.
"""


def _listing(order: LiteralString, first: LiteralString) -> LiteralString:
    ranks: LiteralString = _RANKS if order == "best" else ""
    return f"""{BASE}
, counted as (
  select key, count(*) as n from (select unnest(keys) as key from nearly) as each group by key
  union all select * from (select unnest(array[{_MARK_NAMES}]), unnest(array[{_MARK_COUNTS}])
    from nearly) as marked
  union all select 'miss:' || coalesce((array[{_NAMES}])[miss], ''), count(*) from nearly
    group by miss
)
select (select jsonb_object_agg(key, n) from counted where n > 0) as counts,
  array(select id from nearly{ranks} where miss = 0 order by {first}starts_at is null,
    greatest(starts_at, %(now)s), starts_at desc nulls last, id
    limit %(limit)s offset %(offset)s) as ids
"""  # noqa: S608 - built from constants of this file alone


LISTING: dict[str, LiteralString] = {
    order: _listing(order, first) for order, first in _FIRST.items()
}
"""One row by order of the list: counts by key, and the numbers of one page."""

TOTAL = f"{BASE} select count(*) as total from {FOUND}"  # noqa: S608 - as above

FACE = """
select case when a.sessions_count > 1 then (select array[s.starts_at, s.ends_at]
    from activity_session s
    where s.activity_id = a.id and s.ends_at > now() and s.cancelled_at is null
    order by s.starts_at limit 1) end as next_times,
  a.id, a.slug, a.type, a.format, a.starts_at, a.ends_at, a.sessions_count, a.capacity,
  a.taken_count, a.joining_closed_at, a.asks_approval, a.price_cents, a.currency, a.languages,
  a.state, a.age_min, a.age_max,
  (select jsonb_object_agg(i.lang, jsonb_build_array(i.title, i.summary))
    from activity_i18n i where i.activity_id = a.id) as texts,
  (select array_agg(x.topic_id order by x.position) from activity_topic x
    where x.activity_id = a.id) as topic_ids,
  p.id as place_id, p.slug as place_slug, p.lat, p.lon,
  (select jsonb_object_agg(i.lang, i.name) from place_i18n i where i.place_id = p.id)
    as place_names"""

CARD = f"""{FACE}, a.published_at,
  (select array_agg(x.skill_id order by x.position) from activity_skill x
    where x.activity_id = a.id) as skill_ids
"""  # noqa: S608 - built from constants of this file alone

CARDS_BY_ID = f"""{CARD}
from activity a left join place p on p.id = a.place_id
where a.id = any(%(ids)s) and a.state <> 'draft' order by array_position(%(ids)s, a.id)
"""

SOON = f"""{CARD}
from activity a left join place p on p.id = a.place_id
where a.state = 'published' and (a.ends_at is null or a.ends_at > %(now)s)
order by a.starts_at is null, greatest(a.starts_at, %(now)s), a.starts_at desc, a.id
limit %(limit)s
"""

_SHELVES: dict[str, LiteralString] = {
    "organiser": """(a.organiser_id = %(id)s or exists (select from activity_organiser x
  where x.activity_id = a.id and x.organiser_id = %(id)s))""",
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
