"""A badge for an address without an account."""

import pytest
from sqlalchemy import delete, select

from col_app.core import seals
from col_app.core.db import db, network_session
from col_app.core.ids import public_id
from col_app.people.accounts import queries as accounts
from col_app.people.accounts.models import Address, Person
from col_app.people.addresses import actions as addresses
from col_app.recognition.awards.models import Award
from col_app.recognition.invitations import actions, letters
from col_app.recognition.invitations.models import Invitation


@pytest.fixture
def invitation(town, badge):
    """The path of the mail's link, and the id that the award will have."""

    drawn = public_id()

    def work():
        ids = actions.invite_many(badge, [("ieva@waits.example", "Knots", drawn)], by=1)
        query = select(Invitation.id).where(Invitation.email == "ieva@waits.example")
        return seals.sealed(db.session.scalars(query).one(), letters.purpose()), ids

    token, ids = town.do(work)
    yield f"/invitation/{token}", ids["ieva@waits.example"]
    town.do(lambda: [db.session.delete(each) for each in db.session.scalars(select(Invitation))])
    town.do(
        lambda: [
            db.session.delete(e)
            for e in db.session.scalars(select(Award).filter_by(public_id=drawn))
        ]
    )


def ieva(app, town, email="ieva@waits.example"):
    number = town.person("Ieva")
    with app.app_context(), network_session() as session:
        session.get_one(Person, number).email = email
    return town.visitor(number)


def forget(app, email="ieva@waits.example"):
    """Nobody has the address any more."""
    with app.app_context(), network_session() as session:
        for person in session.scalars(select(Person).where(Person.email == email)):
            person.email = None
        session.execute(delete(Address).where(Address.email == email))


def test_the_mail_leads_to_the_badge(town, invitation, keep_promises):
    page = town.visitor().get(invitation[0])

    assert (page.status_code, "Knots of Žvėrynas" in page.text) == (200, True)


def test_who_has_the_address_gets_the_badge_and_the_address_is_erased(app, town, invitation):
    visitor = ieva(app, town)
    answer = visitor.fill(invitation[0], invitation[0])
    left = town.do(lambda: db.session.scalars(select(Invitation.email)).all())
    forget(app)

    assert (answer.status_code, answer.location) == (303, f"/credentials/{invitation[1]}")
    assert "ieva@waits.example" not in left


def test_a_further_address_of_an_account_finds_the_badge(app, town, invitation):
    number = town.person("Ieva")
    with app.app_context():
        addresses.add(number, "ieva@waits.example")
        addresses.confirm(accounts.address_id(number, "ieva@waits.example"), number)
    answer = town.visitor(number).fill(invitation[0], invitation[0])
    forget(app)

    assert (answer.status_code, answer.location) == (303, f"/credentials/{invitation[1]}")


def test_an_address_that_is_only_claimed_finds_nothing(app, town, invitation):
    number = town.person("Ieva")
    with app.app_context():
        addresses.add(number, "ieva@waits.example")
    answer = town.visitor(number).fill(invitation[0], invitation[0])
    forget(app)

    assert answer.status_code == 409


def test_who_has_another_address_gets_nothing(app, town, invitation):
    visitor = ieva(app, town, "other@waits.example")
    answer = visitor.fill(invitation[0], invitation[0])
    forget(app, "other@waits.example")

    assert (answer.status_code, "another address" in answer.text) == (409, True)


def test_a_forged_link_finds_nothing(town):
    assert town.visitor().get("/invitation/1-" + "0" * 64).status_code == 404


def test_after_half_a_year_the_address_is_forgotten(town, invitation):
    number = int(invitation[0].rpartition("/")[2].partition("-")[0])
    town.do(lambda: actions.forget(number))

    assert town.visitor().get(invitation[0]).status_code == 410


@pytest.fixture
def invite(town, badge):
    """Lets the badge wait for an address; gives the invitation's number."""

    def work(email):
        actions.invite_many(badge, [(email, "", public_id())], by=1)
        return db.session.scalars(select(Invitation.id).filter_by(email=email)).one()

    yield lambda email: town.do(lambda: work(email))
    town.do(lambda: db.session.execute(delete(Invitation).where(Invitation.badge_id == badge)))


def test_an_organiser_sees_whom_a_badge_waits_for(rasa, badge, invite):
    invite("ugne@waits.example")
    here = f"/studio/badges/{badge}"

    assert "Waits for 1 address" in rasa.get(f"{here}/awards").text
    assert "ugne@waits.example" in rasa.get(f"{here}/invitations?q=UGNE").text
    assert "ugne@waits.example" not in rasa.get(f"{here}/invitations?q=ona").text


def test_the_list_of_addresses_costs_the_same_for_one_and_for_three(rasa, badge, invite, queries):
    costs = []
    for emails in (["a@waits.example"], ["b@waits.example", "c@waits.example"]):
        for email in emails:
            invite(email)
        with queries() as seen:
            rasa.get(f"/studio/badges/{badge}/invitations")
        costs.append(len(seen))

    assert costs[0] == costs[1]


def test_what_is_taken_back_waits_no_longer(town, rasa, badge, invite):
    number = invite("ugne@waits.example")
    here = f"/studio/badges/{badge}/invitations"
    answers = [rasa.fill(here, f"{here}/{number}", _method="DELETE") for _twice in range(2)]
    token = town.do(lambda: seals.sealed(number, letters.purpose()))

    assert [answer.status_code for answer in answers] == [303, 303]
    assert town.visitor().get(f"/invitation/{token}").status_code == 410


def test_a_stranger_neither_sees_nor_takes_back_anything(town, badge, invite, rasa):
    number = invite("ugne@waits.example")
    stranger = town.visitor(town.person("Vaiva", "organiser"))
    here = f"/studio/badges/{badge}/invitations"
    answer = stranger.fill("/studio/groups", f"{here}/{number}", _method="DELETE")

    assert (stranger.get(here).status_code, answer.status_code) == (404, 404)
    assert "ugne@waits.example" in rasa.get(here).text


def test_an_invitation_is_taken_back_with_its_own_badge_alone(town, rasa, badge, invite):
    number = invite("ugne@waits.example")
    town.do(lambda: actions.take_back(badge + 1, number, 1))

    assert "ugne@waits.example" in rasa.get(f"/studio/badges/{badge}/invitations").text
