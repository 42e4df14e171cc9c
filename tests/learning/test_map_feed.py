"""The GeoJSON behind the map: the list's own activities, places as a layer, 304 when unchanged."""

import datetime as dt

import pytest
from sqlalchemy import select

from col_app.core import clock
from col_app.core.db import db
from col_app.learning.activities import mapfeed, search
from col_app.learning.activities.models import ActivityText
from col_app.learning.places.models import Place
from tests.learning.town import DAY, HOUR
from tests.statements import statements

FEED = "/activities.geojson"


@pytest.fixture
def city(town):
    return town.visitor()


def again(city, path):
    """(status of asking once more with the tag of the first answer, first answer)."""
    first = city.get(path)
    second = city.get(path, headers={"If-None-Match": first.headers["ETag"]})
    return second.status_code, first


def first_place(town):
    return town.do(lambda: db.session.scalars(select(Place.id).order_by(Place.id)).first())


@pytest.mark.parametrize("query", ["", "format=place", "q=muziejus", "topic=coding&price=free"])
def test_the_map_has_as_many_activities_as_the_list_has_with_a_place(city, query):
    listed, page = 0, 1
    while items := city.get(f"/activities.json?{query}&page={page}").json["items"]:
        listed, page = listed + sum(bool(item["place"]) for item in items), page + 1
    feed = city.get(f"{FEED}?{query}").json

    assert (len(feed["features"]), feed["total"]) == (listed, listed)


def test_an_activity_on_the_map(town, city):
    activity = town.activity("Zeppelinology for beginners")

    (feature,) = city.get(f"{FEED}?q=zeppelinology").json["features"]

    assert feature["geometry"]["type"] == "Point"
    assert feature["properties"] == {
        "id": activity, "title": "Zeppelinology for beginners", "look": "civic.vote",
        "href": f"/activities/{activity}-knots",
    }  # fmt: skip


def test_a_title_in_another_language_says_which(town, city):
    town.activity("Zeppelinologija", lang="lt")

    (feature,) = city.get(f"{FEED}?q=zeppelinologija").json["features"]

    assert feature["properties"]["lang"] == "lt"


def test_places_are_a_layer_that_counts_what_was_found_there(town, city):
    for _ in range(2):
        town.activity("Zeppelinology for beginners")

    features = city.get(f"{FEED}?q=zeppelinology&layer=place").json["features"]

    counted = {f["properties"]["id"]: f["properties"]["count"] for f in features}
    assert {f["properties"]["layer"] for f in features} == {"place"}
    assert {n: count for n, count in counted.items() if count} == {first_place(town): 2}
    assert len(counted) > 1


def test_both_layers_come_in_one_answer(town, city):
    town.activity("Zeppelinology for beginners")

    feed = city.get(f"{FEED}?q=zeppelinology&layer=activity&layer=place").json

    assert feed["total"] == 1
    assert {f["properties"].get("layer", "activity") for f in feed["features"]} == {*mapfeed.LAYERS}


def test_places_lie_in_the_part_that_is_asked_for(city):
    assert city.get(f"{FEED}?layer=place&bbox=0,0,1,1").json["features"] == []


def test_an_unknown_layer_is_refused_by_name(city):
    answer = city.get(f"{FEED}?layer=moon")

    assert answer.status_code == 400
    assert answer.json["detail"] == "These parameters could not be read: layer"


def test_more_pins_than_a_map_can_show_are_counted(town, city, monkeypatch):
    monkeypatch.setattr(search, "MAX_PINS", 2)
    for _ in range(3):
        town.activity("Zeppelinology for beginners")

    feed = city.get(f"{FEED}?q=zeppelinology").json

    assert (len(feed["features"]), feed["total"]) == (2, 3)


def test_an_unchanged_answer_is_not_built_again(city):
    tag = city.get(FEED).headers["ETag"]
    with statements() as seen:
        answer = city.get(FEED, headers={"If-None-Match": tag})

    assert (answer.status_code, answer.data, len(seen)) == (304, b"", 1)
    assert answer.headers["ETag"] == tag


@pytest.mark.parametrize("change", ["new", "title", "moved", "cancelled"])
def test_every_change_of_the_contents_gives_a_new_answer(town, city, change):
    activity = town.activity("Zeppelinology for beginners")
    tag = city.get(FEED).headers["ETag"]
    if change == "new":
        town.activity("Zeppelinology for all")
    elif change == "title":
        title = select(ActivityText).where(ActivityText.activity_id == activity)
        town.do(lambda: setattr(db.session.scalars(title).one(), "title", "Zeppelins"))
    elif change == "moved":
        town.do(lambda: setattr(db.session.get_one(Place, first_place(town)), "address", "Here 1"))
    else:
        town.change(activity, state="cancelled")

    assert city.get(FEED, headers={"If-None-Match": tag}).status_code == 200


def test_whoever_joins_changes_no_map(town, city):
    activity = town.activity("Zeppelinology for beginners")
    tag = city.get(FEED).headers["ETag"]
    town.change(activity, taken_count=1)

    assert city.get(FEED, headers={"If-None-Match": tag}).status_code == 304


def test_what_is_over_leaves_without_a_change(town, city, monkeypatch):
    town.activity("Zeppelinology", starts_at=clock.now() - HOUR, ends_at=clock.now() + HOUR)
    first = city.get(f"{FEED}?q=zeppelinology")
    later = clock.now() + 2 * HOUR
    monkeypatch.setattr(clock, "now", lambda: later)
    second = city.get(f"{FEED}?q=zeppelinology", headers={"If-None-Match": first.headers["ETag"]})

    assert len(first.json["features"]) == 1
    assert second.json["features"] == []


def test_a_new_day_is_a_new_question(city, monkeypatch):
    tag = city.get(f"{FEED}?when=today").headers["ETag"]
    tomorrow = clock.now() + DAY + dt.timedelta(minutes=1)
    monkeypatch.setattr(clock, "now", lambda: tomorrow)

    answer = city.get(f"{FEED}?when=today", headers={"If-None-Match": tag})
    assert answer.status_code == 200


def test_each_question_has_its_own_answer(city):
    paths = (FEED, f"{FEED}?topic=coding", f"{FEED}?layer=place", f"{FEED}?lang=lt")
    tags = [again(city, path)[1].headers.get("ETag") for path in paths[:3]]

    assert len(set(tags)) == 3
