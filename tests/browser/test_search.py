"""Search over all cities, with JavaScript and without."""

import re

from playwright.sync_api import expect

from tests.browser.visitor import DESK


def total(page):
    return int(re.search(r"\d+", page.locator("#results [role=status]").inner_text()).group())


def test_a_chosen_city_narrows_list_and_address(visitor):
    person = visitor("apex", "en", viewport=DESK)
    page = person.open("/search")
    before = total(page)
    page.locator("#facets label:has([name=city][value=cagliari])").click()
    expect(page).to_have_url(re.compile("city=cagliari"))
    links = page.locator("#results li a.stretch").evaluate_all("all => all.map(a => a.host)")

    assert total(page) < before
    assert {host.partition(".")[0] for host in links} == {"cagliari"}
    page.go_back()
    expect(page.locator("#results .chip--s")).to_have_count(0)


def test_the_form_works_without_javascript(visitor):
    person = visitor("apex", "en", java_script_enabled=False)
    page = person.open("/search")
    page.locator("[name=q]").fill("video")
    page.locator("#facets label:has([name=price][value=free])").click()
    page.locator("#facets [type=submit]").click()

    expect(page).to_have_url(re.compile(r"q=video.*price=free"))
    expect(page.locator("#results .chip--s")).to_have_count(2)


def test_the_closest_city_is_found_by_a_tap_and_no_finer_than_a_kilometre(visitor):
    here = {"latitude": 54.123456, "longitude": 24.987654}
    person = visitor("apex", "en", geolocation=here, permissions=["geolocation"])
    person.open("/").locator("[data-locate]").first.click()

    expect(person.page).to_have_url(re.compile(r"lat=54\.12&lon=24\.99$"))
    expect(person.page.locator("main h3, main h2").first).to_have_text("Vilnius City of Learning")
