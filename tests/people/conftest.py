import itertools
from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from col_app.core import clock
from col_app.core.db import network_session
from col_app.core.outbox import Promise
from col_app.people.accounts import actions as accounts
from tests.people.browsers import PASSWORD, Browser
from tests.people.letters import receiving

_numbers = itertools.count(1)


@pytest.fixture(autouse=True)
def _no_promise_is_left(app):
    """Other tests share the outbox and have no mail server."""
    yield
    with app.app_context(), network_session() as session:
        session.execute(delete(Promise).where(Promise.city_id.is_(None)))


@pytest.fixture
def in_app(app):
    """For tests that call actions. Not for those with a browser: requests would share its `g`."""
    with app.app_context():
        yield


@pytest.fixture
def new_person(app):
    """Opens accounts."""

    def register(name="Ona"):
        with app.app_context():
            email = f"{name.lower()}{next(_numbers)}@col.example"
            return accounts.register(email, name, accounts.hash_password(PASSWORD), "en", 1990)

    return register


@pytest.fixture
def person(new_person):
    """Somebody with an account."""
    return new_person()


@pytest.fixture
def browser(app):
    """A browser that nobody has used."""
    return Browser(app)


@pytest.fixture
def other_browser(app):
    return Browser(app)


@pytest.fixture
def ona(browser, person):
    """A browser in which the person has signed in at the apex."""
    browser.fill("apex/sign-in", email=person.email, password=PASSWORD)
    return browser


@pytest.fixture
def expire(app):
    """Let everything of a table that expires be too old."""

    def expire(table):
        with app.app_context(), network_session() as session:
            session.execute(update(table).values(expires_at=clock.now() - timedelta(seconds=1)))

    return expire


@pytest.fixture
def postbox(app):
    """A real mail server, and the app told of it."""
    with receiving(app) as box:
        yield box
