"""The console of a city's team, with hands on keys and mouse."""

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import DESK

CONSOLE = "/console/topics"


@pytest.fixture
def team(visitor, signed_in):
    return visitor("vilnius", "en", viewport=DESK, storage_state=signed_in("city", "vilnius"))


def names(page):
    return page.locator("main li h2 a").all_inner_texts()


def test_topics_are_moved_by_keyboard_and_the_focus_stays_on_the_button(team):
    page = team.open(f"{CONSOLE}?lang=en")
    before = names(page)
    down = page.locator("main .own > li").first.get_by_role("button", name=f"Move {before[0]} down")
    team.tab_to(down)
    page.keyboard.press("Enter")
    page.wait_for_url("**/console/topics?at=down-*")
    again = page.get_by_role("button", name=f"Move {before[0]} down")

    assert names(page)[:2] == [before[1], before[0]]
    expect(again).to_be_focused()
    page.get_by_role("button", name=f"Move {before[0]} up").click()
    page.wait_for_url("**/console/topics?at=up-*")
    assert names(page) == before


def test_topics_can_be_dragged(team):
    page = team.open(f"{CONSOLE}?lang=en")
    before = names(page)
    items = page.locator("main .own > li")
    items.nth(0).locator(".own__n").drag_to(items.nth(2).locator(".own__n"))
    page.wait_for_url("**/console/topics?at=*")

    assert names(page)[:3] == [before[1], before[2], before[0]]
    items.nth(2).locator(".own__n").drag_to(items.nth(0).locator(".own__n"))
    page.wait_for_url("**/console/topics?at=up-*")
    assert names(page) == before


def test_a_place_is_featured_from_search_to_home(team):
    page = team.open("/console/featured?lang=en")
    page.locator("main [name=q]").fill("katedros")
    team.button("Look for it").click()
    page.get_by_role("link", name="Feature it").first.click()
    page.locator("main [name=why-en]").fill("Meet here on Saturday")
    team.button("Feature it").click()
    expect(page.get_by_text("On the home now")).to_be_visible()
    team.open("/?lang=en")
    expect(page.get_by_text("Meet here on Saturday")).to_be_visible()

    team.open("/console/featured").locator("main li h2 a").first.click()
    team.button("Feature it no more").click()
    expect(page.locator("main li h2 a")).to_have_count(0)
