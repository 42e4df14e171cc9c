"""One person, several addresses: from claiming one to losing the old one, in a browser."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.identity_pages import ADDRESSES

PASSWORD = "three herons at the river"


def confirm(person, email):
    """Open the link in the mail to an address, and say yes; what axe finds on the way."""
    person.page.goto(person.site.mailed_link(email, "/confirm/"))
    found = violations(person.page, "light") if person.has_scripts else []
    person.page.locator("main form button").click()
    expect(person.page.locator("main .lead")).to_have_text("Your address is confirmed.")
    return found


def make_an_account(person, email):
    person.open("/sign-up", "apex")
    person.fill(email=email, password=PASSWORD)
    person.button("Go on").click()
    person.fill(name="Ona Testaitė", birth_year="1999")
    person.button("Make my account").click()
    person.fill(password=PASSWORD)
    person.button("Sign in").click()
    expect(person.page.locator("header .avatar")).to_have_count(1)


@pytest.mark.parametrize("has_scripts", [True, False])
def test_a_second_address_becomes_the_main_one(visitor, has_scripts):
    ona = visitor("vilnius", "en", java_script_enabled=has_scripts)
    ona.has_scripts = has_scripts
    name = str(has_scripts).lower()
    first, second = f"{name}@first.example", f"{name}@second.example"
    make_an_account(ona, first)
    found = confirm(ona, first)
    ona.open(ADDRESSES, "apex")
    ona.fill(email=second, password=PASSWORD)
    ona.button("Add this address").click()
    found += confirm(ona, second)
    ona.open(ADDRESSES, "apex")
    ona.fill(password=PASSWORD)
    ona.page.locator("button[value=main]").click()
    expect(ona.page.locator("main li").first).to_contain_text(second)
    ona.fill(password=PASSWORD)
    ona.page.locator("button[value=remove]").click()

    expect(ona.page.locator("main ul.people li")).to_have_count(1)
    assert found == []
