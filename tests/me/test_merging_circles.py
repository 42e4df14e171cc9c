"""A circle that two accounts of one person are in."""

import pytest

from tests.learning.circles.ring import Ring
from tests.learning.town import Town


@pytest.fixture
def town(app):
    made = Town(app, "vilnius")
    yield made
    made.forget()


def test_the_circles_of_one_become_the_others(town, way, moved):
    keeper = town.person("Rūta")
    ring, own = Ring(town, keeper, way.gone, shown=[way.gone]), Ring(town, way.gone, keeper)
    moved()

    assert (ring.people(), ring.shown()) == ([keeper, way.kept], {way.kept})
    assert (own.people(), own.keeper_now()) == ([way.kept, keeper], way.kept)


def test_who_was_in_twice_is_in_once_with_what_both_said(town, way, moved):
    keeper = town.person("Rūta")
    ring = Ring(town, keeper, way.kept, way.gone, shown=[way.gone])
    asked, said, both = (
        ring.propose(town.activity(), person) for person in (way.gone, keeper, keeper)
    )
    ring.come(said, way.gone)
    ring.come(both, way.gone)
    ring.decline(both, way.kept)
    moved()

    assert (ring.people(), ring.shown()) == ([keeper, way.kept], set())
    assert ring.asked(asked, keeper)["asker"] == "Ona"
    assert [ring.asked(each, way.kept)["answer"] for each in (said, both)] == [True, False]
    assert len(ring.asked(said, keeper)["coming"]) == 1


def test_a_keeper_who_was_in_twice_keeps_it(town, way, moved):
    ring = Ring(town, way.gone, way.kept)
    moved()

    assert (ring.people(), ring.keeper_now()) == ([way.kept], way.kept)
