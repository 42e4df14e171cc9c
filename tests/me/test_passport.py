import datetime as dt
import itertools

import pytest

from col_app.core import clock
from col_app.core.db import network_session
from col_app.me.passport.rhythm import rhythm
from col_app.people.accounts.actions import hash_password
from col_app.people.accounts.models import Person
from tests.people.browsers import PASSWORD, Browser

_numbers = itertools.count(1)


@pytest.fixture
def newcomer(app):
    """A learner who has just arrived in Vilnius."""
    with app.app_context(), network_session() as session:
        person = Person(
            email=f"newcomer{next(_numbers)}@col.example",
            name="Rasa Naujokė",
            password_hash=hash_password(PASSWORD),
        )
        session.add(person)
    browser = Browser(app)
    browser.fill("apex/sign-in", email=person.email, password=PASSWORD)
    browser.enter("vilnius")
    return browser


@pytest.fixture
def learner(app, demo_account, keep_promises):
    """A learner who has learned something in Vilnius."""
    keep_promises()
    browser = Browser(app)
    email, password = demo_account("learner", "vilnius")
    browser.fill("apex/sign-in", email=email, password=password)
    browser.enter("vilnius")
    return browser


def weeks_ago(*weeks):
    return [clock.now() - dt.timedelta(weeks=back) for back in weeks]


def test_a_learner_takes_the_record_of_all_badges(app, learner):
    answer = learner.get("vilnius/passport/record.json")
    record = answer.get_json(force=True)
    badges = record["credentialSubject"]["verifiableCredential"]
    shown = learner.get("vilnius/passport").text.count('href="/credentials/')

    assert (answer.headers["Cache-Control"], len(badges)) == ("private, no-store", shown)
    assert record["issuer"]["id"] == f"did:web:vilnius.{app.settings.issuer_domain}"
    assert {badge["issuer"]["parentOrg"]["id"] for badge in badges} == {record["issuer"]["id"]}


def test_who_has_no_badge_has_no_record(newcomer):
    assert newcomer.get("vilnius/passport/record.json").status_code == 404


def test_a_record_is_for_its_holder_alone(client):
    found = client("vilnius").get("/passport/record.json")
    assert found.location == "/sign-in?next=%2Fpassport%2Frecord.json"


def test_a_stranger_is_asked_to_sign_in(client):
    assert client("vilnius").get("/passport").location == "/sign-in?next=%2Fpassport"


def test_the_passport_of_a_newcomer_shows_the_ways_on(newcomer):
    page = newcomer.get("vilnius/passport?lang=en")

    shown = ("Hi Rasa", "Your first badge is waiting", "Choose a playlist")
    assert [words for words in shown if words not in page.text] == []
    assert page.headers["Cache-Control"] == "private, no-store"


def test_the_passport_of_a_newcomer_shows_no_rhythm(newcomer):
    assert 'id="h-rhythm"' not in newcomer.get("vilnius/passport").text


def test_the_passport_shows_badges_that_lead_to_their_pages(learner):
    page = learner.get("vilnius/passport").text
    award = page.partition('href="/credentials/')[2][:26]

    assert learner.get(f"vilnius/credentials/{award}").status_code == 200


def test_each_city_has_a_passport_of_its_own(learner):
    learner.enter("cagliari")

    assert 'href="/credentials/' not in learner.get("cagliari/passport").text


def test_a_passport_costs_few_queries(learner, queries):
    learner.get("vilnius/passport")
    with queries() as seen:
        learner.get("vilnius/passport")

    assert len(seen) <= 21


def test_the_rhythm_counts_weeks_not_activities(vilnius):
    found = rhythm(weeks_ago(0, 0, 0, 2, 9))

    assert ([week.count for week in found.weeks], found.active) == ([0, 0, 0, 0, 0, 1, 0, 3], 2)


@pytest.mark.parametrize(
    ("weeks", "in_a_row"), [((0, 1, 2), 3), ((1, 2), 2), ((0, 2), 1), ((3,), 0), ((), 0)]
)
def test_a_break_in_the_running_week_costs_nothing(vilnius, weeks, in_a_row):
    assert rhythm(weeks_ago(*weeks)).in_a_row == in_a_row
