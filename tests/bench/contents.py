"""Many activities in the model city, for the time of one measurement."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text

import tenancy
from col_app.core.db import db
from col_app.network.directory import actions as directory
from tests.bench.site import MODEL, Site

APART = 1_000_000
_COLUMNS = """organiser_id, place_id, slug, state, type, learning_kind, format, reach, starts_at,
    ends_at, sessions_count, capacity, taken_count, price_cents, currency, age_min, age_max,
    languages, access, keys, key_starts, published_at"""
_TEXTS = "lang, title, summary, body, how, words, title_words"
_NEW_ID = f"activity_id + n * {APART}"
_TIMES = "generate_series(1, :copies) as n"
_COPY = (
    "set local statement_timeout = 0",
    f"insert into activity (id, {_COLUMNS}) overriding system value"
    f" select id + n * {APART}, {_COLUMNS} from activity, {_TIMES}",
    f"insert into activity_i18n (activity_id, {_TEXTS})"
    f" select {_NEW_ID}, {_TEXTS} from activity_i18n, {_TIMES}",
    f"insert into activity_topic select {_NEW_ID}, topic_id, position"
    f" from activity_topic, {_TIMES}",
    f"insert into activity_skill select {_NEW_ID}, skill_id, position"
    f" from activity_skill, {_TIMES}",
    f"insert into activity_session (activity_id, position, starts_at, ends_at, place_id)"
    f" select {_NEW_ID}, position, starts_at, ends_at, place_id from activity_session, {_TIMES}",
)
_ANALYSED = ("activity", "activity_i18n", "activity_topic", "activity_skill")
_GONE = ("set local statement_timeout = 0", f"delete from activity where id >= {APART}")


@contextmanager
def many(site: Site, copies: int) -> Iterator[None]:
    """`copies` more of every activity; no ANALYZE, as on fresh data. Gone at the end."""
    _do(site, _COPY, {"copies": copies})
    yield
    _do(site, _GONE, {})
    _clear_away(site)


def _clear_away(site: Site) -> None:
    """Free what the deleted rows took: whatever is measured next does not read past them."""
    city, owner = site.app.directory.by_slug(MODEL), site.app.settings.tenancy.owner_role
    with directory.administration(site.app.settings) as admin, admin.connect() as connection:
        alone = connection.execution_options(isolation_level="AUTOCOMMIT")
        alone.execute(text(f'set role "{owner}"'))
        for table in (*_ANALYSED, "activity_session"):
            alone.execute(text(f'vacuum full "{city.schema}".{table}'))
        alone.execute(text("reset role"))


def analyse(site: Site) -> None:
    """Tell the planner what is there, as the database does by itself sooner or later."""
    city = site.app.directory.by_slug(MODEL)
    with directory.administration(site.app.settings) as admin, admin.begin() as connection:
        tenancy.as_owner(connection, site.app.settings.tenancy)
        connection.execute(text(f'set local search_path = "{city.schema}"'))
        for table in _ANALYSED:
            connection.execute(text(f"analyze {table}"))


def _do(site: Site, statements: tuple[str, ...], values: dict[str, int]) -> None:
    with tenancy.use_city(site.app.directory.by_slug(MODEL)):
        for statement in statements:
            known = values if ":copies" in statement else {}
            db.session.execute(text(statement), known)
        db.session.commit()
        db.session.remove()
