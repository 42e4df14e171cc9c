"""The lists for programs."""

from xml.etree import ElementTree

import icalendar
import pytest

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
