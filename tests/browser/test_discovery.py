"""The way on: from what many choose to what comes next, and to what suits oneself."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import DESK, PHONE

AHEAD = "section[aria-labelledby=h-ahead]"


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_what_trends_leads_to_what_comes_next_and_to_a_playlist(visitor, scripts):
    ona = visitor("vilnius", "en", viewport=PHONE, java_script_enabled=scripts)
    ona.open("/")
    ona.link("What else is trending").click()
    expect(ona.page.locator(".why__line").first).to_contain_text("chose it in the last 14 days")
    ona.page.locator(".why .act a.stretch").first.click()

    reasons = ona.page.locator(f"{AHEAD} .why__line").all_inner_texts()
    assert reasons
    assert [reason for reason in reasons if not reason.strip()] == []
    ona.page.locator(f"{AHEAD} .pl-card a.stretch").click()
    expect(ona.page).to_have_url(re.compile("/playlists/"))


def test_how_trending_is_counted_is_told_by_pointing_by_keyboard_and_by_touch(visitor):
    desk, phone = visitor("vilnius", "en", viewport=DESK), visitor("vilnius", "en", has_touch=True)
    for person in (desk, phone):
        person.open("/")
    words = desk.page.get_by_role("tooltip")
    sign = desk.page.get_by_role("button", name="How we count")
    expect(words).to_be_hidden()
    sign.hover()
    expect(words).to_contain_text("in the last 14 days")
    desk.page.mouse.move(0, 0)
    expect(words).to_be_hidden()
    desk.tab_to(sign)
    expect(words).to_be_visible()
    desk.page.keyboard.press("Escape")
    expect(words).to_be_hidden()

    phone.page.get_by_role("button", name="How we count").tap()
    expect(phone.page.get_by_role("tooltip")).to_be_visible()


def test_what_trends_is_reached_by_keyboard(visitor):
    ona = visitor("cagliari", "en", viewport=DESK)
    ona.open("/")
    first = ona.page.locator("section[aria-labelledby=h-trending] li a").first
    ona.tab_to(first)
    ona.page.keyboard.press("Enter")

    expect(ona.page).to_have_url(re.compile("/activities/"))


def test_the_passport_leads_to_more_that_suits(visitor, signed_in):
    ona = visitor("vilnius", "en", storage_state=signed_in("learner", "vilnius"))
    ona.open("/passport?lang=en")
    own = ona.page.locator("section[aria-labelledby=h-own]")
    assert own.locator("li").count() == 3
    own.get_by_role("link", name=ona.say("More for you")).click()

    expect(ona.page.get_by_role("heading", level=1)).to_have_text(ona.say("Recommended for you"))
    assert ona.page.locator(".why .act").count() > 3


def test_a_badge_is_found_by_a_word_and_says_how_to_earn_it(visitor):
    ona = visitor("vilnius", "en", java_script_enabled=False)
    ona.open("/badges").locator("[name=q]").fill("podcast")
    ona.button("Show badges").click()
    ona.page.locator(".bdg a.stretch").first.click()

    expect(ona.page.locator("#h-earn")).to_be_visible()
    expect(ona.page.locator(f"{AHEAD} .why").first).to_be_visible()
