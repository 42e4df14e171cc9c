"""Near a place that is typed, near the reader, and the two views of a phone."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import axe
from tests.browser.visitor import DESK, PHONE

PINS = ".map button.leaflet-marker-icon"
HERE = {"latitude": 54.687157, "longitude": 25.279652}


def chips(person):
    return person.page.locator("#results .chip--s").all_inner_texts()


def test_a_place_is_typed_and_the_map_goes_there(visitor):
    person = visitor("vilnius", "en", viewport=DESK, reduced_motion="reduce")
    page = person.open("/activities")
    page.locator("[name=where]").fill("zirmunai")
    page.locator("[name=where]").press("Enter")
    expect(page.locator("[name=where]")).to_have_value("Žirmūnai")
    expect(page).to_have_url(re.compile("where=%C5%BDirm%C5%ABnai$"))
    expect(page.locator(".map .leaflet-overlay-pane .map-ring")).to_have_count(1)
    assert chips(person) == ["Near Žirmūnai"]

    page.locator("[name=km]").select_option("1")
    expect(page).to_have_url(re.compile("km=1"))
    expect(page.locator("#results")).to_contain_text("Nothing found yet")


def test_an_unknown_place_keeps_what_was_typed_and_offers_others(visitor):
    person = visitor("vilnius", "en", viewport=DESK)
    person.expected = {400}
    # the first look-up ever makes the gazetteer's file
    towns = person.site.url("vilnius", "/activities.json?where=kaunas")
    person.page.goto(towns, timeout=60_000)
    page = person.open("/activities")
    page.locator("[name=where]").fill("zirmunei")
    page.locator("[name=where]").press("Enter")
    guess = page.locator("#facets-fields").get_by_role("link", name="Žirmūnai")
    expect(guess).to_be_visible()
    expect(page.locator("[name=where]")).to_have_value("zirmunei")
    guess.click()

    expect(page.locator("[name=where]")).to_have_value("Žirmūnai")


def test_a_place_is_typed_without_javascript(visitor):
    person = visitor("vilnius", "en", java_script_enabled=False)
    page = person.open("/activities")
    page.locator("[name=where]").fill("uzupis")
    page.locator("[name=km]").select_option("2")
    page.get_by_role("button", name="Show activities").click()

    assert page.locator("[name=where]").input_value() == "Užupis"
    assert chips(person) == ["Near Užupis"]


@pytest.mark.parametrize("viewport", [PHONE, DESK])
def test_near_me_is_asked_on_a_tap_and_sent_no_finer_than_a_kilometre(visitor, viewport):
    person = visitor(
        "vilnius", "en", viewport=viewport, geolocation=HERE, permissions=["geolocation"]
    )
    sent = []
    person.page.on("request", lambda request: sent.append(request.url))
    page = person.open("/activities")
    assert [url for url in sent if "near=" in url] == []
    person.button("Near me").click()
    expect(page).to_have_url(re.compile(r"near=54\.69%2C25\.28"))

    assert chips(person) == ["Near me"]
    assert [url for url in sent if "54.687" in url or "25.2796" in url] == []


def test_showing_where_i_am_tells_nobody_where_that_is(visitor):
    person = visitor("vilnius", "en", viewport=DESK, geolocation=HERE, permissions=["geolocation"])
    page = person.open("/activities")
    expect(page.locator(PINS).first).to_be_visible()
    person.button("Show where I am").click()
    expect(page).to_have_url(re.compile("bbox="))
    expect(page.locator(".map .map-me")).to_have_count(1)

    west, south, east, north = map(float, re.search("bbox=(.*)", page.url)[1].split("%2C"))
    assert (round((south + north) / 2, 3), round((west + east) / 2, 3)) == (54.69, 25.28)


def test_who_refuses_is_told_what_else_to_do(visitor):
    person = visitor("vilnius", "en", viewport=DESK, permissions=[])
    person.open("/activities")
    person.button("Near me").click()

    expect(person.page.get_by_text("Type a place instead.")).to_be_visible()


def test_a_phone_switches_between_list_and_map_of_one_query(visitor):
    person = visitor("vilnius", "en")
    page = person.open("/activities?topic=coding")
    page.locator("#results").get_by_role("link", name="Map").click()
    expect(page.locator(PINS).first).to_be_visible()
    assert "topic=coding" in page.url
    page.locator("#results").get_by_role("link", name="List").click()

    expect(page.locator(".map")).to_be_hidden()
    assert "topic=coding" in page.url


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESK])
def test_the_map_with_all_that_opens_on_it_is_accessible(visitor, viewport, mode, direction):
    person = visitor("vilnius", "en", viewport=viewport, reduced_motion="reduce")
    person.turn(direction)
    page = person.open("/activities?view=map&where=uzupis")
    expect(page.locator(PINS).first).to_be_visible()
    page.locator(".mapctl summary").click()
    page.locator("[data-map-layer=place]").check()
    page.locator(".mapctl summary").click()
    page.locator(PINS).first.press("Enter")
    page.wait_for_timeout(500)

    assert axe.violations(page, mode) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
