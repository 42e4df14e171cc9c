"""What pages say while PostgreSQL or Redis is away. The wires to the real servers are cut."""

import time
from contextlib import contextmanager
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.engine import make_url

from col_app import create_app
from col_app.core import outbox
from col_app.core.db import db, network_session
from col_app.core.outbox import Promise
from tests.core.relay import Relay
from tests.people.browsers import Browser, token_of
from tests.people.sign_up import about_step, address_step

HOSTS = ["apex", "vilnius"]
AWAY = (503, "5", "no-store")


@pytest.fixture
def another_app(settings, app, monkeypatch):
    """Makes the app with other settings, as another process of the site would."""
    monkeypatch.setattr(outbox, "_queues", [])
    made = []

    def make(**changes):
        made.append(create_app(replace(settings, **changes), testing=True))
        return made[-1]

    yield make
    for each in made:
        each.directory.close()
        with each.app_context():
            db.engine.dispose()


@pytest.fixture
def postgresql(settings):
    yield from wire(make_url(settings.database_url).port)


@pytest.fixture
def redis(settings):
    yield from wire(urlsplit(settings.redis_url).port)


def wire(port):
    relay = Relay(port)
    yield relay
    relay.cut()


@pytest.fixture
def site(another_app, postgresql, settings):
    """A browser of an app that reaches its database over the wire."""
    url = make_url(settings.database_url).set(port=postgresql.port)
    return Browser(another_app(database_url=url.render_as_string(hide_password=False)))


@contextmanager
def at_once():
    begun = time.monotonic()
    yield
    assert time.monotonic() - begun < 2


def said(answer):
    headers = answer.headers
    return answer.status_code, headers.get("Retry-After"), headers["Cache-Control"]


@pytest.mark.parametrize("page", ["apex/", "vilnius/", "vilnius/activities", "nobody.example/"])
def test_without_a_database_from_the_start(site, postgresql, page):
    postgresql.cut()
    with at_once():
        assert said(site.get(page)) == AWAY


@pytest.mark.parametrize("page", ["apex/", "vilnius/", "vilnius/activities"])
def test_a_site_that_loses_its_database_says_so_in_its_own_look(site, postgresql, page):
    site.get(page)
    postgresql.cut()
    with at_once():
        answer = site.get(page)

    assert said(answer) == AWAY
    assert '<header class="top">' in answer.text


def test_it_comes_back_by_itself(site, postgresql):
    site.get("vilnius/")
    postgresql.cut()
    lost = site.get("vilnius/").status_code
    postgresql.mend()

    assert (lost, site.get("vilnius/").status_code) == (503, 200)


def test_a_process_that_starts_without_database_finds_it_later(site, postgresql):
    postgresql.cut()
    lost = site.get("vilnius/").status_code
    postgresql.mend()
    time.sleep(1.1)  # so long the directory waits before it asks again

    assert (lost, site.get("vilnius/").status_code) == (503, 200)


@pytest.mark.parametrize("known", [True, False])
def test_machines_get_problem_details(site, postgresql, known):
    if known:
        site.get("vilnius/activities.json")
    postgresql.cut()
    answer = site.get("vilnius/activities.json")

    assert (said(answer), answer.mimetype) == (AWAY, "application/problem+json")
    assert (answer.json["status"], answer.json["title"]) == (503, "Service Unavailable")


def test_somebody_signed_in_sees_the_page_too(site, postgresql, sign_in):
    sign_in(site, "learner")
    site.get("vilnius/")
    postgresql.cut()
    with at_once():
        assert said(site.get("vilnius/passport"))[:2] == AWAY[:2]


def test_nothing_that_was_sent_is_half_done(site, postgresql, sign_in):
    sign_in(site, "learner")
    token = token_of(site.get("vilnius/check-in"))
    postgresql.cut()
    with at_once():
        answer = site.post("vilnius/check-in", {"csrf_token": token, "code": "222222"})

    assert said(answer)[:2] == AWAY[:2]


@pytest.mark.parametrize("host", HOSTS)
def test_the_process_and_its_files_answer_without_a_database(site, postgresql, host):
    postgresql.cut()
    seen = {path: site.get(f"{host}{path}").status_code for path in ("/healthz", "/readyz")}

    assert seen == {"/healthz": 200, "/readyz": 503}


@pytest.mark.parametrize(
    ("accepted", "spoken"), [("en", "en"), ("xx", "en"), ("lt", "lt"), ("it;q=0.1, sl", "sl")]
)
def test_a_site_that_knows_nothing_speaks_as_the_browser_does(site, postgresql, accepted, spoken):
    postgresql.cut()
    page = site.get("vilnius/", headers={"Accept-Language": accepted})

    assert f'<html lang="{spoken}">' in page.text


@pytest.fixture
def without_redis(another_app, redis, settings):
    port = urlsplit(settings.redis_url).port
    made = another_app(redis_url=settings.redis_url.replace(f":{port}", f":{redis.port}"))
    redis.cut()
    return made


@pytest.mark.parametrize("page", ["apex/", "apex/sign-up", "vilnius/", "vilnius/activities"])
def test_pages_answer_without_redis(without_redis, page):
    with at_once():
        assert Browser(without_redis).get(page).status_code == 200


@pytest.fixture
def no_promise_left(app):
    """Forgets what the test promised: mails go nowhere here."""
    with app.app_context(), network_session() as session:
        before = session.scalar(select(func.coalesce(func.max(Promise.id), 0)))
    yield
    with app.app_context(), network_session() as session:
        session.execute(delete(Promise).where(Promise.id > before))


def test_promises_wait_without_redis(without_redis, no_promise_left):
    browser = Browser(without_redis)
    address_step(browser, "next=/", "rasa@col.example")
    with at_once():
        about_step(browser, "next=/")

    with without_redis.app_context(), network_session() as session:
        newest = session.scalars(select(Promise).order_by(Promise.id.desc()).limit(1)).one()
    assert (newest.kind, newest.done_at, newest.attempts) == ("mail", None, 0)
