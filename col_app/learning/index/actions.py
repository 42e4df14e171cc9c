"""Writing a city's listings into the shared index, in the transaction of the change itself."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, text

import tenancy
from col_app.core.db import db
from col_app.learning.index.models import Listing

_COLUMNS = (
    "slug", "texts", "topics", "type", "format", "place", "starts_at", "ends_at", "price_cents",
    "currency", "keys", "words", "age_min", "age_max", "lat", "lon", "published_at",
    "meetings",
)  # fmt: skip
_WRITE = text(f"""
    insert into network.listing (city_id, activity_id, {", ".join(_COLUMNS)})
    select :city_id, a.id, a.slug,
        (select jsonb_object_agg(i.lang, jsonb_build_array(i.title, i.summary))
            from activity_i18n i where i.activity_id = a.id),
        coalesce((select array_agg(t.slug order by x.position) from activity_topic x
            join topic t on t.id = x.topic_id
            where x.activity_id = a.id and not t.is_hidden), '{{}}'),
        a.type, a.format,
        (select jsonb_build_object('lat', p.lat, 'lon', p.lon, 'names',
            (select jsonb_object_agg(n.lang, n.name) from place_i18n n where n.place_id = p.id))
            where p.id is not null),
        a.starts_at, a.ends_at, a.price_cents, a.currency,
        array(select key from unnest(a.keys) as key where not starts_with(key, 'age:')
            and key not in (select 'topic:' || slug from topic where is_hidden)),
        cast(coalesce((select string_agg(cast(i.words as text), ' ') from activity_i18n i
            where i.activity_id = a.id), '') as tsvector),
        a.age_min, a.age_max, p.lat, p.lon, a.published_at,
        case when a.starts_at is null then '{{}}' else coalesce(
            (select range_agg(tstzrange(s.starts_at, s.ends_at, '[]')) from activity_session s
                where s.activity_id = a.id and s.cancelled_at is null),
            tstzmultirange(tstzrange(a.starts_at, coalesce(a.ends_at, a.starts_at), '[]'))) end
    from activity a left join place p on p.id = a.place_id
    where a.id = any(:ids) and a.state = 'published'
    on conflict (city_id, activity_id) do update set
        {", ".join(f"{column} = excluded.{column}" for column in _COLUMNS)}
""")  # noqa: S608 - built from constants of this file alone
_NAME = text("""
    insert into network.term (city_id, kind, slug, uri, labels)
    select :city_id, 'topic', t.slug, '', jsonb_object_agg(i.lang, i.label)
        from topic t join topic_i18n i on i.topic_id = t.id
        where exists (select from activity_topic x
            where x.topic_id = t.id and x.activity_id = any(:ids)) group by t.id
    union all select :city_id, 'skill', s.slug, coalesce(s.uri, ''),
            jsonb_object_agg(i.lang, i.label)
        from skill s join skill_i18n i on i.skill_id = s.id
        where exists (select from activity_skill x
            where x.skill_id = s.id and x.activity_id = any(:ids)) group by s.id
    on conflict (city_id, kind, slug) do update set uri = excluded.uri, labels = excluded.labels
""")

_SPELL = text("""
    insert into network.listing_word (plain, word)
    select distinct on (1) plain(told.word), told.word from network.listing l,
    lateral (select * from jsonb_each(l.texts)
        union all select * from jsonb_each(l.place -> 'names')
        union all select named.* from network.term t, jsonb_each(t.labels) as named
            where t.city_id = l.city_id and t.kind || ':' || t.slug = any(l.keys)
        ) as said (lang, words),
    lateral regexp_split_to_table(lower(cast(said.words as text)), '[^[:alpha:]]+') as told (word)
    where l.city_id = :city_id and l.activity_id = any(:ids) and length(told.word) >= :shortest
    on conflict do nothing
""")
SHORTEST_WORD = 4


def write(ids: Sequence[int]) -> None:
    """Show these activities of the current city to the network as they are now."""
    values = {"city_id": tenancy.current_city().id, "ids": list(ids)}
    db.session.execute(_WRITE, values)
    db.session.execute(_NAME, values)
    db.session.execute(_SPELL, values | {"shortest": SHORTEST_WORD})


def remove(ids: Sequence[int]) -> None:
    """Take these activities of the current city out of the network's lists."""
    city = tenancy.current_city()
    db.session.execute(
        delete(Listing).where(Listing.city_id == city.id, Listing.activity_id.in_(ids))
    )
