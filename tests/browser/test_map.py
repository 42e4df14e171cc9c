"""The map of Explore beside its list."""

import re

from playwright.sync_api import expect

from tests.browser.visitor import DESK

PINS = ".map .leaflet-marker-icon"
ZOOM_MILLISECONDS = 600
SHOWN = """pins => pins.map(pin => {
  const bubble = pin.querySelector(".cluster");
  return bubble ? Number(bubble.textContent) : pin.querySelector(".pin") ? 1 : 0;
})"""


def with_map(visitor):
    """Explore on a wide window, its map drawn: the list narrowed to what has a place."""
    person = visitor("vilnius", "en", viewport=DESK, reduced_motion="reduce")
    person.open("/activities?format=place")
    expect(person.page.locator(PINS).first).to_be_visible()
    return person


def all_pins_are(person, number):
    """Whether the map shows so many activities once far places are in its frame too."""
    for _step in range(12):
        if sum(person.page.locator(PINS).evaluate_all(SHOWN)) == number:
            return True
        person.button("Zoom out").click()
        person.page.wait_for_timeout(ZOOM_MILLISECONDS)
    return False


def total(person):
    text = person.page.locator("#results [role=status]").first.inner_text()
    return int(re.search(r"\d+", text).group())


def test_list_and_map_show_the_same_number(visitor):
    person = with_map(visitor)

    assert all_pins_are(person, total(person))


def test_a_filter_changes_list_and_map_together(visitor):
    person = with_map(visitor)
    before = total(person)
    chips = person.page.locator("#results .chip--s")
    chosen = chips.count()
    person.page.locator("#facets label:has([name=topic])").first.click()
    expect(chips).to_have_count(chosen + 1)
    person.page.wait_for_load_state("networkidle")

    assert total(person) < before
    assert all_pins_are(person, total(person))


def test_every_pin_has_a_name_and_opens_by_keyboard(visitor):
    person = with_map(visitor)
    pins = person.page.locator(PINS).filter(has=person.page.locator(".pin"))
    expect(pins.first).to_be_visible()
    names = pins.evaluate_all("pins => pins.map(pin => pin.getAttribute('aria-label'))")
    person.tab_to(pins.first)
    person.page.keyboard.press("Enter")

    expect(person.page.locator("[data-map-card]")).to_contain_text(names[0])
    assert all(names)


def test_a_phone_without_javascript_gets_a_drawn_map(visitor):
    person = visitor("cagliari", "it", java_script_enabled=False)
    person.open("/activities?view=map")

    assert person.page.locator(".map svg").first.is_visible()
