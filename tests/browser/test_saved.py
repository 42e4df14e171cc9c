"""Saving and putting lists together in a real browser: by finger, by keyboard, without scripts."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.visitor import DESK

BOOKMARK = ".row-act button[form=saving]"
TITLE = "Five for a friend"


@pytest.fixture
def ona(visitor, signed_in):
    """A learner of Vilnius who reads English."""

    def meet(**options):
        state = signed_in("organiser", "vilnius")
        met = visitor("vilnius", "en", storage_state=state, **options)
        met.open("/?lang=en")
        return met

    return meet


def address_of(bookmark):
    return bookmark.get_attribute("formaction")


def save_some(person, count):
    """Save the first things of Explore that are not saved yet."""
    person.open("/activities")
    for _each in range(count):
        bookmark = person.page.locator(f"{BOOKMARK}[aria-pressed=false]").first
        twin = person.page.locator(f"[formaction='{address_of(bookmark)}']")
        bookmark.click()
        expect(twin.first).to_have_attribute("aria-pressed", "true")
    person.page.wait_for_load_state("networkidle")


def test_a_tap_saves_in_place_and_another_forgets(ona):
    page = ona().open("/activities")
    bookmark = page.locator(BOOKMARK).first
    bookmark = page.locator(f"[formaction='{address_of(bookmark)}']").first
    place = page.url
    for pressed in ("true", "false"):
        with page.expect_response(re.compile("/saved/")) as answer:
            bookmark.click()
        expect(bookmark).to_have_attribute("aria-pressed", pressed)
        assert (answer.value.json(), page.url) == ({"saved": pressed == "true"}, place)


def test_the_keyboard_saves_and_the_focus_stays(ona):
    jo = ona(viewport=DESK, color_scheme="dark")
    jo.open("/places")
    jo.page.locator("main a[href^='/places/']").first.click()
    button = jo.page.locator("main button[form=saving]").first
    jo.tab_to(button)
    with jo.page.expect_response(re.compile("/saved/")):
        jo.page.keyboard.press("Enter")

    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button).to_be_focused()


def test_a_fault_on_the_way_shows_what_is_true(ona):
    person = ona()
    page = person.open("/activities")
    page.context.set_offline(True)
    bookmark = page.locator(f"{BOOKMARK}[aria-pressed=false]").first
    bookmark = page.locator(f"[formaction='{address_of(bookmark)}']").first
    bookmark.click()

    expect(bookmark).to_have_attribute("aria-pressed", "false")
    page.context.set_offline(False)


def test_a_list_is_ordered_by_the_keyboard_and_enter_keeps_it(ona):
    jo = ona(viewport=DESK)
    save_some(jo, 3)
    page = jo.open("/lists/new")
    jo.fill(title=TITLE)
    for box in page.locator("[name=add][value^=activity]").all()[:3]:
        box.check()
    jo.button("Save the list").click()
    page.goto(f"{page.url}/edit")
    first = page.locator(".own > li h3").first.inner_text()
    jo.tab_to(page.locator("button[value^=down]").first)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("#activity-"))
    assert page.locator(".own > li h3").nth(1).inner_text() == first
    assert violations(page, "light") == []

    page.locator("[name=title]").fill("Three in another order")
    page.locator("[name=title]").press("Enter")
    page.wait_for_url(re.compile(r"/lists/\w+$"))
    assert page.locator("h1").inner_text() == "Three in another order"
    assert page.locator(".own > li h2").nth(1).inner_text() == first


def test_a_strangers_bookmark_waits_until_after_signing_in(visitor, site):
    eva = visitor("vilnius", "en")
    eva.open("/?lang=en")
    eva.open("/activities")
    link = eva.page.locator(".row-act a[href^='/saved/']").nth(2)
    wished = link.get_attribute("href")
    link.click()
    email, password = site.account("city", "vilnius")
    eva.fill(email=email, password=password)
    eva.button("Sign in").click()
    eva.page.wait_for_url(site.url("vilnius", "/activities"))

    bookmark = eva.page.locator(f"[formaction='{wished}']").first
    expect(bookmark).to_have_attribute("aria-pressed", "true")
