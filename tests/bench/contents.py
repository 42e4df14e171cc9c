"""A thousand activities in the model city, for the time of one measurement."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text

import tenancy
from col_app.core.db import db
from tests.bench.site import MODEL, Site

COPIES = 25
APART = 1_000_000
_COLUMNS = """organiser_id, place_id, slug, state, type, learning_kind, format, starts_at, ends_at,
    sessions_count, capacity, taken_count, price_cents, currency, age_min, age_max, languages,
    access, published_at"""
_NEW_ID = f"activity_id + n * {APART}"
_TIMES = f"generate_series(1, {COPIES}) as n"
_COPY = (
    f"insert into activity (id, {_COLUMNS}) overriding system value"
    f" select id + n * {APART}, {_COLUMNS} from activity, {_TIMES}",
    "insert into activity_i18n (activity_id, lang, title, summary, body, how, words)"
    f" select {_NEW_ID}, lang, title, summary, body, how, words from activity_i18n, {_TIMES}",
    f"insert into activity_topic select {_NEW_ID}, topic_id, position"
    f" from activity_topic, {_TIMES}",
    f"insert into activity_skill select {_NEW_ID}, skill_id, position"
    f" from activity_skill, {_TIMES}",
)


@contextmanager
def thousand(site: Site) -> Iterator[None]:
    """COPIES more of every activity; no ANALYZE, as on fresh data. Gone at the end."""
    with tenancy.use_city(site.app.directory.by_slug(MODEL)):
        for statement in _COPY:
            db.session.execute(text(statement))
        db.session.commit()
        db.session.remove()
    yield
    with tenancy.use_city(site.app.directory.by_slug(MODEL)):
        db.session.execute(text(f"delete from activity where id >= {APART}"))
        db.session.commit()
        db.session.remove()
