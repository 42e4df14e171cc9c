"""Themes: readable for every colour a city may choose."""

import re

import pytest

from col_app.ui import theme
from col_app.ui.art.dice import Dice
from col_app.ui.assets import STATIC
from col_app.ui.colour import contrast, parse_hex

SHARED = {mode: theme.shared_roles(mode) for mode in ("light", "dark")}


def random_pairs(count):
    dice = Dice(500)
    return [tuple(f"#{dice.below(1 << 24):06x}" for _ in range(2)) for _ in range(count)]


def failures(brand, accent):
    light = theme.light_roles(brand, accent) | SHARED["light"]
    dark = theme.dark_roles(brand, accent) | SHARED["dark"]
    return theme.failing_pairs(light) + theme.failing_pairs(dark)


def test_every_pair_of_500_random_themes_is_readable():
    assert [pair for pair in random_pairs(500) if failures(*pair)] == []


def test_black_white_and_pure_colours_are_readable():
    corners = [f"#{digits}" for digits in ("000", "fff", "f00", "0f0", "00f", "ff0", "0ff", "f0f")]
    assert [brand for brand in corners if failures(brand, corners[0])] == []


def test_a_readable_brand_keeps_its_exact_colour():
    assert theme.light_roles("#B3262E", "#f2a900")["brand"] == "#b3262e"


def test_the_sheet_holds_both_modes_and_the_corners_in_the_theme_layer():
    css = theme.theme_css("#b3262e", "#f2a900", "sharp")

    assert css.startswith("@layer theme{:root{")
    assert css.count("--brand:") == 3
    assert "--r-pill:.25rem" in css


def test_a_colour_that_is_not_hex_is_refused():
    with pytest.raises(ValueError, match="not a hex colour"):
        theme.theme_css("red", "#f2a900", "round")


def test_a_shape_that_is_not_known_is_refused():
    with pytest.raises(KeyError):
        theme.theme_css("#b3262e", "#f2a900", "blob")


def test_short_hex_is_the_same_as_long():
    assert parse_hex("#fa0") == parse_hex("ffaa00")


def test_contrast_of_black_and_white_is_21():
    assert round(contrast("#000", "#fff"), 6) == 21


@pytest.mark.parametrize("slug", ["network", "vilnius", "ljubljana", "cagliari", "tilburg"])
def test_themes_in_files_are_valid(slug):
    found = theme.load_theme(slug)

    assert found is not None
    assert failures(found.brand, found.accent) == []
    assert found.shape in theme.SHAPES


def test_a_city_without_a_file_always_gets_the_same_theme():
    first = theme.default_theme("riga")
    theme.default_theme.cache_clear()

    assert theme.default_theme("riga") == first
    assert first.scene == "river:riga"


def test_a_slug_cannot_leave_the_folder_of_themes():
    assert theme.load_theme("../pyproject") is None


@pytest.mark.parametrize(("mode", "file"), [("light", "tokens"), ("dark", "dark")])
def test_tokens_hold_the_shared_colours(mode, file):
    css = (STATIC / "css" / "tokens" / f"{file}.css").read_text("utf-8")
    found = dict(re.findall(r"--((?:on-)?(?:t-|good|warn|bad|info)[\w-]*):\s*(#\w+);", css))

    assert found == SHARED[mode]
