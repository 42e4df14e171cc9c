"""All that is known of somebody, in one file."""

import pytest

from col_app.core.db import db, network_session
from col_app.learning.organisers.models import (
    Organiser,
    OrganiserKind,
    OrganiserMember,
    OrganiserText,
)
from col_app.learning.saved.models import Kind, Saved
from col_app.me.privacy import queries
from col_app.people.accounts import actions as accounts
from col_app.people.accounts.models import Person
from col_app.people.members import actions as members
from col_app.people.members import columns
from col_app.people.members.models import Role
from tests.people.browsers import PASSWORD, Browser


@pytest.fixture
def ona(app, near, confirmed):
    """Somebody with a badge and something saved in Vilnius."""
    person, activity = confirmed("Ona"), near.activity()
    near.award(person, narrative="She counted swifts.")
    saved = {"person_id": person.id, "kind": Kind.ACTIVITY, "thing_id": activity}
    near.do(lambda: db.session.add(Saved(**saved)))
    with app.app_context():
        members.grant(person.id, Role.LEARNER, app.directory.by_slug(near.slug).id)
    return person


def known(app, person):
    with app.app_context():
        return queries.everything(person.id)


def test_the_account_and_each_city_are_told(app, near, ona):
    told = known(app, ona)

    assert told["account"]["name"] == "Ona"
    assert told["account"]["addresses"] == [ona.email]
    there = told["cities"][near.slug]
    assert there["roles"] == [Role.LEARNER]
    assert [each["kind"] for each in there["saved"]] == [Kind.ACTIVITY]
    assert "She counted swifts." in there["award"][0]["document"]


def test_no_secret_is_told_and_nothing_of_others(app, near, confirmed, ona):
    rasa = confirmed("Rasa")
    near.award(rasa)
    told = repr(known(app, ona))

    assert rasa.email not in told
    assert not any(f"'{name}'" in told for name in ("salt", "identity_hash", "password_hash"))


def test_every_table_about_people_is_told():
    tables = {each.table.name for each in columns.of_people() if each.name == "person_id"}
    kept_apart = queries.TOLD_BY_ROOMS

    assert kept_apart < tables
    assert {"award", "interest", "member", "need", "participation", "saved"} <= tables - kept_apart


@pytest.fixture
def organiser(near):
    """The number of an organiser that nobody looks after; gone at the end."""

    def made():
        new = Organiser(kind=OrganiserKind.GROUP, slug="knots")
        db.session.add(new)
        db.session.flush()
        db.session.add(OrganiserText(organiser_id=new.id, lang="en", name="Knots and co"))
        return new.id

    number = near.do(made)
    yield number
    near.do(lambda: db.session.delete(db.session.get_one(Organiser, number)))


def test_who_alone_looks_after_an_organiser_is_told_so(app, near, confirmed, ona, organiser):
    rasa = confirmed("Rasa")

    def looks_after(person):
        near.do(lambda: db.session.add(OrganiserMember(organiser_id=organiser, person_id=person)))

    def alone(person):
        with app.app_context():
            return queries.alone(person.id, ("en",))

    looks_after(ona.id)
    assert (alone(ona), alone(rasa)) == (["Knots and co"], [])
    looks_after(rasa.id)

    assert alone(ona) == []


def test_the_reader_alone_downloads_it(app, ona):
    with app.app_context(), network_session() as session:
        session.get_one(Person, ona.id).password_hash = accounts.hash_password(PASSWORD)
    browser = Browser(app)
    assert browser.get("apex/account/data.json").status_code == 302
    browser.fill("apex/sign-in", email=ona.email, password=PASSWORD)
    answer = browser.get("apex/account/data.json")

    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.json["account"]["addresses"] == [ona.email]
