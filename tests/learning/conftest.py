import pytest

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
