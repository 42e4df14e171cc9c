"""What the map lies on: tiles of a configured host, else drawings that come with the site."""

import dataclasses
import re

import pytest


@pytest.fixture
def with_tiles(town, monkeypatch):
    told = {"tile_url": "https://{s}.tiles.example/{z}/{x}/{y}.png", "tile_attribution": "© Them"}
    monkeypatch.setattr(town.app, "settings", dataclasses.replace(town.app.settings, **told))
    return town.visitor().get("/activities")


def images(answer):
    return re.search(r"img-src ([^;]*)", answer.headers["Content-Security-Policy"])[1]


def test_tiles_come_with_their_attribution_and_from_their_host_alone(with_tiles):
    assert 'data-tiles="https://{s}.tiles.example/{z}/{x}/{y}.png"' in with_tiles.text
    assert '<p class="attr">© Them</p>' in with_tiles.text
    assert images(with_tiles) == (
        "'self' data: https://a.tiles.example https://b.tiles.example https://c.tiles.example"
    )


def test_without_tiles_the_ground_comes_from_the_site_itself(town):
    answer = town.visitor().get("/activities")

    assert "data-tiles" not in answer.text
    assert re.findall(r'data-(?:land|drawing)="(?!/static/)', answer.text) == []
    assert images(answer) == "'self' data:"


def test_names_of_districts_are_text_over_a_drawing_without_them(town):
    text = town.visitor().get("/activities").text
    drawing = re.search(r'data-drawing="/static/(maps/vilnius\.svg)\?v=\w+#ground"', text)

    assert drawing
    assert "&#34;Senamiestis&#34;" in text
