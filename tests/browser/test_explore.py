"""Filters of Explore in a hurry."""

import re

from playwright.sync_api import expect

from tests.browser.visitor import DESK


def test_filters_chosen_in_a_hurry_are_all_kept(visitor):
    person = visitor("vilnius", "lt", viewport=DESK)
    page = person.open("/activities")
    for name, value in (("when", "month"), ("format", "place"), ("price", "free")):
        page.locator(f"#facets label:has([name={name}][value={value}])").click(no_wait_after=True)

    for wanted in ("when=month", "format=place", "price=free"):
        expect(page).to_have_url(re.compile(wanted))
    assert page.locator("#facets input:checked").count() == 3
    assert person.page.locator("#results .chip--s").count() == 3
