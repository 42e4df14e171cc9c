"""What many choose, what is new, what comes next, what suits somebody: one statement each."""

from __future__ import annotations

from typing import LiteralString

from col_app.learning.activities.sql import FACE

COMING: LiteralString = "a.state = 'published' and (a.ends_at is null or a.ends_at > %(now)s)"
HAS_ROOM: LiteralString = "(a.capacity is null or a.taken_count < a.capacity)"

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
), voter as (
  select person_id, 1.0 / count(*) as share from touched
  group by person_id having count(*) <= %(most)s
), vote as (
  select t.activity_id, t.person_id, v.share from touched t join voter v using (person_id)
), theme as (
  select activity_id, topic_id, 1.0 / count(*) over (partition by activity_id) as part
  from activity_topic where activity_id in (select activity_id from vote)
), score as (
  select 'activity' as kind, v.activity_id as id, count(*) as people, sum(v.share) as score
  from vote v join activity a on a.id = v.activity_id where {COMING} group by v.activity_id
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
{FACE}, a.published_at from activity a left join place p on p.id = a.place_id
where {COMING} order by a.published_at desc nulls last, a.id desc limit %(limit)s
"""

NEXT: LiteralString = f"""
with hint as (
  select activity_id as id, 2 as weight from activity_topic
    where topic_id = any(%(topics)s::bigint[])
  union all select activity_id, 3 from activity_skill where skill_id = any(%(skills)s::bigint[])
  union all select id, 1 from activity where organiser_id = %(organiser)s
  union all select unnest(%(steps)s::bigint[]), 9
), candidate as (
  select a.id, sum(h.weight) as weight, a.starts_at,
    case when a.id = any(%(steps)s::bigint[]) then 'step'
      when a.type = 'volunteering' then 'voluntary'
      when a.organiser_id = %(organiser)s then 'organiser' else 'alike' end as kind
  from hint h join activity a on a.id = h.id
  where a.id <> all(%(known)s::bigint[]) and {COMING} and {HAS_ROOM}
    and not exists (select from participation p where p.activity_id = a.id
      and p.person_id = %(person)s and p.state <> 'left')
  group by a.id
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
  union all select 'skill', unnest(%(skills)s::bigint[]), 'skill', null, null, 3
  union all select 'skill', thing_id, 'skill', null, saved_at, 4 from saved
    where person_id = %(person)s and kind = 'skill'
  union all select 'topic', unnest(%(topics)s::bigint[]), 'interest', null, null, 4
), liking as materialized (
  select distinct on (kind, term) kind, term, how, because,
    least(sum(weight) over (partition by kind, term), 6) as weight
  from taste order by kind, term, weight desc, at desc nulls last, because desc
), hit as (
  select x.activity_id as id, l.weight from liking l
    join activity_skill x on l.kind = 'skill' and x.skill_id = l.term
  union all select x.activity_id, l.weight from liking l
    join activity_topic x on l.kind = 'topic' and x.topic_id = l.term
), chosen as (
  select a.id, sum(h.weight)
    * case when a.languages = '{{}}' or a.languages && %(languages)s::text[] then 4 else 1 end
    * case when power((p.lat - %(lat)s::float8) * 111.32, 2)
        + power((p.lon - %(lon)s::float8) * 111.32 * cos(radians(%(lat)s::float8)), 2)
        <= power(%(km)s::float8, 2) then 2 else 1 end as score
  from hit h join activity a on a.id = h.id left join place p on p.id = a.place_id
  where {COMING} and {HAS_ROOM} and a.id not in (select activity_id from mine)
    and (%(age)s::int is null or (%(age)s::int >= coalesce(a.age_min, 0)
      and %(age)s::int - 1 <= coalesce(nullif(a.age_max, 99), 200)))
  group by a.id, p.id order by score desc, a.starts_at, a.id limit %(limit)s
)
{FACE}, why.kind, why.term, why.how, a.published_at >= %(new_since)s as is_new,
  (select jsonb_object_agg(i.lang, i.title) from activity_i18n i
    where i.activity_id = why.because) as because
from chosen join activity a on a.id = chosen.id left join place p on p.id = a.place_id
  cross join lateral (select l.* from liking l where
    (l.kind = 'skill' and exists (select from activity_skill x
      where x.activity_id = a.id and x.skill_id = l.term))
    or (l.kind = 'topic' and exists (select from activity_topic x
      where x.activity_id = a.id and x.topic_id = l.term))
    order by l.weight desc, l.kind, l.term limit 1) as why
order by chosen.score desc, a.starts_at, a.id
"""  # noqa: S608 - built from constants alone
"""Known is the year of birth alone: who turns `age` this year may still be one year younger."""
