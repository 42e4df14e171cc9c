import pytest
from sqlalchemy import text

import tenancy
from col_app.core.db import db
from col_app.me.merging import actions
from col_app.me.merging.moving import Move
from col_app.people.accounts import queries as people
from col_app.people.addresses import actions as addresses
from tests.learning.town import Town
from tests.recognition.awarding import Portal


@pytest.fixture
def near(app):
    return Portal(app, "vilnius")


@pytest.fixture
def far(app):
    return Portal(app, "cagliari")


@pytest.fixture
def town(app):
    made = Town(app, "vilnius")
    yield made
    made.do(lambda: db.session.execute(text("delete from waiting")))
    made.forget()


@pytest.fixture
def confirmed(app, near):
    """Makes people whose address is confirmed."""

    def make(name="Ona", **facts):
        person = near.new_person(name, **facts)
        with app.app_context():
            addresses.confirm(people.address_id(person.id, person.email), person.id)
        return person

    return make


@pytest.fixture
def two(confirmed):
    """The account that stays, and the one that goes."""
    return confirmed("Ona"), confirmed("Ona P")


@pytest.fixture
def merge(app):
    """One account becomes part of another, up to the last city."""

    def go(kept, gone):
        with app.app_context():
            number = actions.prove(Move(gone.id, kept.id))
            actions.agree(number, kept.id)
            with tenancy.use_network():
                actions.carry_out(number)
        return number

    return go


@pytest.fixture
def way(town):
    """From Ona's second account to her first."""
    kept, gone = town.person("Ona"), town.person("Ona P")
    return Move(gone, kept)


@pytest.fixture
def moved(town, way):
    """Makes the two one, in this city."""
    return lambda: town.do(lambda: actions.move_here(way))
