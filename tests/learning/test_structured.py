"""Activities as search engines read them."""

import json
import re

import pytest

from col_app.core import clock
from tests.learning.telling import meet, shown, team_up, tell, weekly
from tests.learning.town import DAY, HOUR

REQUIRED_OF_EVENTS = {
    "@type", "name", "startDate", "endDate", "location", "description", "image", "offers",
    "organizer", "eventStatus", "eventAttendanceMode",
}  # fmt: skip


@pytest.fixture
def read(town):
    """The structured data of an activity's page."""

    def shape(activity):
        found = re.search(r'type="application/ld\+json">(.*?)</script>', shown(town, activity))
        return json.loads(found[1])

    return shape


def test_an_event_has_what_search_engines_ask_for(town, read):
    event = read(town.activity(price_cents=500, capacity=8, taken_count=3, age_min=14))

    assert REQUIRED_OF_EVENTS - event.keys() == set()
    assert event["location"][0]["address"]["addressLocality"] == "Vilnius"
    assert event["location"][0]["address"]["addressCountry"] == "LT"
    assert event["offers"]["availability"] == "https://schema.org/InStock"
    assert (event["maximumAttendeeCapacity"], event["remainingAttendeeCapacity"]) == (8, 5)
    assert event["typicalAgeRange"] == "14-"


def test_meetings_are_events_within_the_event(town, read):
    first = clock.now().replace(microsecond=0) + DAY
    activity = town.activity()
    meet(town, activity, *weekly(first, 3))

    event = read(activity)

    starts = [each["startDate"] for each in event["subEvent"]]
    assert len(starts) == 3
    assert event["startDate"] == starts[0]
    assert event["endDate"] == event["subEvent"][-1]["endDate"]
    assert [REQUIRED_OF_EVENTS & each.keys() for each in event["subEvent"]] == [
        {"@type", "name", "startDate", "endDate", "location", "eventStatus", "eventAttendanceMode"}
    ] * 3


def test_all_organisers_are_told(town, read):
    activity = town.activity()
    team_up(town, activity)

    assert len(read(activity)["organizer"]) == 2


def test_what_cannot_be_joined_is_not_offered(town, read):
    now = clock.now()
    over = read(town.activity(starts_at=now - DAY, ends_at=now - HOUR))
    full = read(town.activity(capacity=1, taken_count=1))
    cancelled = read(town.activity(state="cancelled"))

    assert "availability" not in over["offers"]
    assert full["offers"]["availability"] == "https://schema.org/SoldOut"
    assert "availability" not in cancelled["offers"]
    assert cancelled["eventStatus"] == "https://schema.org/EventCancelled"


def test_an_online_event_names_its_page_and_never_its_room(town, read):
    room = "https://meet.example.org/knots"
    event = read(town.activity(format="online", place_id=None, online_url=room))

    assert [place["@type"] for place in event["location"]] == ["VirtualLocation"]
    assert room not in json.dumps(event)


def test_a_course_tells_what_it_teaches(town, read):
    activity = town.activity(starts_at=None, ends_at=None)
    tell(town, activity, outcomes=["You tie a bowline."])

    course = read(activity)

    assert (course["@type"], course["teaches"]) == ("Course", ["You tie a bowline."])
    assert course["provider"][0]["@type"] == "Organization"
    assert course["offers"]["category"] == "Free"
