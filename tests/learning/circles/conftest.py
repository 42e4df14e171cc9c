import pytest


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
