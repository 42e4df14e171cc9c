"""What is published already gets what the search over all cities chooses by."""

import sqlalchemy as sa
from alembic import op

revision = "listing"
down_revision = "taking"

LISTINGS = """
    update network.listing as target set
        keys = array(select key from unnest(a.keys) as key where not starts_with(key, 'age:')),
        words = cast(coalesce((select string_agg(cast(i.words as text), ' ') from activity_i18n i
            where i.activity_id = a.id), '') as tsvector),
        age_min = a.age_min, age_max = a.age_max, lat = p.lat, lon = p.lon,
        published_at = a.published_at
    from activity a left join place p on p.id = a.place_id
    where target.city_id = (select id from network.city where schema_name = current_schema())
        and target.activity_id = a.id
"""
TERMS = """
    insert into network.term (city_id, city_role, kind, slug, uri, labels)
    select c.id, c.role_name, known.kind, known.slug, known.uri, known.labels from network.city c,
        (select 'topic' as kind, t.slug, '' as uri, jsonb_object_agg(i.lang, i.label) as labels
            from topic t join topic_i18n i on i.topic_id = t.id group by t.id
        union all select 'skill', s.slug, coalesce(s.uri, ''), jsonb_object_agg(i.lang, i.label)
            from skill s join skill_i18n i on i.skill_id = s.id group by s.id) as known
    where c.schema_name = current_schema()
    on conflict do nothing
"""


def upgrade() -> None:
    """Tell the network's search what the city's own knows."""
    op.execute(sa.text(LISTINGS))
    op.execute(sa.text(TERMS))
