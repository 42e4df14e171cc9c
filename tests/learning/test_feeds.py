"""The lists for programs."""

import datetime as dt
from email.utils import format_datetime
from xml.etree import ElementTree

import icalendar
import pytest

from col_app.core import clock
from col_app.learning.activities.models import Activity

ITEM = {
    "id", "slug", "title", "lang", "type", "format", "starts_at", "place", "topics", "skills", "url"
}  # fmt: skip
FORMS = ("json", "geojson", "ics", "rss")


@pytest.fixture
def city(town):
    return town.visitor()


def test_json_has_the_shape_of_the_contract(town, city):
    activity = town.activity("Zeppelinology for beginners")

    found = city.get("/activities.json?q=zeppelinology").json

    assert set(found) == {"total", "page", "items", "facets"}
    assert (found["total"], found["page"]) == (1, 1)
    assert set(found["items"][0]) == ITEM
    assert found["items"][0]["slug"] == f"{activity}-knots"
    assert set(found["items"][0]["place"]) == {"name", "lat", "lon"}


def test_json_skills_are_uris(city):
    skills = [uri for item in city.get("/activities.json").json["items"] for uri in item["skills"]]

    assert [uri for uri in skills if not uri.startswith("http://data.europa.eu/esco/")] == []


@pytest.mark.parametrize("form", FORMS)
def test_what_cannot_be_read_gets_problem_details(city, form):
    answer = city.get(f"/activities.{form}?bbox=1,2&near=x")

    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"
    assert answer.json["detail"] == "These parameters could not be read: bbox, near"


def test_geojson_has_the_places_of_the_list(city):
    listed = city.get("/activities.json?topic=coding").json["items"]
    pins = city.get("/activities.geojson?topic=coding").json["features"]

    with_place = {item["id"] for item in listed if item["place"]}
    assert {pin["properties"]["id"] for pin in pins} == with_place


def test_the_calendar_has_the_dated_activities(town, city):
    town.activity("Zeppelinology for beginners")
    town.activity("Zeppelinology whenever", starts_at=None, ends_at=None)

    book = icalendar.Calendar.from_ical(city.get("/activities.ics?q=zeppelinology").data)

    assert [str(e["summary"]) for e in book.walk("VEVENT")] == ["Zeppelinology for beginners"]


def test_one_activity_as_a_calendar_entry(town, city):
    activity = town.activity("Zeppelinology for beginners")

    answer = city.get(f"/activities/{activity}-knots.ics")

    entry = icalendar.Calendar.from_ical(answer.data).walk("VEVENT")[0]
    assert str(entry["summary"]) == "Zeppelinology for beginners"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{activity}-knots.ics"'


def test_the_feed_is_well_formed_whatever_titles_hold(town, city):
    town.activity('Zeppelinology <&> "more"')

    root = ElementTree.fromstring(city.get("/activities.rss?q=zeppelinology").text)  # noqa: S314

    assert [item.findtext("title") for item in root.iter("item")] == ['Zeppelinology <&> "more"']


def test_the_feed_tells_when_each_was_published(town, city):
    at = clock.now() - dt.timedelta(days=3)
    town.activity("Zeppelinology now", published_at=at)
    town.activity("Zeppelinology then")
    root = ElementTree.fromstring(city.get("/activities.rss?q=zeppelinology").text)  # noqa: S314
    told = {item.findtext("title"): item.findtext("pubDate") for item in root.iter("item")}

    assert told == {
        "Zeppelinology now": format_datetime(at.replace(microsecond=0)),
        "Zeppelinology then": None,
    }


def test_feeds_of_places_and_organisers_tell_it_too(town, city):
    activity = town.activity("Zeppelinology", published_at=clock.now())
    place, organiser = town.read(activity, Activity.place_id, Activity.organiser_id)
    feeds = [
        city.get(f"/{path}.rss").text for path in (f"places/{place}-x", f"organisers/{organiser}-x")
    ]

    assert ["<pubDate>" in feed for feed in feeds] == [True, True]
