"""The pages by which somebody deletes their account."""

import itertools

import pytest

from col_app.core.db import network_session
from col_app.people.accounts import actions as accounts
from col_app.people.accounts import queries as people
from col_app.people.accounts.models import Person
from col_app.people.addresses import actions as addresses
from tests.people.browsers import PASSWORD, Browser
from tests.people.letters import keep_mails, receiving

PAGE = "apex/account/deletion"
_numbers = itertools.count(1)


@pytest.fixture
def ona(app):
    """Somebody with an account and a confirmed address."""
    with app.app_context():
        email = f"ona{next(_numbers)}@deleting.example"
        made = accounts.register(email, "Ona", accounts.hash_password(PASSWORD), "en", 1990)
        addresses.confirm(people.address_id(made.id, made.email), made.id)
    return made


@pytest.fixture
def browser(app, ona):
    browser = Browser(app)
    browser.fill("apex/sign-in", email=ona.email, password=PASSWORD)
    return browser


def is_gone(app, person):
    with app.app_context(), network_session() as session:
        return session.get_one(Person, person.id).erased_at is not None


def test_the_page_says_what_goes_and_what_stays(browser):
    browser.enter("vilnius")
    page = browser.get(PAGE).text

    assert all(words in page for words in ("What goes", "What stays", "Vilnius"))
    assert 'href="/account/deletion"' in browser.get("apex/account").text


def test_the_password_and_a_tick_delete_the_account(app, ona, browser):
    with receiving(app) as box:
        done = browser.fill(PAGE, password=PASSWORD, agrees="yes")
        keep_mails(app)

        assert box.to(ona.email)[-1] == "Your account is deleted"
    assert done.location == "/account/deleted"
    assert "Your account is deleted" in browser.get("apex/account/deleted").text
    assert browser.get("apex/account").status_code == 302
    assert is_gone(app, ona)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"password": PASSWORD}, "Tick this first"),
        ({"password": "another", "agrees": "yes"}, "This is not your present password."),
    ],
)
def test_what_is_missing_is_said_and_the_tick_is_kept(app, ona, browser, typed, words):
    answer = browser.fill(PAGE, **typed)

    assert answer.status_code == 422
    assert words in answer.text
    assert ("checked" in answer.text.partition('name="agrees"')[2][:40]) == ("agrees" in typed)
    assert not is_gone(app, ona)


def test_strangers_are_asked_to_sign_in(app):
    assert Browser(app).get(PAGE).status_code == 302
