"""The page of an activity in a real browser: into the calendar, on to others, whatever it holds."""

import datetime as dt
from zoneinfo import ZoneInfo

import icalendar
import pytest
from playwright.sync_api import expect

from tests.browser.pages import SERIES, first
from tests.browser.test_pages import OVERFLOW
from tests.browser.visitor import DESK, NARROW

COPIED = "navigator.clipboard.readText()"
LONG = "Nebeprisikiškiakopūsteliaujančiuosiuose" * 3


@pytest.fixture
def reader(visitor):
    """Somebody without an account on the page of an activity that meets several times."""

    def open_page(**options):
        person = visitor("vilnius", "en", **options)
        first(SERIES, "/activities/")(person)
        return person

    return open_page


@pytest.mark.parametrize("scripts", [True, False], ids=["", "without JavaScript"])
def test_all_dates_go_into_a_calendar_without_an_account(reader, tmp_path, scripts):
    person = reader(java_script_enabled=scripts)
    dates = person.page.locator(".dates li").count()

    file = person.download(person.link("Add to calendar"), tmp_path)

    assert dates > 1
    assert len(icalendar.Calendar.from_ical(file.read_bytes()).walk("VEVENT")) == dates


def test_without_javascript_the_address_is_there_to_copy(reader):
    page = reader(java_script_enabled=False).page

    expect(page.locator("aside .no-js a")).to_have_text(page.url)
    expect(page.locator("aside a[href^='mailto:?subject=']")).to_be_visible()
    expect(page.locator("[data-copy], [data-share]").filter(visible=True)).to_have_count(0)


@pytest.mark.parametrize("button", ["[data-copy]", "[data-share]"])
def test_the_address_is_copied_and_said_to_be(reader, button):
    person = reader(permissions=["clipboard-read", "clipboard-write"])
    page = person.page

    page.locator(button).click()

    expect(page.get_by_role("status")).to_have_text(person.say("Link copied"))
    assert page.evaluate(COPIED) == page.url


def test_what_counts_is_reached_by_keyboard_in_reading_order(reader):
    person = reader(viewport=DESK)

    for name in ("Add to calendar", "Join this activity", "Send by e-mail"):
        person.tab_to(person.link(name))
    person.tab_to(person.page.locator("#h-skills ~ ul a").first)


def test_on_a_phone_when_and_where_come_before_the_story(reader):
    page = reader().page

    facts = page.locator("main aside").bounding_box()["y"]
    assert facts < page.locator("main .prose").first.bounding_box()["y"]


def test_who_joins_from_elsewhere_reads_the_hours_of_the_own_clock(reader):
    here = reader(timezone_id="Europe/Vilnius").page.locator("[data-zone]")
    there = reader(timezone_id="Asia/Tokyo").page.locator("[data-zone]")

    start = dt.datetime.fromisoformat(there.get_attribute("data-starts"))
    expect(there).to_contain_text(f"{start.astimezone(ZoneInfo('Asia/Tokyo')):%H:%M}")
    expect(here).to_be_hidden()


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_the_map_fills_its_frame(reader, direction):
    page = reader().page
    page.evaluate("direction => { document.documentElement.dir = direction }", direction)

    frame = page.locator(".map--card").bounding_box()
    drawn = page.locator(".map__svg").bounding_box()

    assert drawn["x"] <= frame["x"]
    assert drawn["x"] + drawn["width"] >= frame["x"] + frame["width"]


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("size", [NARROW, DESK], ids=["320", "1440"])
def test_words_without_end_break(reader, size, direction):
    page = reader(viewport=size).page
    page.evaluate("direction => { document.documentElement.dir = direction }", direction)
    for part in ("h1", ".lead", ".prose p", ".fact b", ".facts dd", ".crumb [aria-current]"):
        page.locator(part).first.evaluate("(element, text) => { element.textContent = text }", LONG)

    assert page.evaluate(OVERFLOW) == 0
