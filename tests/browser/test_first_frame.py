"""What waits while the first frame is drawn, and is there for everybody after it."""

import pytest
from playwright.sync_api import expect

HIDDEN = """() => [...document.querySelectorAll(".sec, .mapt, .cta, .foot")]
  .filter((each) => getComputedStyle(each).contentVisibility === "hidden").length"""
WAITING = """() => [...document.querySelectorAll(".sec, .foot")]
  .filter((each) => getComputedStyle(each).contentVisibility !== "visible").length"""
DRAWN = "(element) => element.checkVisibility({ contentVisibilityAuto: true })"
MARKED = "html.is-first"


@pytest.mark.parametrize("path", ["/", "/activities/1", "/playlists/1"])
def test_nothing_stays_hidden_after_the_first_frame(visitor, path):
    page = visitor("vilnius", "lt").open(path)

    expect(page.locator(MARKED)).to_have_count(0)
    assert page.evaluate(HIDDEN) == 0


@pytest.mark.parametrize("path", ["/", "/activities/1", "/playlists/1"])
def test_nothing_is_hidden_without_scripts(visitor, path):
    page = visitor("vilnius", "lt", java_script_enabled=False).open(path)

    assert page.evaluate(HIDDEN) == 0


def test_everything_is_drawn_before_anybody_scrolls(visitor):
    page = visitor("vilnius", "lt").open("/")
    expect(page.locator(MARKED)).to_have_count(0)

    assert page.locator(".foot a").last.evaluate(DRAWN)


def test_everything_is_printed(visitor):
    page = visitor("vilnius", "lt").open("/")
    page.emulate_media(media="print")

    assert page.evaluate(WAITING) == 0
