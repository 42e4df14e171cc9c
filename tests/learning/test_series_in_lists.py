"""A series is where its meetings are: lists do not find it in between."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from col_app.core import clock
from tests.learning.telling import meet
from tests.learning.town import DAY, HOUR


@pytest.fixture
def between(town):
    """The number of a series that met yesterday and meets again in twenty days."""
    number = town.activity("Zeppelinology weekly")
    meet(town, number, clock.now() - DAY, clock.now() + 20 * DAY)
    return number


def found(town, query=""):
    page = town.visitor().get(f"/activities.json?q=zeppelinology&{query}").json
    return [item["id"] for item in page["items"]]


@pytest.mark.parametrize(("when", "is_found"), [("today", False), ("week", False), ("month", True)])
def test_it_is_found_when_it_meets(town, between, when, is_found):
    assert (found(town, f"when={when}") == [between]) == is_found


def test_days_that_are_chosen_are_those_of_its_meetings(town, between):
    day = clock.now().date()
    near, far = day + dt.timedelta(days=5), day + dt.timedelta(days=25)

    assert found(town, f"from={day}&to={near}") == []
    assert found(town, f"from={near}&to={far}") == [between]


def test_it_stands_where_its_next_meeting_is(town, between):
    soon = clock.now() + 2 * DAY
    single = town.activity("Zeppelinology once", starts_at=soon, ends_at=soon + HOUR)

    assert found(town, "sort=date") == [single, between]


def test_its_card_says_the_next_meeting(town, between):
    text = town.visitor().get("/activities?q=zeppelinology").text
    day = (clock.now() + 20 * DAY).astimezone(ZoneInfo("Europe/Vilnius"))

    assert f"{day:%-d} {day:%b}" in text or f"{day:%b} {day:%-d}" in text
