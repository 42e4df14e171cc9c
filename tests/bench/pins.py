"""Many pins in the model city, for the time of one measurement."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text

import tenancy
from col_app.core.db import db
from tests.bench.site import MODEL, Site

APART = 1_000_000
# Places lie scattered, titles differ: equal ones would compress like nothing in life.
_SPREAD = (
    f"""insert into place (id, kind, slug, lat, lon) overriding system value
select {APART} + n, 'library', 'spot-' || n, 54.6 + (n * 7919 % 10007) / 50000.0,
  25.1 + (n * 104729 % 10007) / 33000.0 from generate_series(1, :places) as n""",
    f"""insert into place_i18n (place_id, lang, name)
select {APART} + n, lang, 'Biblioteka ' || substr(md5(cast(n as text)), 1, 8)
from generate_series(1, :places) as n, unnest(array['lt', 'en']) as lang""",
    f"""insert into activity (id, organiser_id, place_id, slug, state, type, learning_kind, format,
  starts_at, ends_at, languages, published_at) overriding system value
select {APART} + n, o.organiser_id, {APART} + 1 + n % :places, o.slug, 'published', o.type,
  o.learning_kind, 'place', now() + n * interval '1 hour', now() + (n + 2) * interval '1 hour',
  o.languages, now()
from generate_series(1, :activities) as n
join (select row_number() over (order by id) as k, count(*) over () as all_of_them, *
  from activity where place_id is not null and id < {APART}) as o on o.k = 1 + n % o.all_of_them""",
    f"""insert into activity_i18n (activity_id, lang, title, summary, body)
select a.id, i.lang, left(i.title, 120) || ' ' || substr(md5(cast(a.id as text)), 1, 8),
  i.summary, i.body
from activity a join activity o on o.slug = a.slug and o.id < {APART}
join activity_i18n i on i.activity_id = o.id where a.id >= {APART}""",
    f"""insert into activity_topic select a.id, x.topic_id, x.position
from activity a join activity o on o.slug = a.slug and o.id < {APART}
join activity_topic x on x.activity_id = o.id where a.id >= {APART}""",
)
_GONE = (
    f"delete from activity where id >= {APART}",
    f"delete from place where id >= {APART}",
)


@contextmanager
def pins(site: Site, activities: int, places: int) -> Iterator[None]:
    """So many more activities at so many places of their own. Gone at the end."""
    values = {"activities": activities, "places": places}
    _do(site, _SPREAD, values)
    yield
    _do(site, _GONE, {})


def _do(site: Site, statements: tuple[str, ...], values: dict[str, int]) -> None:
    with tenancy.use_city(site.app.directory.by_slug(MODEL)):
        for statement in statements:
            db.session.execute(text(statement), values)
        db.session.commit()
        db.session.remove()
