"""A visitor without an account: finds their city, finds something, takes part by e-mail."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import icalendar
from playwright.sync_api import Locator, expect

from tests.browser.axe import violations
from tests.browser.hands import Mouse
from tests.browser.visitor import Visitor

PINS = ".map button.leaflet-marker-icon"
RESULTS = "#results > ul > li"
BEGINNING, TOPIC = "pa", "heritage"
"""What is typed in Vilnius in Lithuanian, and the topic "Istorija ir paveldas" that it offers."""


def heading(person: Visitor) -> Locator:
    """The heading of the page."""
    return person.page.get_by_role("heading", level=1)


def open_the_network(person: Visitor) -> None:
    """Read what the network promises, and where its cities are."""
    page = person.open("/", "apex")
    promise = person.say("Join activities. Complete playlists. Earn badges.")
    expect(page.get_by_text(promise)).to_be_visible()
    cities_map = person.say("Map of cities. The same cities are listed below.")
    expect(page.get_by_role("group", name=cities_map)).to_be_visible()
    expect(page.locator("#cities h3 .num").first).to_have_text(re.compile(r"\d"))
    expect(person.link("All cities")).to_be_visible()
    for text in ("Latest opportunities", "Start a City of Learning"):
        expect(page.get_by_role("heading", name=person.say(text))).to_be_visible()
    expect(page.get_by_text(person.say("Next community call"))).to_be_visible()


def look_for_a_town_without_a_portal(hand: Mouse) -> None:
    """Type Kaunas: the closest portal, how far it is, and how Kaunas could become one."""
    person, page = hand.person, hand.person.page
    # the first look-up ever makes the gazetteer's file
    with page.expect_navigation(timeout=60_000):
        hand.send(page.locator("main [name=q]").first, "Kaunas")
    expect(heading(person)).to_contain_text("Kaun")
    first = page.locator("main .grid > *").first
    expect(first).to_contain_text(re.compile(r"Vilni.*9\d\skm", re.DOTALL))
    expect(person.link("Start one")).to_be_visible()
    hand.press(first.get_by_role("link"))


def read_the_city_in_its_language(person: Visitor) -> None:
    """The portal speaks the browser's language."""
    expect(person.page).to_have_url(person.site.url("vilnius", "/"))
    expect(person.page.locator("html")).to_have_attribute("lang", person.lang)


def change_the_language(hand: Mouse, tag: str) -> None:
    """By the switcher in the header; the page stays the same one."""
    page = hand.person.page
    before = urlsplit(page.url).path
    switcher = page.locator("header details.menu:has([hreflang])")
    hand.press(switcher.locator("summary"))
    hand.press(switcher.locator(f"[hreflang={tag}]"))
    expect(page.locator("html")).to_have_attribute("lang", tag)
    assert urlsplit(page.url).path.partition("-")[0] == before.partition("-")[0]


def search_a_topic(hand: Mouse) -> None:
    """Type the beginning of a word, and take the topic that is offered, with its number."""
    page = hand.person.page
    field = page.locator("main [name=q]").first
    if not hand.has_scripts:  # nothing is offered then, but the topics stand below
        hand.press(page.locator(f"main a[href$='topic={TOPIC}']"))
        expect(page).to_have_url(re.compile(f"topic={TOPIC}"))
        return
    offered = page.get_by_role("option").filter(has_text=re.compile(r"pavelda.*\d"))
    hand.pick(field, BEGINNING, offered)
    expect(page).to_have_url(re.compile(f"topic={TOPIC}"))


def choose_filter(hand: Mouse, name: str, value: str) -> None:
    """Tick one of the filters, which phones hide behind a button."""
    facets = hand.person.page.locator("#facets")
    expect(facets).to_be_attached()
    if not facets.is_visible():
        hand.press(hand.person.button("Filters"))
    hand.choose(facets.locator(f"[name={name}][value={value}]"))


def narrow(hand: Mouse) -> None:
    """This week, near a place that is typed, and free: nobody asks where the visitor is."""
    page = hand.person.page
    choose_filter(hand, "when", "week")
    if hand.has_scripts:
        expect(page).to_have_url(re.compile("when=week"))
    hand.send(page.locator("[name=where]"), "zirmunai")
    expect(page).to_have_url(re.compile("where="))
    choose_filter(hand, "price", "free")
    if not (hand.has_scripts and hand.has_side_by_side):
        hand.press(hand.person.button("Show activities"))
    for part in ("when=week", "where=%C5%BDirm%C5%ABnai", f"topic={TOPIC}", "price=free"):
        expect(page).to_have_url(re.compile(part))


def see_list_and_map_in_step(hand: Mouse) -> None:
    """The number, the list and the pins tell of the same activities."""
    person, page = hand.person, hand.person.page
    number = page.locator("#results [role=status]")
    expect(page.locator("#results .chip--s")).to_have_count(4)
    total = int(re.findall(r"\d+", number.inner_text())[0])
    assert page.locator(RESULTS).count() == total > 1
    if not hand.has_scripts:
        return
    if not hand.has_side_by_side:
        hand.press(page.locator("#results").get_by_role("link", name=person.say("Map")))
    expect(page.locator(PINS).first).to_be_visible()
    assert pinned(page.locator(PINS)) == total
    if not hand.has_side_by_side:
        hand.press(page.locator("#results").get_by_role("link", name=person.say("List")))


def pinned(pins: Locator) -> int:
    """How many activities the pins stand for: a group of them shows its number."""
    return sum(int(text) if text.isdigit() else 1 for text in pins.all_inner_texts())


def open_the_first(hand: Mouse) -> str:
    """From the list to an activity; its title."""
    person = hand.person
    link = person.page.locator(RESULTS).first.get_by_role("link").first
    title = (link.text_content() or "").strip()
    hand.press(link)
    expect(heading(person)).to_have_text(title)
    return title


def read_the_activity(person: Visitor) -> None:
    """When, where, for whom, the price, languages, access, how, skills, badge, who, what next."""
    page = person.page
    facts = page.get_by_role("complementary", name=person.say("When, where and for whom"))
    expect(facts).to_contain_text(person.say("Free"))
    expect(facts.locator(".fact")).to_have_count(3)
    for text in ("How to take part", "What you practise", "Where", "At a glance", "What next"):
        expect(page.get_by_role("heading", name=person.say(text), exact=True)).to_be_visible()
    glance = page.locator("section[aria-labelledby=h-facts] dt").all_inner_texts()
    assert {person.say(text) for text in ("Languages", "Accessibility", "Age")} <= set(glance)
    expect(page.locator("main a[href^='/organisers/']").first).to_be_visible()
    expect(page.locator("main a[href^='/badges/']").first).to_be_visible()


def take_it_along(hand: Mouse, title: str, folder: Path) -> None:
    """Into the calendar, and a letter that tells somebody: both without an account."""
    person = hand.person
    file = hand.download(person.link("Add to calendar"), folder)
    [entry] = icalendar.Calendar.from_ical(file.read_bytes()).events
    assert str(entry["SUMMARY"]) == title
    letter = person.link("Send by e-mail").get_attribute("href") or ""
    assert letter.startswith("mailto:?subject=")


def join_by_email(hand: Mouse, path: str) -> None:
    """Ask for a place, say yes by the link of a mail, and give it back by the same link."""
    person, site = hand.person, hand.person.site
    email = f"{uuid4().hex}@example.org"
    person.open(path)
    hand.press(person.link("Join by e-mail, without an account"))
    hand.fill(name="Gintarė", email=email)
    hand.press(person.button("Go on"))
    expect(heading(person)).to_have_text(person.say("Look into your mailbox"))
    person.page.goto(site.mailed_link(email, "/guest/"))
    hand.press(person.button("Yes, I come"))
    expect(heading(person)).to_have_text(person.say("You have a place"))
    if hand.has_scripts:
        assert violations(person.page, "light") == []
    confirmed = site.wait_for_mail(email, path)
    person.page.goto(next(word for word in confirmed.split() if "/guest/" in word))
    hand.press(person.button("I cannot come"))
    expect(heading(person)).to_have_text(person.say("You are not on the list"))
