"""Several e-mail addresses of one person."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from col_app.core import clock
from col_app.core.db import network_session
from col_app.people.accounts import actions as accounts
from col_app.people.accounts import queries as people
from col_app.people.accounts.models import Address, Person
from col_app.people.addresses import actions, queries
from col_app.people.sessions.models import PersonSession
from tests.people.browsers import PASSWORD
from tests.people.letters import keep_mails

PAGE = "apex/account/addresses"


@pytest.fixture
def confirmed(app, person):
    """The person, once their main address is confirmed."""
    with app.app_context():
        actions.confirm(people.address_id(person.id, person.email), person.id)
    return person


@pytest.fixture
def held(app):
    """A person's addresses by what they are."""

    def look(person):
        with app.app_context():
            return [(h.email, h.is_main, h.is_confirmed) for h in queries.held(person.id)]

    return look


@pytest.fixture
def claim(app):
    """The person asks for an address; the number of it."""

    def ask(person, email):
        with app.app_context():
            actions.add(person.id, email)
            return people.address_id(person.id, email)

    return ask


def add(browser, email, password=PASSWORD):
    return browser.fill(PAGE, email=email, password=password)


def change(browser, number, do, password=PASSWORD):
    return browser.fill(PAGE, f"{PAGE}/{number}", do=do, password=password)


def test_an_address_counts_once_its_mail_was_answered(app, ona, confirmed, held, postbox):
    assert add(ona, "Ona@Second.example").location == "/account/addresses?saved=asked"
    keep_mails(app)
    assert held(confirmed)[1] == ("ona@second.example", False, False)

    assert ona.fill(postbox.link_to("ona@second.example", "confirm")).status_code == 200
    keep_mails(app)
    assert held(confirmed)[1] == ("ona@second.example", False, True)
    assert postbox.to("ona@second.example") == ["Is this your address?"]
    assert postbox.to(confirmed.email)[-1] == "An address was added to your account"


def test_whoever_has_the_link_alone_adds_nothing(
    app, ona, other_browser, confirmed, new_person, held, postbox
):
    add(ona, "ona@lost.example")
    keep_mails(app)
    link = postbox.link_to("ona@lost.example", "confirm")
    stranger = new_person("Rasa")
    asked = other_browser.get(link).text
    other_browser.fill("apex/sign-in", email=stranger.email, password=PASSWORD)
    refused = other_browser.fill("apex/account", link)

    assert "Sign in to the account" in asked
    assert (refused.status_code, held(confirmed)[1][2]) == (403, False)


def test_every_confirmed_address_signs_in(app, browser, confirmed, claim):
    number = claim(confirmed, "ona@further.example")
    early = browser.fill("apex/sign-in", email="ona@further.example", password=PASSWORD)
    with app.app_context():
        actions.confirm(number, confirmed.id)

    later = browser.fill("apex/sign-in", email="ONA@further.example", password=PASSWORD)
    assert (early.status_code, later.status_code) == (422, 303)


def test_tries_of_all_addresses_count_together(app, confirmed, claim):
    with app.app_context():
        actions.confirm(claim(confirmed, "ona@tries.example"), confirmed.id)
        for email in (confirmed.email, "ona@tries.example") * 5:
            with pytest.raises(accounts.SignInRefusedError):
                accounts.authenticate(email, "not my password")
        with pytest.raises(accounts.TooManyTriesError):
            accounts.authenticate("ona@tries.example", PASSWORD)


def test_a_claim_of_somebody_elses_address_looks_like_any_other(
    app, ona, confirmed, new_person, held
):
    known = new_person("Rasa")
    answers = [add(ona, email) for email in (known.email, f"x{known.email}")]

    assert {answer.location for answer in answers} == {"/account/addresses?saved=asked"}
    assert [h[1:] for h in held(confirmed)[1:]] == [(False, False)] * 2
    assert held(known) == [(known.email, True, False)]


def test_a_claim_does_not_keep_the_owner_from_signing_up(app, confirmed, claim):
    claim(confirmed, "true@owner.example")
    with app.app_context():
        made = accounts.register("true@owner.example", "Owner", None, "en", 1990)
        actions.confirm(people.address_id(made.id, made.email), made.id)

        assert people.by_address(["true@owner.example"]) == {"true@owner.example": made.id}


def test_an_account_that_never_confirmed_its_address_gives_it_up(app, confirmed, claim):
    with app.app_context():
        squatter = accounts.register("mine@squat.example", "Squatter", None, "en", 1990)
        actions.confirm(claim(confirmed, "mine@squat.example"), confirmed.id)
        with network_session() as session:
            assert session.get_one(Person, squatter.id).email is None
            assert people.owner(session, "mine@squat.example").person_id == confirmed.id


def test_nobody_signs_up_with_a_further_address_of_somebody(app, confirmed, claim):
    with app.app_context():
        actions.confirm(claim(confirmed, "ona@has.example"), confirmed.id)
        with pytest.raises(accounts.EmailTakenError):
            accounts.register("ona@has.example", "Stranger", "-", "en", 1990)


def test_the_new_main_address_gets_the_mails_and_the_old_one_hears_of_it(
    app, ona, other_browser, confirmed, claim, held, postbox
):
    number, old = claim(confirmed, "ona@main.example"), confirmed.email
    with app.app_context():
        actions.confirm(number, confirmed.id)
    other_browser.fill("apex/sign-in", email=old, password=PASSWORD)
    assert change(ona, number, "main").location == "/account/addresses?saved=main"
    keep_mails(app)

    assert held(confirmed) == [("ona@main.example", True, True), (old, False, True)]
    assert postbox.to(old)[-1] == "Your main address was changed"
    assert (ona.get(PAGE).status_code, other_browser.get(PAGE).status_code) == (200, 302)


def test_a_removed_address_still_hears_of_it_and_is_forgotten(
    app, ona, confirmed, claim, held, postbox
):
    number = claim(confirmed, "ona@gone.example")
    with app.app_context():
        actions.confirm(number, confirmed.id)
    assert change(ona, number, "remove").location == "/account/addresses?saved=remove"
    keep_mails(app)
    with app.app_context():
        actions.forget(number)
        assert queries.email_of(number) is None

    subject = "An address was taken off your account"
    assert (postbox.to("ona@gone.example")[-1], postbox.to(confirmed.email)[-1]) == (
        subject,
        subject,
    )
    assert held(confirmed) == [(confirmed.email, True, True)]


def test_the_main_address_is_never_removed(app, ona, confirmed, held):
    with app.app_context():
        number = people.address_id(confirmed.id, confirmed.email)

    assert change(ona, number, "remove").status_code == 409
    assert held(confirmed) == [(confirmed.email, True, True)]


def test_an_address_that_is_not_confirmed_does_not_become_the_main_one(ona, confirmed, claim):
    assert change(ona, claim(confirmed, "ona@not.example"), "main").status_code == 404


def test_nobody_changes_the_addresses_of_another(app, ona, new_person, held):
    other = new_person("Rasa")
    with app.app_context():
        number = people.address_id(other.id, other.email)

    answers = {change(ona, number, do).status_code for do in ("main", "remove")}
    assert (answers, held(other)) == ({404}, [(other.email, True, False)])


def test_every_change_asks_for_the_password(app, ona, confirmed, claim, held):
    number = claim(confirmed, "ona@asks.example")
    before = held(confirmed)
    answers = [
        add(ona, "ona@more.example", "wrong one"),
        change(ona, number, "remove", "wrong one"),
    ]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert (held(confirmed), 'value="ona@more.example"' in answers[0].text) == (before, True)


def test_who_signs_in_by_links_has_to_have_done_so_lately(app, ona, confirmed):
    with app.app_context(), network_session() as session:
        session.get_one(Person, confirmed.id).password_hash = None
    assert add(ona, "ona@link.example", "").status_code == 303
    with app.app_context(), network_session() as session:
        long_ago = clock.now() - timedelta(hours=1)
        mine = PersonSession.person_id == confirmed.id
        session.execute(update(PersonSession).where(mine).values(created_at=long_ago))

    assert add(ona, "ona@late.example", "").status_code == 422


def test_a_day_has_few_new_addresses(ona, confirmed):
    answers = [add(ona, f"ona{n}@many.example").status_code for n in range(6)]

    assert answers[-1] == 429


def test_two_accounts_that_confirm_one_address_at_once_do_not_both_get_it(
    app, confirmed, new_person, claim
):
    other = new_person("Rasa")
    claims = [(claim(each, "both@race.example"), each.id) for each in (confirmed, other)]
    with app.app_context():
        actions.confirm(people.address_id(other.id, other.email), other.id)
    start, refused = threading.Barrier(2), []

    def go(number, person_id):
        with app.app_context():
            start.wait()
            try:
                actions.confirm(number, person_id)
            except actions.TakenError:
                refused.append(person_id)

    threads = [threading.Thread(target=go, args=each) for each in claims]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context(), network_session() as session:
        is_confirmed = Address.email == "both@race.example", Address.confirmed_at.is_not(None)
        owners = session.scalars(select(Address.person_id).where(*is_confirmed)).all()
    assert {*owners, *refused} == {confirmed.id, other.id}
    assert (len(owners), len(refused)) == (1, 1)


def test_making_main_and_removing_at_once_leave_a_main_address(app, confirmed, claim):
    with app.app_context():
        number = claim(confirmed, "ona@race.example")
        actions.confirm(number, confirmed.id)
    start, refused = threading.Barrier(2), []

    def go(action):
        with app.app_context():
            start.wait()
            try:
                action(confirmed.id, number)
            except (actions.MainError, LookupError) as fault:
                refused.append(fault)

    threads = [threading.Thread(target=go, args=(a,)) for a in (actions.make_main, actions.remove)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context():
        main = people.recipient(confirmed.id).email
        assert main in people.addresses_of(confirmed.id)
    assert len(refused) == 1
