import pytest
from sqlalchemy import delete, text

from col_app.core.db import db
from col_app.recognition.recognise.models import Experience
from tests.learning.postbox import Postbox
from tests.learning.town import Town
from tests.recognition.recognise.asking import BADGE


@pytest.fixture
def town(app):
    town = Town(app, "vilnius")
    yield town
    ours = Experience.person_id.in_(town.people)
    town.do(lambda: db.session.execute(delete(Experience).where(ours)))
    town.forget()


@pytest.fixture
def badge(town):
    """A badge that can be given for what was done elsewhere."""
    return town.do(lambda: db.session.execute(BADGE).one())


@pytest.fixture
def postbox(app, monkeypatch):
    return Postbox(app, monkeypatch)


@pytest.fixture
def ona(town):
    return town.person()


@pytest.fixture
def rasa(town, badge):
    """Somebody who acts for the organiser of that badge."""
    number = town.person("Rasa", "recogniser")
    add = text("insert into organiser_member (organiser_id, person_id) values (:o, :p)")
    town.do(lambda: db.session.execute(add, {"o": badge.organiser_id, "p": number}))
    return number
