import pytest
from sqlalchemy import select

from col_app.core import clock
from col_app.core.db import db
from col_app.learning.organisers.models import Organiser
from col_app.recognition.badges import versions
from col_app.recognition.badges.models import Badge, BadgeText
from tests.learning.town import Town
from tests.recognition.awarding import Portal


@pytest.fixture(autouse=True)
def unhurried(app):
    """All tests ask from one address: none of them pays for the others."""
    redis = app.extensions["redis"]
    for key in redis.scan_iter("pace:*"):
        redis.delete(key)


@pytest.fixture
def portals(app):
    """A city by its slug, for those who take part and are awarded there."""
    return lambda slug: Portal(app, slug)


@pytest.fixture
def portal(portals):
    """Vilnius, likewise."""
    return portals("vilnius")


@pytest.fixture
def ona(portal):
    """Somebody with an account."""
    return portal.new_person()


@pytest.fixture
def award(portal, ona):
    """The id of a badge that Ona holds."""
    return portal.award(ona)


@pytest.fixture
def city(client):
    """A stranger's browser in Vilnius."""
    return client("vilnius")


@pytest.fixture
def towns(app):
    """A city by its slug, for those who sign in there; what is made is gone after the test."""
    met = {}
    yield lambda slug: met.setdefault(slug, Town(app, slug))
    for town in met.values():
        town.forget()


@pytest.fixture
def town(towns):
    """Vilnius, likewise."""
    return towns("vilnius")


@pytest.fixture
def badge(town):
    """The number of a published badge of the organiser that Rasa acts for."""
    first = select(Organiser.id).order_by(Organiser.id).limit(1).scalar_subquery()

    def work():
        made = Badge(
            organiser_id=first, slug="knots", layer="engage", shape="circle", palette="sun",
            icon="star", pattern="rings", published_at=clock.now(),
        )  # fmt: skip
        db.session.add(made)
        db.session.flush()
        texts = {"name": "Knots of Žvėrynas", "description": "Ties.", "criteria": "Tie three."}
        db.session.add(BadgeText(badge_id=made.id, lang="en", **texts))
        db.session.flush()
        versions.freeze([made.id])
        return made.id

    return town.do(work)


@pytest.fixture
def rasa(town):
    """The browser of an organiser."""
    return town.visitor(town.organiser())
