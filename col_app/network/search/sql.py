"""The statements behind the list of all cities.

`flagged` holds the candidates with the names of those facets whose choice they miss. The list are
those that miss none; a facet counts those that miss nothing but itself, so every count equals the
list that its value would give. What meets several times is where its meetings are.
"""

from __future__ import annotations

BASE = """
with here as materialized (
  select c.id, c.slug, c.time_zone, p.country,
    tstzrange(:now, (local.day + interval '1 day') at time zone c.time_zone, '()') as today,
    tstzrange(greatest(:now, saturday.day at time zone c.time_zone),
      (saturday.day + interval '2 days') at time zone c.time_zone, '()') as weekend,
    tstzrange(:now, (local.day + interval '7 days') at time zone c.time_zone, '()') as week,
    tstzrange(:now, (local.day + interval '30 days') at time zone c.time_zone, '()') as month,
    tstzrange(cast(cast(:from_on as date) as timestamp) at time zone c.time_zone,
      cast(cast(:until as date) as timestamp) at time zone c.time_zone) as days
  from network.profile p join network.city c on c.id = p.city_id,
    lateral (select date_trunc('day', cast(:now as timestamptz) at time zone c.time_zone) as day)
      as local,
    lateral (select local.day + interval '1 day'
      * (case extract(isodow from local.day) when 7 then -1
          else 6 - extract(isodow from local.day) end) as day) as saturday
  where c.state = 'active'
), asked as materialized (
  select to_tsquery('simple', (select string_agg(quote_literal(unaccent(t.token))
        || case when t.place = cardinality(cast(:tokens as text[])) then ':*' else '' end, ' & ')
      from unnest(cast(:tokens as text[])) with ordinality as t (token, place)))
      || websearch_to_tsquery(cast(:config_a as regconfig), unaccent(:q))
      || websearch_to_tsquery(cast(:config_b as regconfig), unaccent(:q)) as query
), chosen as materialized (
  select split_part(key, ':', 1) as facet, array_agg(key) as keys
  from unnest(cast(:keys as text[])) as key group by 1
), base as materialized (
  select l.city_id, l.activity_id, l.keys || array['city:' || h.slug, 'country:' || h.country]
    || array_remove(array[
      case when l.meetings && h.today then 'when:today' end,
      case when l.meetings && h.weekend then 'when:weekend' end,
      case when l.meetings && h.week then 'when:week' end,
      case when l.meetings && h.month then 'when:month' end], null)
    as keys
  from network.listing l join here h on h.id = l.city_id
  where (l.ends_at is null or l.ends_at > :now)
    and (:any_text or l.words @@ (select query from asked))
    and (coalesce(cast(:from_on as date), cast(:until as date)) is null or l.meetings && h.days)
    and (:any_age or exists (select from unnest(cast(:least as int[]), cast(:most as int[]))
      as age (least, most) where age.least <= coalesce(nullif(l.age_max, 99), 200)
      and age.most >= coalesce(l.age_min, 0)))
    and (:any_box or (l.lon between :west and :east and l.lat between :south and :north))
    and (:anywhere or power((l.lat - :lat) * 111.32, 2)
      + power((l.lon - :lon) * 111.32 * cos(radians(:lat)), 2) <= power(:km, 2))
), flagged as materialized (
  select *, array(select facet from chosen where not chosen.keys && base.keys) as missed from base
)
"""

TOTAL = f"{BASE} select count(*) from flagged where missed = '{{}}'"  # noqa: S608 - from constants of this file alone

COUNTS = f"""{BASE}
select 'total' as facet, '' as value, count(*) as n from flagged where missed = '{{}}'
union all select key.facet, key.value, cast(sum(told.n) as bigint) from (
    select key, missed, count(*) as n from flagged, unnest(keys) as key group by key, missed
  ) as told, lateral (
    select split_part(told.key, ':', 1), substr(told.key, strpos(told.key, ':') + 1)
  ) as key (facet, value)
  where key.facet = any(cast(:shown as text[])) and told.missed <@ array[key.facet]
  group by key.facet, key.value
"""  # noqa: S608 - from constants of this file alone

_CARD = """
select l.city_id, l.activity_id, l.slug, l.texts, l.topics, l.keys, l.type, l.format, l.place,
  coalesce(next.starts_at, l.starts_at) as starts_at,
  case when l.ends_at is not null then coalesce(next.ends_at, l.ends_at) end as ends_at,
  l.price_cents, l.currency, l.published_at, c.slug as city_slug"""
_NEXT = """left join lateral (select lower(each) as starts_at, upper(each) as ends_at
    from unnest(l.meetings) as each where upper(each) > :now order by 1 limit 1) as next on true"""

CARDS = f"""{BASE}
{_CARD}
from flagged f join network.listing l using (city_id, activity_id)
  join network.city c on c.id = l.city_id
  {_NEXT}
where f.missed = '{{}}'
order by case when :sort = 'newest' then l.published_at end desc nulls last,
  case when :sort = 'distance' then power(l.lat - :lat, 2)
    + power((l.lon - :lon) * cos(radians(:lat)), 2) end nulls last,
  (:sort not in ('newest', 'distance') and not l.texts ? :lang),
  l.starts_at is null, greatest(coalesce(next.starts_at, l.starts_at), :now),
  l.starts_at desc nulls last, l.city_id, l.activity_id
limit :limit offset :offset
"""

ONLINE = f"""{_CARD}
from network.listing l join network.city c on c.id = l.city_id and c.state = 'active'
  {_NEXT}
where l.format <> 'place' and (l.ends_at is null or l.ends_at > :now)
order by not l.texts ? :lang, starts_at nulls last, l.city_id, l.activity_id limit :limit
"""

LATEST = f"""
with newest as (
  select l.city_id, l.activity_id, row_number() over (partition by l.city_id
    order by not l.texts ? :lang, l.published_at desc, l.activity_id desc) as place
  from network.listing l join network.city c on c.id = l.city_id and c.state = 'active'
  where (l.ends_at is null or l.ends_at > :now) and l.published_at is not null
)
{_CARD}
from newest n join network.listing l using (city_id, activity_id)
  join network.city c on c.id = l.city_id
  {_NEXT}
where n.place = 1 order by l.published_at desc, l.city_id limit :limit
"""  # noqa: S608 - from constants of this file alone

DIARY = """
select l.city_id, l.activity_id, lower(each) as starts, upper(each) as ends
from unnest(cast(:cities as bigint[]), cast(:ids as bigint[])) as asked (city_id, activity_id)
  join network.listing l using (city_id, activity_id), unnest(l.meetings) as each
order by l.city_id, l.activity_id, each
"""

# Named as most cities name it: one that gives a topic words of its own renames it for nobody else.
TERMS = """
select distinct on (kind, slug) kind, slug, uri, labels from (
  select t.*, count(*) over (partition by t.kind, t.slug, t.labels) as alike from network.term t
    join network.city c on c.id = t.city_id and c.state = 'active'
  where t.kind || ':' || t.slug = any(:keys)) as called
order by kind, slug, alike desc, city_id
"""
