"""Near a place that is typed, and near the reader."""

import pytest

from col_app.learning.activities import near
from col_app.learning.activities.filters import Filters
from col_app.ui import citymap


@pytest.fixture
def city(town):
    return town.visitor()


def point_of(town, where):
    return town.do(lambda: near._find(where))  # noqa: SLF001 - needs no request for own places


@pytest.mark.parametrize("typed", ["Žirmūnai", "zirmunai", " ŽIRMŪNAI "])
def test_a_district_is_found_however_it_is_typed(town, typed):
    found = point_of(town, typed)

    assert (found.name, round(found.lat, 2), round(found.lon, 2)) == ("Žirmūnai", 54.72, 25.3)


def test_a_place_of_the_city_is_found(town):
    assert point_of(town, "mo muziejus").name == "MO muziejus"


def test_the_list_is_that_of_the_point(city):
    by_name = city.get("/activities.json?where=senamiestis&km=2").json
    lat, lon = next(at for name, *at in citymap.labels("vilnius") if name == "Senamiestis")
    by_point = city.get(f"/activities.json?near={lat:.2f},{lon:.2f}&km=50").json

    assert 0 < by_name["total"] < by_point["total"]


def test_a_town_of_the_gazetteer_is_found(city):
    assert city.get("/activities.json?where=Kaunas").json["total"] == 0
    assert city.get("/activities.json?where=Kaunas&km=150").json["total"] > 0


def test_the_field_and_the_chip_say_the_proper_name(city):
    text = city.get("/activities?where=zirmunai&km=3").text

    assert 'name="where" type="text" value="Žirmūnai"' in text
    assert "Near Žirmūnai" in text
    assert 'href="/activities"' in text


@pytest.mark.parametrize("typed", ["Žirmūnei", "zirm"])
def test_a_name_that_nobody_knows_gets_guesses(city, typed):
    answer = city.get(f"/activities?where={typed}")

    assert answer.status_code == 400
    assert "We know no place of this name." in answer.text
    assert '<a href="/activities?where=%C5%BDirm%C5%ABnai">Žirmūnai</a>' in answer.text
    assert f'value="{typed}"' in answer.text


def test_a_program_is_told_that_nobody_knows_the_place(city):
    answer = city.get("/activities.geojson?where=atlantis+beyond")

    assert answer.status_code == 400
    assert answer.json["detail"] == "These parameters could not be read: where"


def test_what_is_typed_goes_before_a_point(city):
    typed = city.get("/activities.json?where=Kaunas&near=54.68,25.28&km=10").json

    assert typed["total"] == 0


def test_where_somebody_stands_is_kept_no_finer_than_a_kilometre(city):
    text = city.get("/activities?near=54.68712,25.27971&km=50").text

    assert 'name="near" value="54.69,25.28"' in text
    assert 'data-near="54.69,25.28,50.0"' in text


@pytest.mark.parametrize("slug", ["vilnius", "cagliari", "ljubljana", "tilburg"])
def test_districts_lie_in_their_city(slug):
    lat, lon = citymap.frame_of(slug).north, citymap.frame_of(slug).west
    found = citymap.districts(slug)

    assert len({name for name, *_at in found}) == len(found) > 15
    assert [d for d in found if abs(d[1] - lat) > 0.15 or abs(d[2] - lon) > 0.25] == []


def test_without_a_place_nothing_is_looked_up():
    assert near.located(Filters()) == Filters()
