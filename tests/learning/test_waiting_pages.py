"""What pages and mails say to those who wait."""

import re

import pytest
from sqlalchemy import select

from col_app.core import clock, seals
from col_app.core.db import db
from col_app.learning.participation import actions
from col_app.learning.seats import actions as seats
from col_app.learning.seats.models import Waiting
from tests.learning.postbox import Postbox, text_of
from tests.learning.town import DAY, HOUR
from tests.people.browsers import token_of

ONA = 10**9 + 2100


@pytest.fixture
def full(town):
    starts = clock.now() + 10 * DAY
    activity = town.activity(capacity=1, starts_at=starts, ends_at=starts + HOUR)
    town.do(lambda: actions.join(activity, ONA).id)
    return activity


@pytest.fixture
def postbox(app, monkeypatch):
    return Postbox(app, monkeypatch)


def test_one_waits_gets_an_offer_and_takes_it(town, full):
    page = f"/activities/{full}-knots"
    jonas, rasa = (town.visitor(town.person(name)) for name in ("Jonas", "Rasa"))
    assert "Put me on the waiting list" in jonas.get(page).text
    for each in (jonas, rasa):
        each.fill(page, f"{page}/waiting")
    assert "You are number 2 on the waiting list." in rasa.get(page).text

    town.do(lambda: actions.leave(full, ONA))
    assert "A place is kept for you until" in jonas.get(page).text
    assert "You are number 1 on the waiting list." in rasa.get(page).text
    jonas.fill(page, f"{page}/join")
    assert "You have a place" in jonas.get(page).text


def test_a_visitor_is_led_to_the_list_by_way_of_signing_in(town, full):
    page = f"/activities/{full}-knots"
    assert f'href="{page}/join"' in town.visitor().get(page).text

    shown = town.visitor(town.person()).get(f"{page}/join").text
    assert f'action="{page}/waiting"' in shown


def test_leaving_the_list_by_form(town, full):
    page = f"/activities/{full}-knots"
    jonas = town.visitor(town.person("Jonas"))
    jonas.fill(page, f"{page}/waiting")
    jonas.fill(page, f"{page}/waiting", _method="DELETE")

    assert "Put me on the waiting list" in jonas.get(page).text


def test_leaving_the_list_by_the_link_of_a_mail_without_signing_in(town, full, postbox):
    page = f"/activities/{full}-knots"
    town.visitor(town.person("Jonas")).fill(page, f"{page}/waiting")
    (message,) = postbox.keep(town.letters(seats.LISTED))
    assert "You are number 1 on the list." in text_of(message)
    path = re.search(r"/waiting/\S+", text_of(message)).group()

    stranger = town.visitor()
    stranger.post(path, {"csrf_token": token_of(stranger.get(path))})
    assert town.do(lambda: db.session.scalars(select(Waiting.id)).all()) == []
    assert "You are not on the list" in stranger.get(path).text


def test_opening_that_link_alone_changes_nothing(town, full):
    town.do(lambda: seats.enlist(full, town.person("Jonas")))
    number = town.do(lambda: db.session.scalar(select(Waiting.id)))
    with town.app.app_context():
        token = seals.sealed(number, f"waiting:{town.city.id}")
        elsewhere = seals.sealed(number, "waiting:0")

    assert town.visitor().get(f"/waiting/{token}").status_code == 200
    assert town.visitor().get(f"/waiting/{elsewhere}").status_code == 404
    assert town.do(lambda: db.session.scalar(select(Waiting.id))) == number


def test_the_offer_is_mailed_with_its_time_and_a_way_out(town, full, postbox):
    person = town.person("Jonas")
    town.do(lambda: seats.enlist(full, person))
    town.do(lambda: actions.leave(full, ONA))
    (message,) = postbox.keep(town.letters(seats.OFFERED))

    assert message["Subject"] == "A place is free for you: Knots for beginners"
    assert f"/activities/{full}-knots/join" in text_of(message)
    assert "We keep it for you until" in text_of(message)
    assert "/waiting/" in text_of(message)


def test_an_offer_that_was_taken_is_not_mailed_any_more(town, full, postbox):
    person = town.person("Jonas")
    town.do(lambda: seats.enlist(full, person))
    town.do(lambda: actions.leave(full, ONA))
    town.do(lambda: actions.join(full, person).id)

    assert postbox.keep(town.letters(seats.OFFERED)) == []
