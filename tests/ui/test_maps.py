"""Maps: places stand where they are."""

import json
from xml.etree import ElementTree

import pytest

from col_app.ui import atlas, citymap, outlines
from col_app.ui.assets import STATIC
from col_app.ui.mercator import frame_around
from col_app.ui.minimap import mini_map

VILNIUS = (54.68916, 25.2798)
DRAWN = sorted(file.stem for file in citymap.SOURCE.glob("*.toml"))
SQUARE = {
    "transform": {"scale": [1, 1], "translate": [0, 0]},
    "arcs": [[[0, 0], [4, 0], [0, 4]], [[4, 4], [-4, 0], [0, -4]]],
    "objects": {"countries": {"geometries": [{"type": "Polygon", "id": "440", "arcs": [[0, 1]]}]}},
}


def shapes(text):
    return [feature["geometry"]["coordinates"] for feature in json.loads(text)["features"]]


def test_topojson_becomes_rings():
    ring = [[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]

    assert shapes(atlas.geojson(SQUARE)) == [[[ring]]]


def test_rings_are_cut_at_the_window():
    (((ring,),),) = (shapes(atlas.geojson(SQUARE, (0, 0, 2, 2))),)

    assert sorted(map(tuple, ring[0][:-1])) == [(0, 0), (0, 2), (2, 0), (2, 2)]


def test_vilnius_stands_at_its_place_on_the_map_of_europe():
    assert outlines.project(*VILNIUS) == (698.2, 335.7)
    assert outlines.is_on_map(*VILNIUS)


def test_curacao_is_not_on_the_map_of_europe():
    assert not outlines.is_on_map(12.17, -68.99)


def test_the_map_of_europe_has_land_members_and_lines():
    europe = outlines.europe_paths()

    assert [bool(path) for path in (europe.land, europe.member, europe.graticule)] == [True] * 3
    assert len(europe.land) + len(europe.member) < 80_000


def test_europe_has_fine_ground_and_the_rest_has_coarse():
    assert "europe.geojson" in outlines.land_href(*VILNIUS)
    assert "world.geojson" in outlines.land_href(12.17, -68.99)


@pytest.mark.parametrize("slug", DRAWN)
def test_committed_drawings_are_what_their_lines_say(slug):
    assert (STATIC / "maps" / f"{slug}.svg").read_text("utf-8") == citymap.draw(slug)


@pytest.mark.parametrize("slug", DRAWN)
def test_drawings_are_valid(slug):
    ElementTree.fromstring(citymap.draw(slug))  # noqa: S314 - our own drawing


def test_a_city_without_lines_has_no_drawing():
    with pytest.raises(KeyError):
        citymap.draw("atlantis")


def test_the_middle_of_a_frame_is_its_point():
    frame = frame_around(*VILNIUS, across_km=6)
    x, y = frame.project(*VILNIUS)

    assert (round(x), round(frame.units_per_km)) == (600, 200)
    assert abs(y - frame.height / 2) < 1


def test_pins_on_one_spot_share_a_bubble():
    svg = mini_map("vilnius", VILNIUS, [(*VILNIUS, "coding"), (*VILNIUS, "music")])

    assert ">2</text>" in svg


def test_a_city_without_a_drawing_shows_distances():
    svg = mini_map("riga", (56.946, 24.106), [(56.95, 24.11, "coding")])
    ElementTree.fromstring(svg)  # noqa: S314 - our own drawing

    assert " km</text>" in svg
    assert "t-code" in svg
