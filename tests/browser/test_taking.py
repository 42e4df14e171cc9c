"""Taking part: signing up, waiting in line, joining without an account."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.browser import journey
from tests.browser.axe import violations

ONE_SEAT_LEFT = """
update activity set capacity = taken_count + 1, allows_email_join = true where id = (
 select id from activity a where starts_at > now() + interval '9 days' and not exists
 (select from participation p where p.activity_id = a.id) order by id limit 1)
returning id, slug
"""


@pytest.fixture
def last_seat(site):
    """The page of an activity of next week that nobody has joined and that has one seat."""
    number, slug = site.change("vilnius", ONE_SEAT_LEFT)
    return f"/activities/{number}-{slug}"


def test_signing_up_by_keyboard_alone_leads_to_suggestions(visitor):
    ona = visitor("vilnius", "en")
    page = ona.open("/sign-up")
    type_into(ona, email=f"{uuid4().hex}@example.org", password=journey.PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("[name=birth_year]")).to_be_visible()
    type_into(ona, name="Ona", birth_year="1999")
    page.keyboard.press("Enter")
    topic = page.locator("[name=topic][value=heritage]")
    expect(topic).to_be_attached()
    ona.tab_to(topic)
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator("main [name=password]")).to_be_visible()
    ona.tab_to(page.locator("main [name=password]"))
    page.keyboard.type(journey.PASSWORD)
    page.keyboard.press("Enter")

    expect(page).to_have_url(ona.site.url("vilnius", "/passport"))
    expect(page.get_by_text("which you chose").first).to_be_visible()


def type_into(person, **fields):
    for name, text in fields.items():
        person.tab_to(person.page.locator(f"main [name={name}]"))
        person.page.keyboard.type(text)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_the_back_button_keeps_what_was_told(visitor, scripts):
    ona = visitor("vilnius", "en", java_script_enabled=scripts)
    page, email = ona.open("/sign-up"), f"{uuid4().hex}@example.org"
    ona.fill(email=email, password=journey.PASSWORD)
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


def test_who_waits_gets_the_seat_that_somebody_gives_back(visitor, signed_in, site, last_seat):
    rasa = visitor("vilnius", "en", storage_state=signed_in("organiser", "vilnius"))
    rasa.open(f"{last_seat}?lang=en")
    rasa.button("Join this activity").click()
    expect(rasa.button("Leave this activity")).to_be_visible()

    ona = visitor("vilnius", "en", storage_state=signed_in("learner", "vilnius"))
    ona.open(f"{last_seat}?lang=en")
    ona.button("Put me on the waiting list").click()
    expect(ona.page.get_by_text("You are number 1 on the waiting list.").first).to_be_visible()
    assert violations(ona.page, "light") == []

    rasa.button("Leave this activity").click()
    ona.open("/passport")
    assert violations(ona.page, "light") == []
    ona.button("Take my place").click()
    expect(ona.button("Leave this activity")).to_be_visible()
    email, _password = site.account("learner", "vilnius")
    assert f"{last_seat}/join" in site.wait_for_mail(email, f"{last_seat}/join")


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


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_somebody_joins_by_mail_alone_and_cancels(visitor, site, last_seat, scripts):
    email = f"{uuid4().hex}@example.org"
    guest = visitor("vilnius", "en", java_script_enabled=scripts)
    guest.open(last_seat)
    guest.link("Join by e-mail, without an account").click()
    guest.fill(name="Gintarė", email=email)
    guest.button("Go on").click()
    guest.page.goto(site.mailed_link(email, "/guest/"))
    guest.button("Yes, I come").click()
    heading = guest.page.get_by_role("heading", level=1)
    expect(heading).to_have_text("You have a place")
    if scripts:
        assert violations(guest.page, "light") == []
    guest.button("I cannot come").click()

    expect(heading).to_have_text("You are not on the list")


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
