"""What many choose, what is new, what comes next, what suits somebody: one statement each.

What is found by topics and skills looks up its activities one by one (`lateral … offset 0`): a
join would be planned after statistics, which on fresh data are wrong by orders of magnitude.
"""

from __future__ import annotations

from typing import LiteralString

from col_app.learning.activities.sql import FACE

COMING: LiteralString = "a.state = 'published' and (a.ends_at is null or a.ends_at > %(now)s)"
HAS_ROOM: LiteralString = """(a.joining_closed_at is null
  and (a.capacity is null or a.taken_count < a.capacity))"""

NEXT_AMONG: LiteralString = "150"
LIKED_AMONG: LiteralString = "2000"
"""How many activities with most in common are looked at; of equals, those made last."""

TOUCHED: LiteralString = """
  select activity_id, person_id, joined_at as at, state as how from participation
    where state <> 'left'
  union all
  select thing_id, person_id, saved_at, 'saved' from saved where kind = 'activity'
"""
"""What people chose: who leaves has not chosen, who joins again has chosen once."""

TRENDING: LiteralString = f"""
with touched as (
  select distinct activity_id, person_id from ({TOUCHED}) as t where at >= %(since)s
), counted as (
  select activity_id, person_id, count(*) over (partition by person_id) as chosen from touched
), vote as materialized (
  select activity_id, person_id, 1 / chosen::float8 as share from counted where chosen <= %(most)s
), tally as materialized (
  select activity_id as id, count(*) as people, sum(share) as score from vote group by activity_id
), theme as materialized (
  select x.activity_id, x.topic_id, 1 / (count(*) over (partition by x.activity_id))::float8 as part
  from tally y cross join lateral (select * from activity_topic z
    where z.activity_id = y.id and z.topic_id <> all(%(hidden)s::bigint[]) offset 0) as x
), score as (
  select 'activity' as kind, y.* from tally y cross join lateral (select from activity a
    where a.id = y.id and {COMING} offset 0) as a where y.people >= %(least)s
  union all
  select 'topic', t.topic_id, count(distinct v.person_id), sum(v.share * t.part)
  from vote v join theme t using (activity_id) group by t.topic_id
), placed as (
  select *, row_number() over (partition by kind order by score desc, people desc, id) as place
  from score where people >= %(least)s
)
select kind, id, people from placed where place <= %(limit)s order by kind, place
"""  # noqa: S608 - built from constants alone

STILL_ON: LiteralString = f"""
{FACE} from activity a left join place p on p.id = a.place_id
where a.id = any(%(ids)s::bigint[]) and {COMING}
order by array_position(%(ids)s::bigint[], a.id) limit %(limit)s
"""

NEWEST: LiteralString = f"""
with chosen as (
  select a.id from activity a where {COMING}
  order by a.published_at desc nulls last, a.id desc limit %(limit)s
)
{FACE}, a.published_at
from chosen join activity a on a.id = chosen.id left join place p on p.id = a.place_id
order by a.published_at desc nulls last, a.id desc
"""  # noqa: S608 - built from constants alone

NEXT: LiteralString = f"""
with hint as materialized (
  select id, sum(weight) as weight from (
    select activity_id as id, 2 as weight from activity_topic
      where topic_id = any(%(topics)s::bigint[])
    union all select activity_id, 3 from activity_skill where skill_id = any(%(skills)s::bigint[])
    union all select id, 1 from activity where organiser_id = %(organiser)s
    union all select unnest(%(steps)s::bigint[]), 99
  ) as t where id <> all(%(known)s::bigint[]) group by id
  order by weight desc, id desc limit {NEXT_AMONG}
), candidate as (
  select h.id, h.weight, a.starts_at, a.kind from hint h cross join lateral (
    select a.starts_at, case when a.id = any(%(steps)s::bigint[]) then 'step'
      when a.type = 'volunteering' then 'voluntary'
      when a.organiser_id = %(organiser)s then 'organiser' else 'alike' end as kind
    from activity a where a.id = h.id and {COMING} and {HAS_ROOM}
      and not exists (select from participation p where p.activity_id = a.id
        and p.person_id = %(person)s and p.state <> 'left') offset 0) as a
), placed as (
  select *, row_number() over (partition by kind order by
    array_position(%(steps)s::bigint[], id), weight desc, starts_at, id) as place
  from candidate
), chosen as (
  select *, row_number() over (order by
    case place when 1 then array_position('{{step,alike,voluntary,organiser}}'::text[], kind) end,
    weight desc, starts_at, id) as rank
  from placed where kind <> 'step' or place = 1 order by rank limit %(limit)s
)
{FACE}, chosen.kind,
  (select x.skill_id from activity_skill x where x.activity_id = a.id
    and x.skill_id = any(%(skills)s::bigint[]) order by x.position limit 1) as skill_id,
  (select x.topic_id from activity_topic x where x.activity_id = a.id
    and x.topic_id = any(%(topics)s::bigint[]) order by x.position limit 1) as topic_id
from chosen join activity a on a.id = chosen.id left join place p on p.id = a.place_id
order by chosen.rank
"""  # noqa: S608 - built from constants alone
"""The best of each kind comes first, then whatever has most in common."""

TERMS_OF_PLAYLISTS: LiteralString = """
select i.playlist_id as id, array_agg(distinct t.topic_id) filter (where t.topic_id > 0) as topics,
  array_agg(distinct s.skill_id) filter (where s.skill_id > 0) as skills
from playlist_item i left join activity_topic t using (activity_id)
  left join activity_skill s using (activity_id)
group by i.playlist_id
"""

RECOMMENDED: LiteralString = f"""
with mine as materialized (
  select activity_id, how, at from ({TOUCHED}) as t where person_id = %(person)s
), taste as (
  select 'skill' as kind, x.skill_id as term, m.how, m.activity_id as because, m.at,
    case m.how when 'completed' then 3 else 2 end as weight
    from mine m join activity_skill x using (activity_id)
  union all
  select 'topic', x.topic_id, m.how, m.activity_id, m.at, 1
    from mine m join activity_topic x using (activity_id)
    where x.topic_id <> all(%(hidden)s::bigint[])
  union all select 'skill', unnest(%(skills)s::bigint[]), 'skill', null, null, 3
  union all select 'skill', thing_id, 'skill', null, saved_at, 4 from saved
    where person_id = %(person)s and kind = 'skill'
  union all select 'topic', topic_id, 'interest', null, null, 4 from interest
    where person_id = %(person)s and topic_id <> all(%(hidden)s::bigint[])
), liking as materialized (
  select distinct on (kind, term) kind, term, how, because,
    least(sum(weight) over (partition by kind, term), 6) as weight
  from taste order by kind, term, weight desc, at desc nulls last, because desc
), hit as materialized (
  select id, sum(weight) as weight from (
    select x.activity_id as id, l.weight from liking l cross join lateral (select y.activity_id
      from activity_skill y where y.skill_id = l.term offset 0) as x where l.kind = 'skill'
    union all
    select x.activity_id, l.weight from liking l cross join lateral (select y.activity_id
      from activity_topic y where y.topic_id = l.term offset 0) as x where l.kind = 'topic'
  ) as t where id not in (select activity_id from mine) group by id
  order by weight desc, id desc limit {LIKED_AMONG}
), next as (
  select id from activity a where {COMING} and {HAS_ROOM} and starts_at > %(now)s
    and id not in (select activity_id from mine)
    and id not in (select id from hit) order by starts_at, id limit %(soon)s
), chosen as (
  select h.id, h.weight * a.fit as score, a.is_hard, a.starts_at
  from (select id, weight from hit union all select id, 0 from next) as h cross join lateral (
    select a.starts_at, exists (select from need n where n.person_id = %(person)s
        and n.fact <> all(a.access || coalesce(p.access, '{{}}'))) as is_hard,
      case when a.languages = '{{}}' or a.languages && %(languages)s::text[] then 4 else 1 end
      * case when power((p.lat - %(lat)s::float8) * 111.32, 2)
          + power((p.lon - %(lon)s::float8) * 111.32 * cos(radians(%(lat)s::float8)), 2)
          <= power(%(km)s::float8, 2) then 2 else 1 end as fit
    from activity a left join place p on p.id = a.place_id
    where a.id = h.id and {COMING} and {HAS_ROOM}
      and (%(age)s::int is null or (%(age)s::int >= coalesce(a.age_min, 0)
        and %(age)s::int - 1 <= coalesce(nullif(a.age_max, 99), 200))) offset 0) as a
  order by h.weight = 0, a.is_hard, score desc, a.starts_at, h.id limit %(limit)s
)
{FACE}, why.kind, why.term, coalesce(why.how, 'soon') as how,
  a.published_at >= %(new_since)s as is_new,
  (select jsonb_object_agg(i.lang, i.title) from activity_i18n i
    where i.activity_id = why.because) as because
from chosen join activity a on a.id = chosen.id left join place p on p.id = a.place_id
  left join lateral (select l.* from liking l where
    (l.kind = 'skill' and exists (select from activity_skill x
      where x.activity_id = a.id and x.skill_id = l.term))
    or (l.kind = 'topic' and exists (select from activity_topic x
      where x.activity_id = a.id and x.topic_id = l.term))
    order by l.weight desc, l.kind, l.term limit 1) as why on true
where chosen.score > 0 or not exists (select from chosen where score > 0)
order by chosen.is_hard, chosen.score desc, a.starts_at, a.id
"""  # noqa: S608 - built from constants alone
"""What starts next (`next`) stands in where nothing is like what somebody likes. What is not known
to have what they need (`is_hard`) comes last. Known is the year of birth alone: who turns `age`
this year may still be one year younger."""
