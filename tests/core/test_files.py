"""The store of what people hand in: kept whole, forgotten after the commit, swept when stray."""

import os

import pytest
from sqlalchemy import func, select

import tenancy
from col_app.core import daily, files
from col_app.core.db import network_session
from col_app.core.ids import public_id
from col_app.core.outbox import Promise

TWO_DAYS = 2 * files.STRAY_SECONDS


@pytest.fixture
def store(app, settings):
    """Keeps a file of Vilnius, as old as is said; its path."""
    city, made = app.directory.by_slug("vilnius"), []

    def keep(age=0):
        name = public_id()
        with app.app_context(), tenancy.use_city(city):
            files.keep(name, b"x")
        path = settings.data_dir / "files" / str(city.id) / name[:2] / name
        os.utime(path, (path.stat().st_atime, path.stat().st_mtime - age))
        made.append(path)
        return path

    yield keep
    for path in made:
        path.unlink(missing_ok=True)


def test_what_nobody_names_goes_after_a_day(app, store, keep_promises):
    new, old = store(), store(TWO_DAYS)
    part = old.with_suffix(".part")
    part.write_bytes(b"half")
    os.utime(part, (old.stat().st_atime, old.stat().st_mtime))
    with app.app_context(), tenancy.use_network():
        files.sweep_all({})

    assert [path.exists() for path in (new, old, part)] == [True, False, False]


def test_what_a_row_names_stays_however_old(app, store, monkeypatch):
    old = store(TWO_DAYS)
    monkeypatch.setattr(files, "_tellers", [lambda names: {old.name} & set(names)])
    with app.app_context(), tenancy.use_network():
        files.sweep_all({})

    assert old.exists()


def test_the_day_owes_each_of_its_jobs_once(app, settings):
    with app.app_context(), tenancy.use_network():
        first, again = daily.promise(), daily.promise()
        with network_session() as session:
            found = session.scalar(select(func.count()).where(Promise.kind == files.SWEEP))

    assert (first, found) == (again, 1)


@pytest.mark.parametrize("name", ["../x", "a/b", "", "a.b"])
def test_a_name_that_leads_elsewhere_is_refused(app, name):
    city = app.directory.by_slug("vilnius")
    with app.app_context(), tenancy.use_city(city), pytest.raises(ValueError, match="^"):
        files.keep(name, b"x")
