"""Signing in by a link from a mail."""

import pytest
from sqlalchemy import func, select, update

from col_app.core import seals
from col_app.core.db import network_session
from col_app.people.accounts.models import Person
from col_app.people.links.actions import LINKS_AT_ONCE, PURPOSE
from col_app.people.links.models import SignInLink
from col_app.people.sessions import proof
from col_app.people.sessions.models import PersonSession
from tests.people.browsers import PASSWORD
from tests.people.letters import promised_to
from tests.people.sign_up import sign_up, start


@pytest.fixture
def link_of(app):
    """The path in the newest mail with a link to an address, None when there is none."""

    def find(email):
        with app.app_context():
            with network_session() as session:
                number = session.scalar(
                    select(func.max(SignInLink.id))
                    .join(Person, Person.id == SignInLink.person_id)
                    .where(Person.email == email)
                )
            return number and f"apex/sign-in/link/{seals.sealed(number, PURPOSE)}"

    return find


def ask(browser, email, query="next=/"):
    return browser.fill(f"apex/sign-in/link?{query}", email=email)


def test_a_link_signs_in_and_leads_on_also_in_another_browser(
    browser, other_browser, person, link_of
):
    ask(browser, person.email, start(browser, "vilnius", "/badges"))
    arrived = other_browser.follow(other_browser.fill(link_of(person.email)))

    assert arrived.request.host.startswith("vilnius.")
    assert arrived.request.path == "/badges"
    assert other_browser.get("vilnius/passport").status_code == 200


def test_opening_a_link_alone_uses_nothing_up(browser, person, link_of):
    ask(browser, person.email)
    browser.get(link_of(person.email))

    assert browser.fill(link_of(person.email)).status_code == 303


def test_a_link_works_once(browser, other_browser, person, link_of):
    ask(browser, person.email)
    path = link_of(person.email)
    browser.fill(path)

    assert other_browser.get(path).status_code == 410
    token = {"csrf_token": "", "email": person.email}
    assert other_browser.fill("apex/sign-in/link", path, **token | {}).status_code in {403, 410}


def test_a_link_grows_too_old(browser, person, link_of, expire):
    ask(browser, person.email)
    expire(SignInLink)

    assert browser.get(link_of(person.email)).status_code == 410


@pytest.mark.parametrize("token", ["nonsense", f"1-{'0' * 64}"])
def test_a_made_up_link_is_refused(browser, token):
    assert browser.get(f"apex/sign-in/link/{token}").status_code == 410


def test_a_stranger_does_not_learn_who_has_an_account(browser, person, link_of):
    known, unknown = ask(browser, person.email), ask(browser, "x" + person.email)

    assert known.text == unknown.text.replace("x" + person.email, person.email)
    assert link_of("x" + person.email) is None


def test_nobody_fills_a_mailbox_with_links(app, browser, person):
    for _ in range(LINKS_AT_ONCE + 2):
        ask(browser, person.email)

    with app.app_context(), network_session() as session:
        found = promised_to(session, person.email)
        assert found.count("sign_in_link") == LINKS_AT_ONCE


def test_an_account_without_a_password_is_entered_by_its_link(browser, link_of):
    page = sign_up(browser, "link@up.example", "vilnius", by="link", password="")
    assert "mailbox" in page.text

    assert browser.follow(browser.fill(link_of("link@up.example"))).request.path == "/passport"


def test_signing_up_by_link_again_gets_the_same_answer(browser, other_browser, link_of):
    first = sign_up(browser, "again@up.example", by="link", password="")
    second = sign_up(other_browser, "again@up.example", by="link", password="")

    assert first.text == second.text


def test_a_stranger_who_chose_the_password_is_locked_out_by_the_owners_link(
    browser, other_browser, link_of
):
    sign_up(browser, "owner@up.example", password="a strangers choice")
    browser.fill("apex/sign-in", email="owner@up.example", password="a strangers choice")
    ask(other_browser, "owner@up.example")
    other_browser.fill(link_of("owner@up.example"))

    assert browser.get("apex/account").status_code == 302
    stranger = {"email": "owner@up.example", "password": "a strangers choice"}
    assert browser.fill("apex/sign-in", **stranger).status_code == 422


def test_who_signs_in_by_links_can_set_a_password(browser, other_browser, link_of):
    sign_up(browser, "set@up.example", by="link", password="")
    browser.fill(link_of("set@up.example"))
    browser.fill("apex/account", "apex/account/password", new=PASSWORD)

    answer = other_browser.fill("apex/sign-in", email="set@up.example", password=PASSWORD)
    assert answer.status_code == 303


def test_a_first_password_is_set_soon_after_signing_in_only(app, browser, other_browser, link_of):
    sign_up(browser, "left@up.example", by="link", password="")
    browser.fill(link_of("left@up.example"))
    with app.app_context(), network_session() as session:
        whose = select(Person.id).where(Person.email == "left@up.example").scalar_subquery()
        session.execute(
            update(PersonSession)
            .where(PersonSession.person_id == whose)
            .values(created_at=PersonSession.created_at - proof.FRESH)
        )
    answer = browser.fill("apex/account?lang=en", "apex/account/password", new=PASSWORD)

    assert answer.status_code == 422
    assert "Please sign out and in again first" in answer.text
    refused = other_browser.fill("apex/sign-in", email="left@up.example", password=PASSWORD)
    assert refused.status_code == 422
