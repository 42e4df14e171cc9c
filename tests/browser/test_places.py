"""Places in a browser: the still map in both directions, and the poster on paper."""

import re

import pytest

PAPER = (595, 842)
"""A4 in points."""
COVERS = """() => {
  const frame = document.querySelector(".map").getBoundingClientRect();
  const map = document.querySelector(".map__svg").getBoundingClientRect();
  return map.left <= frame.left && map.right >= frame.right;
}"""


@pytest.fixture
def place(visitor):
    """Somebody on the page of a place."""
    zoe = visitor("cagliari", "en")
    link = zoe.open("/places").locator('main a[href^="/places/"]').first
    zoe.open(link.get_attribute("href"))
    return zoe


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_the_still_map_fills_its_frame(place, direction):
    place.page.evaluate("way => document.documentElement.dir = way", direction)

    assert place.page.evaluate(COVERS)


def test_the_poster_is_one_sheet_of_a4(place):
    place.page.goto(f"{place.page.url}/poster")
    sheet = place.page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", sheet)

    assert [tuple(round(float(side)) for side in box) for box in boxes] == [PAPER]


def test_what_is_printed_is_light(place):
    page = place.page
    page.emulate_media(color_scheme="dark")
    page.evaluate("document.documentElement.dataset.mode = 'dark'")
    seen = page.evaluate("getComputedStyle(document.body).color")
    page.emulate_media(media="print", color_scheme="dark")
    printed = page.evaluate("getComputedStyle(document.body).color")
    page.emulate_media(media="screen", color_scheme="light")
    page.evaluate("delete document.documentElement.dataset.mode")

    assert printed == page.evaluate("getComputedStyle(document.body).color") != seen
