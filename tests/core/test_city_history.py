"""A city that grew by migrations has the same tables as one that begins today."""

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import text

import tenancy
from col_app.core.migrations import CITY_HISTORY
from tenancy.history import render_upgrade

FIRST, LAST = "circles", "circles"
ADDED = ("circle_answer", "circle_proposal", "circle_member", "circle")
"""The tables that these revisions add, children before parents."""
WIDENED = ("award_batch", "circle_id")
"""A table, and the column that they add to it."""
SHAPE = text("""
    select conname as name, pg_get_constraintdef(oid) as rule from pg_constraint
      where conrelid in (select cast(t as regclass) from unnest(cast(:tables as text[])) t)
    union all select indexname, indexdef from pg_indexes
      where schemaname = 'city_vilnius' and tablename = any(:tables)
    union all select table_name || '.' || column_name,
      concat_ws(' ', data_type, character_maximum_length, is_nullable, column_default, is_identity)
      from information_schema.columns
      where table_schema = 'city_vilnius' and table_name = any(:tables)
    order by 1, 2
""")


@pytest.fixture
def owner(settings):
    """A connection of the owner in Vilnius; what it changes is taken back."""
    admin = tenancy.make_admin_engine(settings.admin_database_url)
    with admin.connect() as connection:
        tenancy.as_owner(connection, settings.tenancy)
        connection.execute(text("set local search_path = city_vilnius"))
        yield connection
        connection.rollback()
    admin.dispose()


def shape(connection):
    return connection.execute(SHAPE, {"tables": [*ADDED, WIDENED[0]]}).all()


def test_migrations_lead_an_older_city_to_todays_tables(app, owner):
    today = shape(owner)
    owner.execute(text("alter table {} drop column {}".format(*WIDENED)))
    for table in ADDED:
        owner.execute(text(f"drop table {table}"))

    before = ScriptDirectory(CITY_HISTORY).get_revision(FIRST).down_revision
    owner.exec_driver_sql(render_upgrade(CITY_HISTORY, before, LAST))

    assert shape(owner) == today
    assert len(today) > 30
