"""A city that is restored belongs to the people it belonged to, whoever has their numbers now."""

import datetime as dt
from itertools import count
from uuid import uuid4

import pytest
from sqlalchemy import delete, func, select, update

import tenancy
from col_app.core import clock, files, outbox
from col_app.core.audit import AuditEntry, record
from col_app.core.db import db, network_session
from col_app.core.outbox import Promise
from col_app.learning.guests import actions as guests
from col_app.me.mentors.models import Mentorship, State
from col_app.me.privacy import actions as privacy
from col_app.network.directory import actions, owed
from col_app.people.accounts import actions as accounts
from col_app.people.accounts.models import Address, Person
from col_app.people.members import actions as members
from col_app.people.members import moving
from col_app.people.members.models import Member, Membership, Role
from tests.recognition.awarding import Portal

_numbers = count(1)


@pytest.fixture
def town(app, settings):
    """A city of its own; nothing is left of it afterwards."""
    portal = Portal(app, f"moving{next(_numbers)}")
    place = actions.Place(
        slug=portal.slug, names={"en": "M"}, country="GR", country_names={"en": "Greece"},
        lat=1.0, lon=1.0, bounds=(0.0, 0.0, 2.0, 2.0), languages=("en",), time_zone="UTC",
    )  # fmt: skip
    with app.app_context(), actions.administration(settings) as admin:
        actions.provision(app, admin, place, "Moving")
    yield portal
    with app.app_context(), actions.administration(settings) as admin:
        files.drop_city(app.directory.by_slug(portal.slug))
        tenancy.drop(admin, settings.tenancy, portal.slug)


@pytest.fixture
def people(app, town):
    """Ona, who takes part, and Rasa of the team, with confirmed addresses."""
    found = [town.new_person("Ona"), town.new_person("Rasa")]
    number = app.directory.by_slug(town.slug).id
    with app.app_context(), network_session() as session:
        ids = [each.id for each in found]
        session.execute(update(Person).where(Person.id.in_(ids)).values(confirmed_at=clock.now()))
        members.grant(ids[1], Role.CITY, number)
    town.do(lambda: record("test.done", ids[1]))
    return found


@pytest.fixture
def move(app, settings, town, tmp_path):
    """Takes the city down, lets `change` happen, brings the city back."""

    def work(change=lambda session: None):
        file = tmp_path / "city.zip"
        with app.app_context(), actions.administration(settings) as admin:
            city = app.directory.by_slug(town.slug)
            tenancy.export_city(admin, settings.tenancy, town.slug, file)
            moving.pack(file, city)
            owed.pack(file, city)
            files.pack(file, city)
            tenancy.drop(admin, settings.tenancy, town.slug)
            with network_session() as session:
                change(session)
            actions.restore(app, admin, file, None)
            app.directory.changed(town.slug)

    return work


def strangers(*people):
    """These numbers are other people's, as in another database."""

    def change(session):
        for each in people:
            session.execute(delete(Address).where(Address.person_id == each.id))
            session.execute(
                update(Person)
                .where(Person.id == each.id)
                .values(uid=func.gen_random_uuid(), email=f"s{each.id}@else.example", name="S")
            )

    return change


def numbers(town):
    """By name, whom the city knows."""
    return town.do(lambda: dict(db.session.execute(select(Member.name, Member.person_id)).all()))


def team(app, town):
    """The numbers of the city's team."""
    number = app.directory.by_slug(town.slug).id
    asked = select(Membership.person_id).filter_by(city_id=number, role=Role.CITY)
    with app.app_context(), network_session() as session:
        return list(session.scalars(asked))


def account(app, number):
    """An account."""
    with app.app_context(), network_session() as session:
        found = session.get(Person, number)
        session.expunge_all()
        return found


def test_in_the_same_house_everybody_keeps_everything(app, town, people, move):
    move()

    assert numbers(town) == {"Ona": people[0].id, "Rasa": people[1].id}
    assert team(app, town) == [people[1].id]


def test_whoever_deleted_their_account_meanwhile_is_forgotten_again(app, town, people, move):
    ona, rasa = people

    def deleted(_session):
        privacy.close(rasa.id)

    move(deleted)
    assert numbers(town).keys() == {"Ona", "Rasa"}
    assert team(app, town) == []
    owed = select(Promise.id).where(Promise.kind == accounts.ERASE).order_by(Promise.id.desc())
    with app.app_context():
        with network_session() as session:
            number = session.scalar(owed.limit(1))
        with tenancy.use_network():
            outbox.run(number, app.directory)

    assert numbers(town) == {"Ona": ona.id}


def test_strangers_with_the_same_numbers_get_nothing(app, town, people, move):
    move(strangers(*people))
    now = numbers(town)

    assert {now["Ona"], now["Rasa"]} & {each.id for each in people} == set()
    assert team(app, town) == [now["Rasa"]]
    actors = town.do(lambda: list(db.session.scalars(select(AuditEntry.actor_id))))
    assert actors == [now["Rasa"]]


def test_who_has_no_account_here_gets_one_that_signs_in_by_mail(app, town, people, move):
    move(strangers(*people))
    ona = account(app, numbers(town)["Ona"])

    assert (ona.email, ona.name, ona.birth_year) == (people[0].email, "Ona", 1990)
    assert (ona.password_hash, ona.confirmed_at is None) == (None, False)


def test_who_has_an_account_with_the_address_gets_it_there(app, town, people, move):
    made = []

    def change(session):
        strangers(*people)(session)
        person = Person(email=people[0].email, name="Ona P", confirmed_at=clock.now())
        session.add(person)
        session.flush()
        made.append(person.id)

    move(change)

    assert numbers(town)["Ona"] == made[0]


def test_an_address_that_somebody_only_claims_proves_nothing(app, town, people, move):
    made = []

    def change(session):
        strangers(*people)(session)
        person = Person(email=people[0].email, name="Not Ona")
        session.add(person)
        session.flush()
        made.append(person.id)

    move(change)
    ona = numbers(town)["Ona"]

    assert ona not in (made[0], people[0].id)
    assert account(app, ona).email is None


def test_numbers_may_change_places(town, people, move):
    ona, rasa = people

    def change(session):
        spare = session.scalar(select(func.gen_random_uuid()))
        uids = {each.id: session.get(Person, each.id).uid for each in people}
        for number, uid in ((ona.id, spare), (rasa.id, uids[ona.id]), (ona.id, uids[rasa.id])):
            session.execute(update(Person).where(Person.id == number).values(uid=uid))

    move(change)

    assert numbers(town) == {"Ona": rasa.id, "Rasa": ona.id}


def test_of_accounts_that_became_one_since_then_the_one_that_stayed_gets_it(town, people, move):
    other = town.new_person("Ona again")
    town.do(lambda: db.session.execute(delete(Member).where(Member.person_id == other.id)))
    gone = {"merged_into_id": other.id, "email": None, "password_hash": None}
    move(lambda s: s.execute(update(Person).where(Person.id == people[0].id).values(**gone)))

    assert numbers(town)["Ona"] == other.id


def test_what_belonged_to_nobody_belongs_to_nobody(app, town, people, move):
    stranger = town.new_person("Jonas")

    def erased(session):
        session.execute(delete(Person).where(Person.id == stranger.id))

    with app.app_context(), network_session() as session:
        erased(session)
    move(lambda session: session.add(Person(id=stranger.id, name="Taken", email="t@else.example")))

    assert account(app, numbers(town)["Jonas"]) is None


def test_what_the_city_owes_goes_with_it(app, town, people, move):
    due = clock.now() + dt.timedelta(days=30)
    owes = {"guest_id": 7, "person_id": people[0].id}
    town.do(lambda: outbox.promise(guests.ERASE, owes, "test", due))
    move(strangers(*people))
    city = app.directory.by_slug(town.slug)
    with app.app_context(), network_session() as session:
        asked = select(Promise.payload, Promise.run_after, Promise.city_role)
        found = session.execute(asked.where(Promise.key == f"{city.id}:test")).one()

    assert found.payload == {"guest_id": 7, "person_id": numbers(town)["Ona"]}
    assert (found.run_after, found.city_role) == (due, city.role)


def test_two_people_of_one_row_may_get_each_others_numbers(town, people, move):
    """A learner and their mentor: no row lets one person be both, not even for a moment."""
    ona, rasa = people

    def work():
        ends = clock.now() + dt.timedelta(days=9)
        made = Mentorship(person_id=ona.id, called="Rasa", lang="en", ends_at=ends)
        made.mentor_id, made.accepted_at, made.state = rasa.id, clock.now(), State.ACCEPTED
        db.session.add(made)

    def swapped(session):
        uids = dict(session.execute(select(Person.id, Person.uid)).all())
        for one, other in ((ona, None), (rasa, ona), (ona, rasa)):
            uid = uids[other.id] if other else uuid4()
            session.execute(update(Person).where(Person.id == one.id).values(uid=uid))

    town.do(work)
    move(swapped)
    found = select(Mentorship.person_id, Mentorship.mentor_id)

    assert town.do(lambda: [tuple(row) for row in db.session.execute(found)]) == [(rasa.id, ona.id)]
