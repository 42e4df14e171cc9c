import pytest

from tests.recognition.awarding import Portal


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
