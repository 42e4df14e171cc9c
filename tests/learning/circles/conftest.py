import pytest

from col_app.core import clock
from tests.learning.circles.ring import Ring
from tests.learning.town import DAY, HOUR


@pytest.fixture
def ruta(town):
    """Who keeps the circles of these tests."""
    return town.person("Rūta Petraitė")


@pytest.fixture
def ona(town):
    return town.person("Ona Kazlauskaitė")


@pytest.fixture
def jonas(town):
    return town.person("Jonas Stranger")


@pytest.fixture
def ring(town, ruta, ona):
    return Ring(town, ruta, ona)


@pytest.fixture
def activity(town):
    starts = clock.now() + DAY
    return town.activity(starts_at=starts, ends_at=starts + HOUR)
