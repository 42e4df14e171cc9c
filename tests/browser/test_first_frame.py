"""What waits while the first frame is drawn, and is there for everybody after it."""

import pytest
from playwright.sync_api import expect

HIDDEN = """() => [...document.querySelectorAll(".sec, .foot, .ex__facets, .row-act")]
  .filter((each) => getComputedStyle(each).contentVisibility === "hidden").length"""
WAITING = """() => [...document.querySelectorAll(".sec, .foot")]
  .filter((each) => getComputedStyle(each).contentVisibility !== "visible").length"""
DRAWN = "(element) => element.checkVisibility({ contentVisibilityAuto: true })"
MARKED = "() => document.documentElement.classList.contains('is-first')"


@pytest.mark.parametrize("path", ["/", "/activities"])
def test_nothing_stays_hidden_after_the_first_frame(visitor, path):
    page = visitor("vilnius", "lt").open(path)

    page.wait_for_function(f"!({MARKED})()")
    assert page.evaluate(HIDDEN) == 0


@pytest.mark.parametrize("path", ["/", "/activities"])
def test_nothing_is_hidden_without_scripts(visitor, path):
    page = visitor("vilnius", "lt", java_script_enabled=False).open(path)

    assert page.evaluate(HIDDEN) == 0


def test_what_waits_is_drawn_when_the_keyboard_comes_to_it(visitor):
    page = visitor("vilnius", "lt").open("/")
    page.wait_for_function(f"!({MARKED})()")
    assert not page.locator(".foot a").last.evaluate(DRAWN)

    page.locator(".foot a").last.focus()
    expect(page.locator(".foot a").last).to_be_in_viewport()
    assert page.locator(".foot a").last.evaluate(DRAWN)


def test_everything_is_printed(visitor):
    page = visitor("vilnius", "lt").open("/")
    page.emulate_media(media="print")

    assert page.evaluate(WAITING) == 0
