"""Whoever checks very many badges in a minute waits; nobody else does, and nothing is kept."""

import datetime as dt

import pytest

from col_app.core import clock, queue
from col_app.recognition.verify.views import CHECKS

ADDRESS = "203.0.113.7"


@pytest.fixture
def redis(app):
    return app.extensions["redis"]


@pytest.fixture
def ask(app):
    """Asks from an address; the answer of the API, or the page."""

    def ask_from(address=ADDRESS, page=False):
        path, data = ("/verify?lang=en", {"text": "x"}) if page else ("/api/v1/verify", None)
        return app.test_client().post(
            path,
            base_url=f"http://vilnius.{app.settings.tenancy.domains[0]}",
            environ_overrides={"REMOTE_ADDR": address},
            **({"data": data} if page else {"json": {"text": "x"}}),
        )

    return ask_from


@pytest.fixture
def busy(ask):
    """The address has asked as often as it may."""
    for _ in range(CHECKS.most):
        assert ask().status_code == 200
    return ask


def test_the_next_question_waits_and_is_told_how_long(busy):
    said = busy()

    assert (said.status_code, said.mimetype) == (429, "application/problem+json")
    assert 1 <= int(said.headers["Retry-After"]) <= CHECKS.seconds
    assert said.json["detail"]


def test_the_page_keeps_the_form_and_says_why(busy):
    page = busy(page=True)

    assert page.status_code == 429
    assert "Many badges were checked from here" in page.text
    assert ">x</textarea>" in page.text
    assert 1 <= int(page.headers["Retry-After"]) <= CHECKS.seconds


def test_other_addresses_do_not_wait(busy):
    assert busy("203.0.113.8").status_code == 200
    assert busy("2001:db8::1").status_code == 200


def test_one_connection_has_one_pace_however_many_addresses_it_has(ask, redis):
    for number in range(3):
        ask(f"2001:db8:0:1::{number}")
    ask("2001:db8:0:2::1")
    ask("::ffff:203.0.113.9")
    ask("203.0.113.9")

    counts = sorted(int(redis.get(key)) for key in redis.scan_iter("pace:*"))
    assert counts == [1, 2, 3]


def test_nothing_in_redis_names_an_address_or_stays(ask, redis):
    ask()
    [key] = redis.scan_iter("pace:*")

    assert ADDRESS.encode() not in key + redis.get(key)
    assert 0 < redis.ttl(key) <= CHECKS.seconds


def test_an_address_has_another_name_on_another_day(ask, redis, monkeypatch):
    ask()
    tomorrow = clock.now() + dt.timedelta(days=1)
    monkeypatch.setattr(clock, "now", lambda: tomorrow)
    ask()

    assert len(list(redis.scan_iter("pace:*"))) == 2


def test_while_redis_is_away_nobody_waits(app, ask, monkeypatch):
    monkeypatch.setitem(app.extensions, "redis", queue.connect("redis://127.0.0.1:1/0"))

    assert ask().status_code == 200
