"""A learner: makes an account, follows a playlist, takes part, earns badges, says how it was."""

from __future__ import annotations

import re
import time
from pathlib import Path
from uuid import uuid4

import icalendar
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.hands import Mouse
from tests.browser.visitor import Visitor
from tests.browser.visitors_way import heading

AWARD_SECONDS = 15.0
PASSWORD = "three herons at the river"
CREDENTIAL = 'main a[href^="/credentials/"]'
PLAYLIST = "New in Vilnius"
STEPS = 3
LIST = "Five for a friend"


def tell_about_oneself(hand: Mouse, *topics: str) -> None:
    """The second step: a name, a birth year, the language; the third: what one likes."""
    page = hand.person.page
    hand.fill(name="Ona Testaitė", birth_year="1999")
    hand.press(hand.person.button("Go on"))
    expect(heading(hand.person)).to_have_text(hand.person.say("What do you like?"))
    for topic in topics:
        hand.choose(page.locator(f"[name=topic][value={topic}]"))
    hand.press(hand.person.button("Make my account"))


def make_an_account(hand: Mouse) -> str:
    """On the way to what was wanted: three steps, then the password once more; the address."""
    email = f"ona.{uuid4().hex}@example.org"
    hand.press(hand.person.link("Make an account"))
    hand.fill(email=email, password=PASSWORD)
    hand.press(hand.person.button("Go on"))
    tell_about_oneself(hand)
    expect(hand.person.page.locator("main [name=email]")).to_have_value(email)
    hand.fill(password=PASSWORD)
    hand.press(hand.person.button("Sign in"))
    return email


def sign_up_to_join(hand: Mouse) -> None:
    """Join without an account yet: it is made with the activity kept."""
    person = hand.person
    title = heading(person).inner_text()
    hand.press(person.link("Join this activity"))
    make_an_account(hand)
    expect(person.page.locator("main .lead")).to_have_text(title)
    hand.press(person.button("Yes, I join"))
    expect(heading(person)).to_have_text(title)
    expect(person.button("Leave this activity")).to_be_visible()


def join_the_city(hand: Mouse) -> str:
    """Join now on the portal, without a password: a link comes by mail; the address."""
    person, email = hand.person, f"ona.{uuid4().hex}@example.org"
    person.open("/")
    hand.press(person.link("Join now"))
    hand.fill(email=email)
    hand.press(person.button("Send me a link instead"))
    tell_about_oneself(hand, "heritage", "food")
    expect(heading(person)).to_have_text(person.say("Look into your mailbox"))
    person.page.goto(person.site.mailed_link(email, "/sign-in/link/"))
    hand.press(person.button("Sign in"))
    expect(person.page).to_have_url(person.site.url("vilnius", "/passport"))
    return email


def read_suggestions(person: Visitor) -> None:
    """Three things to do, each with its reason."""
    suggested = person.page.locator("section[aria-labelledby=h-own] li")
    expect(suggested).to_have_count(3)
    expect(suggested.locator(".why__line")).to_have_text([re.compile("which you follow$")] * 3)


def start_the_playlist(hand: Mouse) -> None:
    """From the passport to a playlist: nothing is done yet, the next step has room."""
    person, page = hand.person, hand.person.page
    hand.press(person.link("Choose a playlist"))
    hand.press(page.get_by_role("link", name=PLAYLIST, exact=True))
    expect(heading(person)).to_contain_text(PLAYLIST)
    hand.press(person.button("Start this playlist"))
    expect(page.get_by_text(f"0 of {STEPS} done").first).to_be_visible()
    step = page.locator("#now")
    expect(step).to_contain_text(re.compile(r"\d+ of \d+ places left"))
    expect(step.locator(".meta").first).to_contain_text(re.compile(r"\d"))


def join_the_step(hand: Mouse) -> str:
    """Take a seat in the step for now, and stay on the path; the step's title."""
    person, step = hand.person, hand.person.page.locator("#now")
    title = step.locator("h3").inner_text()
    hand.press(step.get_by_role("button", name=person.say("Join"), exact=True))
    expect(person.page.get_by_role("status").filter(has_text="You are in")).to_be_visible()
    expect(step.locator(".tag--good")).to_have_text(person.say("You are in"))
    return title


def put_it_into_the_calendar(hand: Mouse, email: str, title: str, folder: Path) -> None:
    """A mail confirms the seat; the page of the step has a file for the calendar."""
    person = hand.person
    link = person.page.locator("#now").get_by_role("link", name=title)
    person.site.wait_for_mail(email, link.get_attribute("href") or title)
    assert title in str(person.site.mails_to(email)[0]["Subject"])
    hand.press(link)
    expect(heading(person)).to_have_text(title)
    file = hand.download(person.link("Add to calendar"), folder)
    assert str(icalendar.Calendar.from_ical(file.read_bytes()).events[0]["SUMMARY"]) == title


def show_code(hand: Mouse) -> str:
    """Open one's own code, on the way from any page over the passport."""
    person = hand.person
    person.open("/passport")
    hand.press(person.page.get_by_role("link", name=person.say("Show my code at the door")))
    expect(heading(person)).to_have_text(person.say("Show this at the door"))
    return person.page.locator(".bigcode").inner_text()


def admit(organiser: Visitor, code: str, title: str) -> None:
    """The organiser reads the learner's code and lets them in."""
    organiser.open(f"/studio/check-in?code={code}")
    door = organiser.page.locator("form .card").filter(has_text=title)
    door.get_by_role("button").click()
    expect(organiser.page.get_by_role("status")).to_contain_text("is checked in")


def read_that_one_is_in(hand: Mouse) -> None:
    """The page with the code says by itself that it was read, and leads on."""
    if hand.has_scripts:
        hand.press(hand.person.link("Go on"))
        expect(heading(hand.person)).to_have_text(hand.person.say("You are checked in"))


def wait_for_badges(person: Visitor, number: int) -> str:
    """The address of the newest badge in the passport, once so many are there."""
    deadline = time.monotonic() + AWARD_SECONDS
    while person.open("/passport").locator(CREDENTIAL).count() < number:
        assert time.monotonic() < deadline, "no badge came into the passport"
        time.sleep(0.3)
    return person.page.locator(CREDENTIAL).first.get_attribute("href") or ""


def read_the_news(person: Visitor, email: str, number: int) -> str:
    """The badge is in the passport, and a mail tells of it; its address."""
    address = wait_for_badges(person, number)
    person.site.wait_for_mail(email, person.site.url("vilnius", address))
    return address


def complete_the_playlist(hand: Mouse, organiser: Visitor, path: str, titles: list[str]) -> None:
    """Join what is left of the path and be let in each time."""
    for _step in range(STEPS - len(titles)):
        hand.person.open(path)
        title = join_the_step(hand)
        admit(organiser, show_code(hand), title)
        titles.append(title)


def read_what_is_next(hand: Mouse, path: str, badge: str) -> None:
    """The playlist is done by itself; its badge leads on."""
    person, page = hand.person, hand.person.page
    person.open(path)
    expect(page.get_by_text(person.say("You made it"))).to_be_visible()
    person.open(badge)
    ahead = page.locator("section[aria-labelledby=h-ahead]")
    expect(ahead.get_by_role("heading", name=person.say("What next"))).to_be_visible()
    expect(ahead.locator(".pl-card")).to_have_count(1)
    assert ahead.locator(".hscroll .why__line").count() > 1


def wait_as_the_second(hand: Mouse, path: str) -> None:
    """Everything is taken and somebody waits already."""
    person = hand.person
    person.open(path)
    hand.press(person.button("Put me on the waiting list"))
    expect(person.page.get_by_text("You are number 2 on the waiting list.").first).to_be_visible()
    if hand.has_scripts:
        assert violations(person.page, "light") == []


def take_the_offer(hand: Mouse, email: str, path: str) -> None:
    """A mail says that a place is kept for a day; the passport has it too."""
    person = hand.person
    person.site.wait_for_mail(email, f"{path}/join")
    person.open("/passport")
    hand.press(person.button("Take my place"))
    expect(person.button("Leave this activity")).to_be_visible()


def say_how_it_was(hand: Mouse) -> None:
    """Two taps: how, and what it was about."""
    person = hand.person
    person.open("/passport")
    hand.press(person.button("Good"))
    hand.press(person.page.locator("button[name=reason]").first)
    expect(person.page.get_by_role("status")).to_contain_text("Thank you!")


def save_five(hand: Mouse) -> None:
    """Save the first five activities of Explore."""
    page = hand.person.open("/activities")
    for number in range(5):
        bookmark = page.locator(".row-act [form=saving]").nth(number)
        twin = page.locator(f"[formaction='{bookmark.get_attribute('formaction')}']").first
        hand.press(bookmark)
        expect(twin).to_have_attribute("aria-pressed", "true")


def make_a_list(hand: Mouse) -> str:
    """Out of what was saved, for whoever has the link; its address."""
    person, page = hand.person, hand.person.page
    person.open("/saved")
    hand.press(person.link("Make a list"))
    hand.fill(title=LIST)
    for box in page.locator("[name=add][value^=activity]").all():
        hand.choose(box)
    hand.choose(page.locator("[name=visibility][value=unlisted]"))
    hand.press(person.button("Save the list"))
    expect(heading(person)).to_have_text(LIST)
    expect(page.locator(".own > li")).to_have_count(5)
    return page.url


def copy_the_list(friend: Mouse, address: str) -> None:
    """A friend takes a copy, which says whose it was."""
    person = friend.person
    person.page.goto(address)
    expect(person.page.locator("meta[name=robots]")).to_have_attribute("content", "noindex")
    friend.press(person.button("Make a copy"))
    friend.press(person.button("Save the list"))
    expect(person.page.locator("main")).to_contain_text(f"Based on {LIST} by Ona T.")
    expect(person.page.locator(".own > li")).to_have_count(5)
