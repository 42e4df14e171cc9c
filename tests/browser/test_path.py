"""A playlist on a phone without JavaScript: from its first step to having joined it."""

import re

import pytest
from playwright.sync_api import expect


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_stranger_joins_the_next_step_and_is_back_on_the_path(site, visitor, scripts):
    zoe = visitor("vilnius", "en", java_script_enabled=scripts)
    path = zoe.open("/playlists?lang=en").locator("main .pl-card a").first.get_attribute("href")
    zoe.open(path).locator("#now .btn").click()
    email, password = site.account("organiser", "vilnius")
    zoe.fill(email=email, password=password)
    zoe.button("Sign in").click()
    if zoe.page.url.endswith("/join") or "/join?" in zoe.page.url:
        zoe.button("Yes, I join").click()

    expect(zoe.page).to_have_url(site.url("vilnius", path))
    expect(zoe.page.locator("#now .tag--good")).to_have_text(zoe.say("You are in"))


def test_a_step_elsewhere_opens_the_portal_of_its_city(site, visitor):
    zoe = visitor("vilnius", "en")
    zoe.open("/playlists?q=podcast").locator("main .pl-card a").first.click()
    zoe.page.get_by_role("link", name="Open in Cagliari").click()

    expect(zoe.page).to_have_url(re.compile(re.escape(site.url("cagliari", "/activities/"))))
