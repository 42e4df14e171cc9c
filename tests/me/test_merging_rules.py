"""When two accounts may become one, and which tables follow."""

import datetime as dt

import pytest
from sqlalchemy import BigInteger, func, select, update

from col_app.core import clock
from col_app.core.db import city_tables, network_session
from col_app.me.merging import actions, moving
from col_app.me.merging.models import Merging
from col_app.me.merging.moving import Move
from col_app.people.accounts.models import Person
from col_app.people.members import actions as members
from col_app.people.members.models import Role
from col_app.people.sessions import actions as sessions
from col_app.people.sessions import queries as session_facts
from col_app.people.sessions.queries import Desk
from tests.recognition.awarding import at_once

SOFT_IDS = {
    "thing_id", "activity_id", "reviewer_id", "person_id", "learner_id", "actor_id", "account_id"
}  # fmt: skip
"""Numbers without a foreign key: of things, of activities elsewhere, of people. `learner_id`
follows its submission, `actor_id` is history, `account_id` says what was prepared."""


def test_two_who_merge_each_into_the_other_at_once_end_as_one(app, two):
    ways = [Move(two[1].id, two[0].id), Move(two[0].id, two[1].id)]

    def go(way):
        with app.app_context():
            number = actions.prove(way)
            try:
                actions.agree(number, way.kept)
            except actions.NotProvenError:
                return False
            return True

    assert sorted(at_once(go, ways)) == [False, True]
    with app.app_context(), network_session() as session:
        closed = select(func.count()).where(
            Person.id.in_([person.id for person in two]), Person.merged_into_id.is_not(None)
        )
        assert session.scalar(closed) == 1


def test_a_proof_grows_too_old_and_counts_once(app, two, merge):
    ona, other = two
    with app.app_context():
        number = actions.prove(Move(other.id, ona.id))
        with network_session() as session:
            late = clock.now() - dt.timedelta(hours=2)
            session.execute(update(Merging).where(Merging.id == number).values(proven_at=late))
        with pytest.raises(actions.NotProvenError):
            actions.agree(number, ona.id)
    number = merge(ona, other)
    with app.app_context(), pytest.raises(actions.NotProvenError):
        actions.agree(number, ona.id)


def test_nobody_agrees_for_another(app, two, confirmed):
    stranger = confirmed("Rasa")
    with app.app_context():
        number = actions.prove(Move(two[1].id, two[0].id))
        with pytest.raises(actions.NotProvenError):
            actions.agree(number, stranger.id)


@pytest.mark.parametrize(
    ("births", "fault"),
    [
        ((1990, 2013), actions.GuardianError),
        ((1990, 2009), actions.TwoPeopleError),
    ],
)
def test_accounts_that_look_like_two_people_are_left_to_people(app, confirmed, births, fault):
    ona, other = (confirmed(birth_year=year) for year in births)
    with app.app_context():
        number = actions.prove(Move(other.id, ona.id))
        with pytest.raises(fault):
            actions.agree(number, ona.id)


def test_a_guardian_is_left_to_people(app, two):
    with app.app_context():
        members.grant(two[1].id, Role.GUARDIAN, app.directory.by_slug("vilnius").id)
        number = actions.prove(Move(two[1].id, two[0].id))
        with pytest.raises(actions.GuardianError):
            actions.agree(number, two[0].id)


def test_every_number_of_a_person_in_a_city_is_known(app):
    soft = {
        (column.table.name, column.name)
        for table in city_tables()
        for column in table.columns
        if isinstance(column.type, BigInteger)
        and not column.foreign_keys
        and (column.name.endswith(("_id", "_by")))
    }
    known = {(column.table.name, column.name) for column in moving.in_city()}

    assert {each for each in soft - known if each[1] not in SOFT_IDS} == set()


def test_what_cannot_be_there_twice_is_settled_or_dropped(app):
    """A key over only a part of the rows has to be settled: who adds one adds it there."""
    partial = {
        column.table.name
        for column in moving.in_city()
        for index in column.table.indexes
        if index.unique and column.name in index.columns and moving._is_partial(index)  # noqa: SLF001
    }

    assert partial <= moving.SETTLED


def test_who_signs_in_while_their_account_goes_is_not_signed_in(app, two, merge):
    ona, other = two
    merge(ona, other)
    with app.app_context():
        token = sessions.begin(other.id, "learningcities.localhost")
        found = session_facts.identity_of(token, Desk("learningcities.localhost", None))

    assert found is None
