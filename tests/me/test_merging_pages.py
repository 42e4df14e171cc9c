"""The pages by which two accounts become one."""

import itertools

import pytest

from col_app.core.db import network_session
from col_app.me.merging import actions
from col_app.me.merging.moving import Move
from col_app.people.accounts import actions as accounts
from col_app.people.accounts import queries as people
from col_app.people.accounts.models import Person
from col_app.people.addresses import actions as addresses
from tests.people.browsers import PASSWORD, Browser
from tests.people.letters import keep_mails, receiving

PAGE = "apex/account/merging"
_numbers = itertools.count(1)


@pytest.fixture
def postbox(app):
    with receiving(app) as box:
        yield box


@pytest.fixture
def new_person(app):
    """Somebody with an account and a confirmed address."""

    def make(name="Ona"):
        with app.app_context():
            email = f"{name.lower()}{next(_numbers)}@merging.example"
            made = accounts.register(email, name, accounts.hash_password(PASSWORD), "en", 1990)
            addresses.confirm(people.address_id(made.id, made.email), made.id)
            return made

    return make


@pytest.fixture
def ona(new_person):
    return new_person()


@pytest.fixture
def other(new_person):
    return new_person("Onutė".replace("ė", "e"))


def browser_of(app, person):
    browser = Browser(app)
    browser.fill("apex/sign-in", email=person.email, password=PASSWORD)
    return browser


def into(app, person):
    with app.app_context(), network_session() as session:
        return session.get_one(Person, person.id).merged_into_id


def test_the_password_of_the_other_account_proves_it(app, ona, other):
    browser = browser_of(app, ona)
    browser_of(app, other).enter("vilnius")
    proven = browser.fill(PAGE, email=other.email, password=PASSWORD)
    page = browser.get(browser.target(proven))
    agreed = browser.fill(browser.target(proven), password=PASSWORD)

    assert all(text in page.text for text in ("Vilnius", "Onute", other.email))
    assert agreed.location == "/account?saved=merged"
    assert into(app, other) == ona.id


def test_the_link_to_the_other_address_proves_it(app, ona, other, postbox):
    browser = browser_of(app, ona)
    browser.fill(PAGE, email=other.email, password="", by="link")
    keep_mails(app)
    link = postbox.link_to(other.email, "merging")
    proven = browser.fill(link)
    browser.fill(browser.target(proven), password=PASSWORD)
    keep_mails(app)

    assert into(app, other) == ona.id
    for person in (ona, other):
        assert postbox.to(person.email)[-1] == "Your two accounts are one now"


def test_nobody_learns_who_has_an_account(app, ona, other, postbox):
    browser = browser_of(app, ona)
    answers = [
        browser.fill(PAGE, email=email, password="", by="link").text.replace(email, "@")
        for email in (other.email, f"x{other.email}")
    ]
    keep_mails(app)

    strip = [answer.partition("csrf_token")[0] for answer in answers]
    assert strip[0] == strip[1]
    assert postbox.to(f"x{other.email}") == []


def test_whoever_gets_the_link_alone_proves_nothing(app, ona, other, new_person, postbox):
    browser_of(app, ona).fill(PAGE, email=other.email, password="", by="link")
    keep_mails(app)
    link = postbox.link_to(other.email, "merging")
    stranger = browser_of(app, new_person("Rasa"))
    refused = stranger.fill("apex/account", link)

    assert (refused.status_code, into(app, other)) == (403, None)
    assert "Sign in to the account that is to stay" in Browser(app).get(link).text


def test_a_wrong_password_is_told_beside_the_field(app, ona, other):
    answer = browser_of(app, ona).fill(PAGE, email=other.email, password="not my password")

    assert (answer.status_code, 'id="f-password-error"' in answer.text) == (422, True)
    assert f'value="{other.email}"' in answer.text


def test_ones_own_account_is_no_other(app, ona):
    answer = browser_of(app, ona).fill(PAGE, email=ona.email, password=PASSWORD)

    assert (answer.status_code, 'id="f-email-error"' in answer.text) == (422, True)


def test_agreeing_asks_for_the_password_that_stays(app, ona, other):
    browser = browser_of(app, ona)
    proven = browser.fill(PAGE, email=other.email, password=PASSWORD)
    answer = browser.fill(browser.target(proven), password="not my password")

    assert (answer.status_code, into(app, other)) == (422, None)


def test_nobody_sees_what_another_has_proven(app, ona, other, new_person):
    with app.app_context():
        number = actions.prove(Move(other.id, ona.id))
    stranger = browser_of(app, new_person("Rasa"))

    assert stranger.get(f"{PAGE}/{number}").status_code == 404
    assert stranger.fill("apex/account", f"{PAGE}/{number}", password=PASSWORD).status_code == 410
    assert Browser(app).get(f"{PAGE}/{number}").status_code == 302


def test_the_account_that_went_is_signed_out_everywhere(app, ona, other):
    browser, gone = browser_of(app, ona), browser_of(app, other)
    gone.enter("vilnius")
    browser.fill(
        browser.target(browser.fill(PAGE, email=other.email, password=PASSWORD)),
        password=PASSWORD,
    )

    assert gone.get("apex/account").status_code == 302
    assert gone.get("vilnius/passport").status_code == 302


def test_an_address_of_another_account_is_offered_to_be_brought_along(app, ona, other, postbox):
    browser = browser_of(app, ona)
    browser.fill("apex/account/addresses", email=other.email, password=PASSWORD)
    keep_mails(app)
    link = postbox.link_to(other.email, "confirm")
    page, answer = browser.get(link).text, browser.fill(link)

    assert "/account/merging?email=" in page
    assert (answer.status_code, into(app, other)) == (409, None)
