"""Writing a city's listings into the shared index, in the transaction of the change itself."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, text

import tenancy
from col_app.core.db import db
from col_app.learning.index.models import Listing

_WRITE = text("""
    insert into network.listing (city_id, activity_id, slug, texts, topics, type, format, place,
        starts_at, ends_at, price_cents, currency)
    select :city_id, a.id, a.slug,
        (select jsonb_object_agg(i.lang, jsonb_build_array(i.title, i.summary))
            from activity_i18n i where i.activity_id = a.id),
        coalesce((select array_agg(t.slug order by x.position) from activity_topic x
            join topic t on t.id = x.topic_id where x.activity_id = a.id), '{}'),
        a.type, a.format,
        (select jsonb_build_object('lat', p.lat, 'lon', p.lon, 'names',
            (select jsonb_object_agg(n.lang, n.name) from place_i18n n where n.place_id = p.id))
            from place p where p.id = a.place_id),
        a.starts_at, a.ends_at, a.price_cents, a.currency
    from activity a where a.id = any(:ids) and a.state = 'published'
    on conflict (city_id, activity_id) do update set slug = excluded.slug,
        texts = excluded.texts, topics = excluded.topics, type = excluded.type,
        format = excluded.format, place = excluded.place, starts_at = excluded.starts_at,
        ends_at = excluded.ends_at, price_cents = excluded.price_cents,
        currency = excluded.currency
""")


def write(ids: Sequence[int]) -> None:
    """Show these activities of the current city to the network as they are now."""
    db.session.execute(_WRITE, {"city_id": tenancy.current_city().id, "ids": list(ids)})


def remove(ids: Sequence[int]) -> None:
    """Take these activities of the current city out of the network's lists."""
    city = tenancy.current_city()
    db.session.execute(
        delete(Listing).where(Listing.city_id == city.id, Listing.activity_id.in_(ids))
    )
