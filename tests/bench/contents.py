"""A thousand activities in the model city, for the time of one measurement."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text

import tenancy
from col_app.core.db import db
from tests.bench.site import MODEL, Site

COPIES = 25
_COLUMNS = """organiser_id, place_id, slug, state, type, learning_kind, format, starts_at, ends_at,
    sessions_count, capacity, taken_count, price_cents, currency, age_min, age_max, languages,
    access, published_at"""
_COPY = (
    f"""create temporary table twin on commit drop as
        select a.id as model, nextval(pg_get_serial_sequence('activity', 'id')) as id
        from activity a, generate_series(1, {COPIES})""",
    f"""insert into activity (id, {_COLUMNS}) overriding system value
        select t.id, {_COLUMNS.replace("organiser_id", "a.organiser_id")}
        from twin t join activity a on a.id = t.model""",
    """insert into activity_i18n (activity_id, lang, title, summary, body, how, words)
        select t.id, lang, title, summary, body, how, words
        from twin t join activity_i18n i on i.activity_id = t.model""",
    """insert into activity_topic select t.id, topic_id, position
        from twin t join activity_topic x on x.activity_id = t.model""",
    """insert into activity_skill select t.id, skill_id, position
        from twin t join activity_skill x on x.activity_id = t.model""",
)


@contextmanager
def thousand(site: Site) -> Iterator[None]:
    """COPIES more of every activity; no ANALYZE, as on fresh data. Gone at the end."""
    with tenancy.use_city(site.app.directory.by_slug(MODEL)):
        last = db.session.scalar(text("select max(id) from activity"))
        for statement in _COPY:
            db.session.execute(text(statement))
        db.session.commit()
        yield
        db.session.execute(text("delete from activity where id > :last"), {"last": last})
        db.session.commit()
        db.session.remove()
