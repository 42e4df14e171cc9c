"""Badges, keys and status lists outlive an outage of the database."""

import pytest

import tenancy
from col_app import create_app
from col_app.core.db import db
from col_app.recognition.awards import queries


@pytest.fixture
def award(app, keep_promises):
    keep_promises()
    with app.app_context(), tenancy.use_city(app.directory.by_slug("vilnius")):
        found = queries.public()[0]["public_id"]
        db.session.remove()
    return found


@pytest.fixture
def cut_off(app, settings):
    """The same app with the same data folder, whose database is away."""
    away = settings.database_url.rpartition(":")[0] + ":9/col"
    made = create_app(type(settings)(**{**fields(settings), "database_url": away}), testing=True)
    yield made.test_client()
    made.directory.close()


def fields(settings):
    return {name: getattr(settings, name) for name in settings.__slots__}


def ask(client, path, accept="text/html"):
    base = "http://vilnius.learningcities.localhost:8000"
    return client.get(path, base_url=base, headers={"Accept": accept})


@pytest.mark.parametrize("form", ["", ".json", ".png"])
def test_a_badge_that_was_seen_answers_without_a_database(app, cut_off, award, form):
    path = f"/credentials/{award}{form}"
    before = ask(app.test_client(), path)
    after = ask(cut_off, path)
    assert (after.status_code, after.data, after.content_type) == (
        200,
        before.data,
        before.content_type,
    )


def test_page_and_credential_of_one_address_are_kept_apart(app, cut_off, award):
    path = f"/credentials/{award}"
    ask(app.test_client(), path)
    ask(app.test_client(), path, "application/vc+ld+json")
    kinds = [ask(cut_off, path, kind).content_type for kind in ("text/html", "application/json")]
    assert kinds == ["text/html; charset=utf-8", "application/vc+ld+json"]


def test_what_was_never_seen_is_away(cut_off):
    answer = ask(cut_off, "/.well-known/nothing.json")
    assert (answer.status_code, "Retry-After" in answer.headers) == (503, True)


def test_a_page_about_people_is_never_kept(cut_off):
    assert ask(cut_off, "/passport").status_code == 503
