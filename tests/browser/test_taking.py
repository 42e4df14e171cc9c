"""Taking part: signing up, waiting in line, joining without an account."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.browser import learners_way
from tests.browser.axe import violations


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_the_back_button_keeps_what_was_told(visitor, scripts):
    ona = visitor("vilnius", "en", java_script_enabled=scripts)
    page, email = ona.open("/sign-up"), f"{uuid4().hex}@example.org"
    ona.fill(email=email, password=learners_way.PASSWORD)
    ona.button("Go on").click()
    ona.fill(name="Ona Testaitė", birth_year="1999")
    ona.button("Go on").click()
    expect(page.locator("[name=topic]").first).to_be_attached()
    ona.link("Back").click()
    expect(page.locator("[name=name]")).to_have_value("Ona Testaitė")
    ona.link("Back").click()
    expect(page.locator("main [name=email]")).to_have_value(email)
    page.go_back()
    page.go_back()

    expect(page.locator("[name=topic]").first).to_be_attached()
    assert ona.faults == []


def test_one_leaves_the_list_by_mail_without_signing_in(visitor, signed_in, site, last_seat):
    rasa = visitor("vilnius", "en", storage_state=signed_in("organiser", "vilnius"))
    rasa.open(f"{last_seat}?lang=en")
    rasa.button("Join this activity").click()
    team = visitor("vilnius", "en", storage_state=signed_in("city", "vilnius"))
    team.open(f"{last_seat}?lang=en")
    team.button("Put me on the waiting list").click()
    email, _password = site.account("city", "vilnius")

    anybody = visitor("vilnius", "en")
    anybody.page.goto(site.mailed_link(email, "/waiting/"))
    assert violations(anybody.page, "light") == []
    anybody.button("Yes, take me off the list").click()
    team.open(last_seat)
    expect(team.button("Put me on the waiting list")).to_be_visible()


def test_somebody_signs_in_by_a_link(visitor, site):
    ona = visitor("vilnius", "en")
    email, _password = site.account("learner", "vilnius")
    ona.open("/sign-in?next=/badges")
    ona.link("Sign in by a link, without a password").click()
    ona.fill(email=email)
    ona.button("Send me a link").click()
    ona.page.goto(site.mailed_link(email, "/sign-in/link/"))
    assert violations(ona.page, "light") == []
    ona.button("Sign in").click()

    expect(ona.page).to_have_url(site.url("vilnius", "/badges"))
