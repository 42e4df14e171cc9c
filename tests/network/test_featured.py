"""Which city the network's home shows first, and who decides."""

import datetime as dt
import re

import pytest
from sqlalchemy import delete

from col_app.core import clock
from col_app.core.access import SESSION_COOKIE
from col_app.core.db import network_session
from col_app.network.featured.models import FeaturedCity
from col_app.people.accounts.models import Person
from col_app.people.members import actions as members
from col_app.people.members.models import Role
from col_app.people.sessions import actions as sessions
from tests.learning.town import Visitor

PAGE = "/trio/featured"


@pytest.fixture
def somebody(app):
    """A browser at the apex of somebody with a role: `somebody(Role.TRIO)`."""
    made = []

    def meet(role, city_id=None):
        with app.app_context(), network_session() as session:
            person = Person(
                email=f"{role}@trio.example", name="Trio", password_hash="-", lang="en"
            )  # fmt: skip
            session.add(person)
            session.flush()
            made.append(person.id)
        visitor = Visitor(app, "apex")
        with app.app_context():
            members.grant(made[-1], role, city_id)
            token = sessions.begin(made[-1], visitor.host)
        visitor.client.set_cookie(SESSION_COOKIE, token, domain=visitor.host.partition(":")[0])
        return visitor

    yield meet
    with app.app_context(), network_session() as session:
        session.execute(delete(FeaturedCity))
        session.execute(delete(Person).where(Person.id.in_(made)))


@pytest.fixture
def trio(somebody):
    return somebody(Role.TRIO)


def give(trio, city, days):
    day = clock.now().date() + dt.timedelta(days=days)
    return trio.fill(PAGE, PAGE, city=city, starts_on=day.isoformat())


def shown(client):
    page = client("apex").get("/", headers={"Accept-Language": "en"}).text
    return re.findall(r'class="city-card".*?class="stretch" href="http://(\w+)', page)


def test_without_a_turn_the_home_is_as_before(client):
    assert shown(client) == []


def test_the_turn_that_began_last_is_on_the_home(client, trio):
    for city, days in (("vilnius", -8), ("cagliari", -1), ("vilnius", 6)):
        assert give(trio, city, days).status_code == 303

    assert shown(client) == ["cagliari"]
    states = re.findall(r'<span class="tag[^>]*>([^<]+)</span>', trio.get(PAGE).text)
    assert states == ["Scheduled", "On the home now", "Its time is over"]


def test_a_suspended_city_is_passed_over(client, trio, life):
    give(trio, "vilnius", -8)
    give(trio, "cagliari", -1)
    life("suspend", "cagliari")

    assert shown(client) == ["vilnius"]
    assert "Passed over" in trio.get(PAGE).text


def test_a_turn_can_be_taken_back(client, trio):
    give(trio, "vilnius", -8)
    give(trio, "cagliari", -1)
    last = re.findall(rf'action="({PAGE}/\d+)"', trio.get(PAGE).text)[0]
    trio.fill(PAGE, last)

    assert shown(client) == ["vilnius"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"city": "atlantis", "starts_on": "2027-06-30"}, "Choose one of these."),
        ({"city": "vilnius", "starts_on": "soon"}, "Give the day as year-month-day"),
        ({"city": "vilnius", "starts_on": "9999-01-01"}, "Give the day as year-month-day"),
    ],
)
def test_what_is_wrong_is_said(trio, fields, words):
    said = trio.fill(PAGE, PAGE, **fields)

    assert (said.status_code, words in said.text) == (422, True)


def test_two_turns_do_not_begin_on_one_day(trio):
    give(trio, "vilnius", 3)
    said = give(trio, "cagliari", 3)

    assert (said.status_code, "begins on this day" in said.text) == (422, True)


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.CITY])
def test_only_the_trio_may(app, somebody, role):
    city = app.directory.by_slug("vilnius").id if role is Role.CITY else None
    visitor = somebody(role, city)

    assert visitor.get(PAGE).status_code == 403
    assert visitor.post(PAGE, {"city": "vilnius"}).status_code in {400, 403}


def test_strangers_sign_in_first(client):
    assert "/sign-in" in client("apex").get(PAGE).location
