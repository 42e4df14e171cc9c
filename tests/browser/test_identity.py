"""One person, several addresses and accounts, in a browser."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.identity_pages import ADDRESSES, MERGING, prepared_list
from tests.browser.visitor import DESK, NARROW

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
    take_the_steps(person, email)
    expect(person.page.locator("header .avatar")).to_have_count(1)


def take_the_steps(person, email):
    person.fill(email=email, password=PASSWORD)
    person.button("Go on").click()
    person.fill(name="Ona Testaitė", birth_year="1999")
    more = person.page.locator("main form .btn").first
    more.click()
    person.page.locator("main [name=topic], main [name=password]").first.wait_for()
    if person.page.locator("main [name=topic]").count():
        more.click()
    person.fill(password=PASSWORD)
    person.button("Sign in").click()


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
    expect(ona.page.locator("main ul.people li").first).to_contain_text(second)
    ona.fill(password=PASSWORD)
    ona.page.locator("button[value=remove]").click()

    expect(ona.page.locator("main ul.people li")).to_have_count(1)
    assert found == []


def test_a_second_account_becomes_part_of_the_first(visitor):
    other = visitor("vilnius", "en")
    make_an_account(other, "away@merging.example")
    ona = visitor("vilnius", "en")
    make_an_account(ona, "stays@merging.example")
    page = ona.open(MERGING, "apex")
    ona.fill(email="away@merging.example")
    ona.button("Send a link instead").click()
    page.goto(ona.site.mailed_link("away@merging.example", "/merging/"))
    found = violations(page, "light")
    ona.button("Yes, both accounts are mine").click()
    expect(page.locator("h1")).to_have_text("What will happen")
    for size in (NARROW, DESK):
        page.set_viewport_size(size)
        found += [fault for mode in ("light", "dark") for fault in violations(page, mode)]
    ona.fill(password=PASSWORD)
    ona.button("Make them one account").click()

    expect(page.locator("main .note--good")).to_have_count(1)
    other.open("/account", "apex")
    expect(other.page.locator("main [name=password]")).to_have_count(1)
    assert found == []


@pytest.mark.parametrize("has_scripts", [True, False])
def test_a_prepared_account_is_claimed_in_three_steps(visitor, signed_in, has_scripts):
    options = {"java_script_enabled": has_scripts}
    state = signed_in("organiser", "vilnius")
    rasa = visitor("vilnius", "en", storage_state=state, **options)
    prepared_list(rasa)
    code = rasa.page.locator("main code").first.inner_text()
    jonas = visitor("vilnius", "en", **options)
    jonas.open("/prepared?next=/badges")
    jonas.fill(code=code.lower())
    jonas.button("Go on").click()
    expect(jonas.link("Make an account")).to_be_visible()
    found = violations(jonas.page, "light") if has_scripts else []
    jonas.link("Make an account").click()
    take_the_steps(jonas, f"jonas.{has_scripts}@prepared.example".lower())
    jonas.button("Yes, this is me").click()

    expect(jonas.page).to_have_url(jonas.site.url("vilnius", "/badges"))
    rasa.page.reload()
    expect(rasa.page.locator("main code")).to_have_count(2)
    assert found == []
