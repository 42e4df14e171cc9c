import pytest
from sqlalchemy import func, select

from col_app.core import clock
from col_app.core.db import network_session
from col_app.core.outbox import Promise
from col_app.people.accounts.models import Person
from tests.people.browsers import PASSWORD

THIS_YEAR = clock.now().year
FORM = {"name": "Rūta", "password": PASSWORD, "birth_year": "1999", "lang": "lt"}


@pytest.fixture
def people(app):
    """How many accounts there are for an address."""

    def count(email):
        with app.app_context(), network_session() as session:
            return session.scalar(select(func.count()).where(Person.email == email))

    return count


@pytest.fixture
def mails(app):
    """The kinds of mail promised to the person with an address."""

    def find(email):
        with app.app_context(), network_session() as session:
            who = select(Person.id).where(Person.email == email).scalar_subquery()
            kind = Promise.payload["template"].astext
            query = select(kind).where(Promise.payload["person_id"].as_integer() == who)
            return session.scalars(query.order_by(Promise.id)).all()

    return find


def test_signing_up_leads_back_to_where_one_started(browser):
    form = browser.follow(browser.get("vilnius/sign-up?next=/passport"))
    address = f"{form.request.host}{form.request.full_path}"
    page = browser.fill(address, email="ruta@up.example", **FORM)
    again = f"apex/sign-in?{address.partition('?')[2]}"
    assert 'action="/sign-in?to=vilnius' in page.text

    answer = browser.fill(again, email="ruta@up.example", password=PASSWORD)
    assert browser.follow(answer).request.path == "/passport"


def test_a_new_account_gets_a_welcome_mail(browser, mails):
    browser.fill("apex/sign-up", email="welcome@up.example", **FORM)

    assert mails("welcome@up.example") == ["welcome"]


def test_a_stranger_does_not_learn_who_has_an_account(browser, other_browser, people, mails):
    first = browser.fill("apex/sign-up", email="known@up.example", **FORM)
    second = other_browser.fill("apex/sign-up", email="known@up.example", **FORM)

    assert first.status_code == second.status_code
    assert without_token(first) == without_token(second)
    assert people("known@up.example") == 1
    assert mails("known@up.example") == ["welcome", "email_taken"]


def test_somebody_elses_sign_up_does_not_change_the_password(browser, other_browser):
    browser.fill("apex/sign-up", email="mine@up.example", **FORM)
    other = FORM | {"password": "seven red trams"}
    other_browser.fill("apex/sign-up", email="mine@up.example", **other)

    sign_in = {"email": "mine@up.example", "password": "seven red trams"}
    assert other_browser.fill("apex/sign-in", **sign_in).status_code == 422


@pytest.mark.parametrize("twin", ["TWIN@up.example", " twin@up.example ", "ｔｗｉｎ@up.example"])
def test_twins_of_an_address_are_the_same_account(browser, people, twin):
    browser.fill("apex/sign-up", email="twin@up.example", **FORM)
    browser.fill("apex/sign-up", email=twin, **FORM)

    assert people("twin@up.example") == 1


def test_an_address_that_looks_like_another_is_refused(browser, people):
    answer = browser.fill("apex/sign-up", email="twın@up.example", **FORM)

    assert answer.status_code == 422
    assert 'id="f-email-error"' in answer.text


def test_a_child_is_asked_to_come_with_a_parent_and_nothing_is_kept(browser, people):
    young = FORM | {"birth_year": str(THIS_YEAR - 12)}
    answer = browser.fill("apex/sign-up", email="child@up.example", **young)

    assert (answer.status_code, people("child@up.example")) == (200, 0)
    assert "Below the age of 16" in answer.text


def test_the_country_of_the_city_decides_the_age(browser, people):
    form = browser.follow(browser.get("vilnius/sign-up"))
    address = f"{form.request.host}{form.request.full_path}"
    young = FORM | {"birth_year": str(THIS_YEAR - 15)}
    browser.fill(address, email="fifteen@up.example", **young)

    assert people("fifteen@up.example") == 1


@pytest.mark.parametrize(
    "year", ["", "x", "99", str(THIS_YEAR + 1), "1800", "99999999999999999999"]
)
def test_an_odd_year_is_told_beside_the_field(browser, year):
    answer = browser.fill("apex/sign-up", email="year@up.example", **FORM | {"birth_year": year})

    assert answer.status_code == 422
    assert 'id="f-birth_year-error"' in answer.text


def test_more_fields_than_the_form_has_change_nothing(browser, app, people):
    extra = {"id": "1", "confirmed_at": "2020-01-01", "role": "operator", "city_id": "1"}
    browser.fill("apex/sign-up", email="extra@up.example", **FORM, **extra)

    with app.app_context(), network_session() as session:
        found = session.scalars(select(Person).where(Person.email == "extra@up.example")).one()
    assert (found.id != 1, found.confirmed_at) == (True, None)


def without_token(answer):
    return [line for line in answer.text.splitlines() if "csrf_token" not in line]
