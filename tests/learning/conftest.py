import pytest
from sqlalchemy import delete, or_

import tenancy
from col_app.core.db import network_session
from col_app.demo.seed import seed_demo
from col_app.network.directory import actions as directory
from col_app.people.accounts.models import Person
from col_app.recognition.awards.models import KeptDocument
from tests.learning.town import Town


@pytest.fixture
def towns(app):
    """A city by its slug; what is made there is gone after the test."""
    met = {}

    def meet(slug):
        return met.setdefault(slug, Town(app, slug))

    yield meet
    for town in met.values():
        town.forget()


@pytest.fixture
def town(towns):
    """Vilnius."""
    return towns("vilnius")


@pytest.fixture(scope="module")
def four_cities(app):
    """Ljubljana and Tilburg beside Vilnius and Cagliari, for the tests of one file."""
    more = ("ljubljana", "tilburg")
    with app.app_context():
        seed_demo(app, lambda *_: None, more)
    yield
    with app.app_context(), directory.administration(app.settings) as admin:
        for slug in more:
            directory.remove(app, admin, app.directory.by_slug(slug))
        with admin.begin() as connection:
            # their badges would be verified for ever, and their names kept for them
            tenancy.as_owner(connection, app.settings.tenancy)
            connection.execute(delete(KeptDocument).where(KeptDocument.slug.in_(more)))
    with app.app_context(), network_session() as session:
        demo = [Person.email.endswith(f".{slug}@example.org") for slug in more]
        session.execute(delete(Person).where(or_(*demo)))
