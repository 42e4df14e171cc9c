"""The map of Explore beside its list: one result set."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.pages import PLACES, with_pins
from tests.browser.visitor import DESK, NARROW, PHONE

PINS = ".map button.leaflet-marker-icon"
SETTLING_MILLISECONDS = 900
"""A zoom, the pause after it, and the list that follows."""
SHOWN = """pins => pins.map(pin => {
  const bubble = pin.querySelector(".cluster");
  return bubble ? Number(bubble.textContent) : 1;
}).reduce((sum, number) => sum + number, 0)"""


@pytest.fixture
def meet(visitor):
    """Explore with its map drawn: the list narrowed to what has a place."""

    def with_map(query="format=place", viewport=DESK, **options):
        person = visitor("vilnius", "en", viewport=viewport, reduced_motion="reduce", **options)
        person.open(f"/activities?{query}")
        expect(person.page.locator(PINS).first).to_be_visible()
        return person

    return with_map


def on_the_map(person):
    return person.page.locator(PINS).evaluate_all(SHOWN)


def total(person):
    text = person.page.locator("#results [role=status]").first.inner_text()
    return int(re.search(r"\d+", text).group())


def settle(person):
    person.page.wait_for_timeout(SETTLING_MILLISECONDS)
    person.page.wait_for_load_state("networkidle")


def test_list_and_map_show_the_same_number_wherever_the_map_goes(meet):
    person = meet()
    pairs = []
    for step in ("Zoom in", "Zoom in", "Zoom out", "Zoom out", "Zoom out", "Zoom out"):
        person.button(step).click()
        settle(person)
        pairs.append((total(person), on_the_map(person)))

    assert [one for one, other in pairs if one != other] == []
    assert len({one for one, _other in pairs}) > 1


def test_a_filter_changes_list_and_map_together(meet):
    person = meet()
    person.button("Zoom out").click()
    settle(person)
    before = total(person)
    person.page.locator("#facets label:has([name=topic])").first.click()
    expect(person.page).to_have_url(re.compile("topic="))
    settle(person)

    assert total(person) < before
    assert on_the_map(person) == total(person)


def test_moving_by_keys_moves_the_list_and_the_way_back_brings_it_back(meet):
    person = meet()
    before = total(person)
    person.page.locator(".map .leaflet-container").focus()
    person.page.keyboard.press("+")
    person.page.keyboard.press("ArrowRight")
    expect(person.page).to_have_url(re.compile("bbox="))
    settle(person)
    moved = person.page.url
    assert total(person) == on_the_map(person) != before

    person.page.go_back()
    expect(person.page).not_to_have_url(moved)
    settle(person)
    expect(person.page.locator(PINS).first).to_be_visible()
    person.page.go_forward()
    settle(person)
    expect(person.page).to_have_url(moved)
    expect(person.page.locator(PINS).first).to_be_visible()
    settle(person)
    assert total(person) == on_the_map(person)


def test_a_map_that_is_not_followed_offers_to_search_here(meet):
    person = meet()
    person.page.get_by_label("Search as I move the map").uncheck()
    here = person.page.get_by_role("button", name="Search this area")
    expect(here).to_be_hidden()
    person.button("Zoom in").click()
    expect(here).to_be_visible()
    assert "bbox" not in person.page.url

    here.click()
    expect(person.page).to_have_url(re.compile("bbox="))
    expect(here).to_be_hidden()
    settle(person)
    assert total(person) == on_the_map(person)


def test_places_are_a_layer_of_their_own(meet):
    person = meet()
    places = person.page.locator(f"{PINS}:has(.pin--place)")
    expect(places).to_have_count(0)
    person.tab_to(person.page.locator(".mapctl summary"))
    person.page.keyboard.press("Enter")
    person.page.keyboard.press("Tab")
    person.page.keyboard.press("Space")
    expect(person.page.locator(PINS)).to_have_count(0)
    person.page.keyboard.press("Tab")
    person.page.keyboard.press("Space")
    expect(places.first).to_be_visible()
    person.page.keyboard.press("Escape")

    named = places.filter(has=person.page.locator("svg")).first
    named.press("Enter")
    card = person.page.locator("[data-map-card]")
    assert card.locator("a").get_attribute("href").startswith("/places/")
    assert card.inner_text() == named.get_attribute("aria-label")


def test_a_cluster_comes_closer_and_keeps_the_keyboard(meet):
    person = meet()
    cluster = person.page.get_by_role("button", name=re.compile("activities here, zoom in")).first
    person.tab_to(cluster)
    name = cluster.get_attribute("aria-label")
    person.page.keyboard.press("Enter")
    settle(person)

    focused = person.page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert person.page.evaluate("document.activeElement.matches('.leaflet-marker-icon')")
    assert focused != name


def test_every_pin_has_a_name_and_opens_by_keyboard(meet):
    person = meet()
    pin = person.page.locator(f"{PINS}:has(.pin)").first
    person.tab_to(pin)
    name = pin.get_attribute("aria-label")
    person.page.keyboard.press("Enter")
    card = person.page.locator("[data-map-card]")
    expect(card).to_contain_text(name)
    assert person.page.evaluate("document.activeElement.textContent.trim()") == name

    person.page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(pin).to_be_focused()


def test_a_row_and_its_pin_point_at_each_other(meet):
    person = meet()
    link = person.page.locator("#results .row-act a").first
    link.focus()
    expect(person.page.locator(f"{PINS}.is-lit")).to_have_count(1)

    pin = person.page.locator(f"{PINS}:has(.pin)").first
    pin.click()
    chosen = person.page.locator("#results .row-act.is-on")
    expect(chosen).to_contain_text(pin.get_attribute("aria-label"))


def test_the_sheet_of_a_phone_has_three_snaps_and_says_what_comes_next(meet):
    person = meet("view=map", PHONE)
    page, grab = person.page, person.page.locator("[data-grab]")
    seen = []
    for _ in range(3):
        name, expanded = grab.get_attribute("aria-label"), grab.get_attribute("aria-expanded")
        seen.append((page.locator("[data-sheet]").bounding_box()["height"], name, expanded))
        grab.press("Enter")
        page.wait_for_timeout(SETTLING_MILLISECONDS)

    half, full, peek = seen
    assert half[1:] == ("Show the whole list", "true")
    assert full[1:] == ("Show the whole map", "true")
    assert peek[1:] == ("Show half of the list", "false")
    assert peek[0] < half[0] < full[0]


@pytest.mark.parametrize("presses", [0, 2])
def test_no_pin_lies_below_the_sheet(meet, presses):
    person = meet("view=map", PHONE)
    for _ in range(presses):
        person.page.locator("[data-grab]").press("Enter")
    settle(person)

    top = person.page.locator("[data-sheet]").bounding_box()["y"]
    boxes = [pin.bounding_box() for pin in person.page.locator(PINS).all()]
    assert [box for box in boxes if box["y"] + box["height"] / 2 > top + 24] == []


def test_a_pin_on_a_phone_brings_its_row(meet):
    person = meet("view=map", PHONE)
    for _ in range(2):
        person.page.locator("[data-grab]").press("Enter")
    person.page.locator(PINS).first.press("Enter")
    settle(person)
    pin = person.page.locator(f"{PINS}:has(.pin)").first
    pin.press("Enter")

    expect(person.page.locator("[data-sheet]")).to_contain_text(pin.get_attribute("aria-label"))
    assert person.page.locator("[data-sheet]").get_attribute("data-snap") == "half"


def test_a_phone_without_javascript_gets_a_drawn_map(visitor):
    person = visitor("cagliari", "it", java_script_enabled=False)
    person.open("/activities?view=map")

    assert person.page.locator(".map svg").first.is_visible()


def test_where_nothing_is_found_the_city_fills_the_map(visitor):
    person = visitor("cagliari", "en", viewport=DESK, reduced_motion="reduce")
    drawing = person.open("/activities?q=zyxwv").locator(".map .leaflet-overlay-pane svg")
    expect(drawing.first).to_be_visible()
    settle(person)

    city, window = drawing.first.bounding_box(), person.page.locator(".map").bounding_box()
    assert city["width"] >= window["width"]
    assert city["height"] >= window["height"]


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("viewport", [NARROW, DESK], ids=["320", "1440"])
@pytest.mark.parametrize(("slug", "lang"), PLACES)
def test_the_map_from_right_to_left_is_accessible(visitor, slug, lang, viewport, mode):
    person = visitor(slug, lang, viewport=viewport, reduced_motion="reduce")
    person.turn("rtl")
    with_pins(person)

    assert person.page.locator("html").get_attribute("dir") == "rtl"
    assert violations(person.page, mode) == []
