import pytest

from tests.learning.postbox import Postbox
from tests.me.mentors.pair import Pair


@pytest.fixture
def town(app):
    """Vilnius; who accompanies whom there is forgotten after the test."""
    made = Pair(app, "vilnius")
    yield made
    made.clear()


@pytest.fixture
def ona(town):
    """A learner."""
    return town.person("Ona Petraitė")


@pytest.fixture
def ruta(town):
    """Somebody who becomes a mentor."""
    return town.person("Rūta Jonaitienė")


@pytest.fixture
def postbox(app, monkeypatch):
    return Postbox(app, monkeypatch)
