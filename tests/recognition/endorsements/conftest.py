import pytest

from tests.learning.postbox import Postbox
from tests.recognition.endorsements.circle import Circle


@pytest.fixture
def town(app):
    """Vilnius; what is asked and said there is gone after the test."""
    made = Circle(app, "vilnius")
    yield made
    made.clear()


@pytest.fixture
def ona(town):
    """Somebody with a badge."""
    return town.person()


@pytest.fixture
def award(town, badge, ona):
    """The id of the badge that Ona holds."""
    return town.award(badge, ona)


@pytest.fixture
def school(town):
    """(number, person who acts for it) of an organiser that may be asked."""
    return town.school()


@pytest.fixture
def postbox(app, monkeypatch):
    return Postbox(app, monkeypatch)
