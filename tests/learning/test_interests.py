"""What people like and need: asked at the end of signing up, changed in the passport."""

import pytest
from sqlalchemy import select

from col_app.core.db import db, network_session
from col_app.learning.interests import actions, queries
from col_app.people.accounts.models import Person
from tests.people.browsers import Browser
from tests.people.sign_up import sign_up


@pytest.fixture
def chosen(app, town):
    """The slugs of topics and the needs that the owner of an address has in the town."""

    def find(email):
        with app.app_context(), network_session() as session:
            number = session.scalar(select(Person.id).where(Person.email == email))
        return of(town, number)

    return find


def of(town, number):
    def read():
        topics = actions.vocabulary().by_topic_id
        likes = {topics[topic].slug for topic in queries.topics_of(number)}
        return likes, set(queries.needs_of(number))

    return town.do(read)


def test_interests_and_needs_are_kept_with_a_new_account(app, chosen):
    answers = {"topic": ["heritage", "digital-media"], "need": ["step-free"]}
    sign_up(Browser(app), "likes@up.example", "vilnius", **answers)

    assert chosen("likes@up.example") == ({"heritage", "digital-media"}, {"step-free"})


def test_both_may_stay_empty(app, chosen):
    sign_up(Browser(app), "nothing@up.example", "vilnius")

    assert chosen("nothing@up.example") == (set(), set())


def test_what_nobody_offers_is_left_out(app, chosen):
    answers = {"topic": ["heritage", "no-such-topic", "x" * 5000], "need": ["a helicopter"]}
    sign_up(Browser(app), "odd@up.example", "vilnius", **answers)

    assert chosen("odd@up.example") == ({"heritage"}, set())


def test_a_second_sign_up_does_not_touch_what_the_owner_chose(app, chosen):
    sign_up(Browser(app), "first@up.example", "vilnius", topic="heritage")
    sign_up(Browser(app), "first@up.example", "vilnius", topic="digital-media", need="quiet-room")

    assert chosen("first@up.example") == ({"heritage"}, set())


def test_both_are_changed_and_removed_in_the_passport(town):
    number = town.person()
    ona, page = town.visitor(number), "/passport/interests"
    ona.fill(page, page, topic=["heritage", "digital-media"], need=["quiet-room"])
    shown = ona.get(page).text
    assert of(town, number) == ({"heritage", "digital-media"}, {"quiet-room"})
    assert 'value="quiet-room" checked' in shown

    ona.fill(page, page)
    assert of(town, number) == (set(), set())


def test_needs_are_shown_to_their_person_alone(town):
    number, other = town.person(), town.person("Jonas")
    town.do(lambda: actions.need(number, ["quiet-room"]))

    assert 'value="quiet-room" checked' not in town.visitor(other).get("/passport/interests").text
    assert town.visitor().get("/passport/interests").status_code == 302


def test_removing_needs_leaves_no_row(town):
    number = town.person()
    town.do(lambda: actions.need(number, ["quiet-room"]))
    town.do(lambda: actions.need(number, []))

    rows = select(actions.Need).where(actions.Need.person_id == number)
    assert town.do(lambda: db.session.scalars(rows).all()) == []
