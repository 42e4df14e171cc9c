import pytest
from sqlalchemy import func, select

from col_app.core import clock
from col_app.core.db import network_session
from col_app.people.accounts.models import Person
from col_app.people.sign_up.models import Draft
from tests.people.browsers import PASSWORD
from tests.people.letters import promised_to
from tests.people.sign_up import about_step, address_step, interests_step, sign_up, start

THIS_YEAR = clock.now().year


@pytest.fixture
def people(app):
    """How many accounts there are for an address."""

    def count(email):
        with app.app_context(), network_session() as session:
            return session.scalar(select(func.count()).where(Person.email == email))

    return count


@pytest.fixture
def drafts(app):
    """How many drafts there are for an address."""

    def count(email):
        with app.app_context(), network_session() as session:
            return session.scalar(select(func.count()).where(Draft.email == email))

    return count


@pytest.fixture
def mails(app):
    """The kinds of mail promised to the person with an address."""

    def find(email):
        with app.app_context(), network_session() as session:
            return promised_to(session, email)

    return find


def test_signing_up_leads_back_to_where_one_started(browser):
    page = sign_up(browser, "ruta@up.example", "vilnius", "/badges")
    query = page.request.query_string.decode()
    assert 'action="/sign-in?to=vilnius' in page.text

    answer = browser.fill(f"apex/sign-in?{query}", email="ruta@up.example", password=PASSWORD)
    assert browser.follow(answer).request.path == "/badges"


def test_who_starts_at_home_arrives_in_the_passport(browser):
    assert start(browser, "vilnius").endswith("next=%2Fpassport")


def test_the_steps_say_how_many_there_are(browser):
    query = start(browser, "vilnius")
    first = browser.get(f"apex/sign-up?{query}&lang=en").text
    address_step(browser, query, "steps@up.example")
    second = browser.get(f"apex/sign-up/about?{query}").text
    about_step(browser, query)
    third = browser.get(f"apex/sign-up/interests?{query}").text

    assert "Step 1 of 3" in first
    assert "Step 2 of 3" in second
    assert "Step 3 of 3" in third


def test_without_a_city_there_are_two_steps(browser, people):
    assert "Step 1 of 2" in browser.get("apex/sign-up?lang=en").text
    sign_up(browser, "two@up.example")

    assert people("two@up.example") == 1


def test_going_back_finds_what_was_told_and_no_password(browser):
    query = start(browser, "vilnius")
    address_step(browser, query, "back@up.example")
    about_step(browser, query, name="Rūta Atgal")

    first = browser.get(f"apex/sign-up?{query}")
    second = browser.get(f"apex/sign-up/about?{query}")
    assert 'value="back@up.example"' in first.text
    assert 'value="Rūta Atgal"' in second.text
    assert 'value="1999"' in second.text
    assert PASSWORD not in first.text + second.text + (browser.cookie("apex", "__Host-draft") or "")


def test_no_account_is_opened_before_the_last_step(browser, people, drafts):
    query = start(browser, "vilnius")
    address_step(browser, query, "early@up.example")
    about_step(browser, query)
    assert (people("early@up.example"), drafts("early@up.example")) == (0, 1)

    interests_step(browser, query)
    assert (people("early@up.example"), drafts("early@up.example")) == (1, 0)


@pytest.mark.parametrize("step", ["about", "interests"])
def test_a_later_step_alone_leads_to_the_first(browser, step):
    answer = browser.get(f"apex/sign-up/{step}?next=/badges")

    assert (answer.status_code, answer.location) == (303, "/sign-up?next=%2Fbadges")


def test_a_draft_that_has_grown_too_old_begins_anew(browser, expire):
    query = start(browser, "vilnius")
    address_step(browser, query, "old@up.example")
    expire(Draft)

    assert browser.get(f"apex/sign-up/about?{query}").location.startswith("/sign-up?to=vilnius")


def test_a_new_account_gets_a_welcome_mail(browser, mails):
    sign_up(browser, "welcome@up.example")

    assert mails("welcome@up.example") == ["welcome"]


def test_a_stranger_does_not_learn_who_has_an_account(browser, other_browser, people, mails):
    first = sign_up(browser, "known@up.example")
    second = sign_up(other_browser, "known@up.example")

    assert first.status_code == second.status_code
    assert without_token(first) == without_token(second)
    assert people("known@up.example") == 1
    assert mails("known@up.example") == ["welcome", "email_taken"]


def test_somebody_elses_sign_up_does_not_change_the_password(browser, other_browser):
    sign_up(browser, "mine@up.example")
    sign_up(other_browser, "mine@up.example", password="seven red trams")

    sign_in = {"email": "mine@up.example", "password": "seven red trams"}
    assert other_browser.fill("apex/sign-in", **sign_in).status_code == 422


@pytest.mark.parametrize("twin", ["TWIN@up.example", " twin@up.example ", "ｔｗｉｎ@up.example"])
def test_twins_of_an_address_are_the_same_account(browser, people, twin):
    sign_up(browser, "twin@up.example")
    sign_up(browser, twin)

    assert people("twin@up.example") == 1


def test_an_address_that_looks_like_another_is_refused(browser):
    answer = address_step(browser, "next=/", "twın@up.example")

    assert answer.status_code == 422
    assert 'id="f-email-error"' in answer.text


def test_a_child_is_asked_to_come_with_a_parent_and_nothing_is_kept(browser, people, drafts):
    answer = sign_up(browser, "child@up.example", birth_year=str(THIS_YEAR - 12))

    assert (answer.status_code, people("child@up.example"), drafts("child@up.example")) == (
        200, 0, 0,
    )  # fmt: skip
    assert "Below the age of 16" in answer.text


def test_the_country_of_the_city_decides_the_age(browser, people):
    sign_up(browser, "fifteen@up.example", "vilnius", birth_year=str(THIS_YEAR - 15))

    assert people("fifteen@up.example") == 1


@pytest.mark.parametrize(
    "year", ["", "x", "99", str(THIS_YEAR + 1), "1800", "99999999999999999999"]
)
def test_an_odd_year_is_told_beside_the_field(browser, year):
    address_step(browser, "next=/", "year@up.example")
    answer = about_step(browser, "next=/", birth_year=year)

    assert answer.status_code == 422
    assert 'id="f-birth_year-error"' in answer.text


def test_more_fields_than_the_form_has_change_nothing(browser, app):
    extra = {"id": "1", "confirmed_at": "2020-01-01", "role": "operator", "city_id": "1"}
    sign_up(browser, "extra@up.example", **extra)

    with app.app_context(), network_session() as session:
        found = session.scalars(select(Person).where(Person.email == "extra@up.example")).one()
    assert (found.id != 1, found.confirmed_at) == (True, None)


def without_token(answer):
    return [line for line in answer.text.splitlines() if "csrf_token" not in line]


def test_the_first_step_leads_to_codes_of_the_city_one_comes_from(browser):
    page = browser.follow(browser.get("vilnius/sign-up?next=/badges"))

    assert "/prepared?next=%2Fbadges" in page.text
    assert "/prepared" not in browser.get("apex/sign-up").text
