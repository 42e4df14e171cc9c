"""The database that migrations make is the one that the models describe."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

import tenancy
from col_app.core.db import DIRECTORY_TABLES, Base
from col_app.core.migrations.rights import NETWORK_RIGHTS


@pytest.fixture
def owner(settings):
    """A connection of the owner, who sees all schemas."""
    admin = tenancy.make_admin_engine(settings.admin_database_url)
    with admin.begin() as connection:
        tenancy.as_owner(connection, settings.tenancy)
        yield connection
    admin.dispose()


def differences(connection, schema):
    """What alembic would change; `None` stands for the first schema of the search path."""
    ours = {table.name for table in DIRECTORY_TABLES}

    def of_this_schema(thing, name, kind, _reflected, _compared):
        table = thing if kind == "table" else getattr(thing, "table", None)
        is_ours = table is not None and table.name not in {*ours, "alembic_version"}
        return is_ours and table.schema == schema

    options = {"include_schemas": schema is not None, "include_object": of_this_schema}
    context = MigrationContext.configure(connection, opts=options)
    return compare_metadata(context, Base.metadata)


def test_the_shared_schema_is_that_of_the_models(app, owner):
    assert differences(owner, "network") == []


def test_a_citys_schema_is_that_of_the_models(app, owner):
    owner.execute(text("set local search_path = city_vilnius"))
    assert differences(owner, None) == []


def test_every_shared_table_says_who_may_use_it(app, owner):
    tables = owner.scalars(text("select tablename from pg_tables where schemaname = 'network'"))
    known = {rights.table for rights in NETWORK_RIGHTS}
    assert set(tables) - known == {"alembic_version", "city", "domain"}
