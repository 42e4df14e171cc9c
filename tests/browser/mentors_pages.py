"""The pages of learners and their mentors."""

from __future__ import annotations

from tests.browser.pages import CITY_TEAM, LEARNER, ORGANISER, Kind
from tests.browser.visitor import Visitor
from tests.browser.ways import Way, at, first

MINE, MENTORING, CONSOLE = "/passport/mentors", "/mentoring", "/console/mentors"
INVITATION = f"{MENTORING}/invitations/<token>"
LONG_NAME = "Donaudampfschifffahrt" * 3


def invited(visitor: Visitor) -> None:
    """The link for a mentor, on the only page that shows it."""
    visitor.open(f"{MINE}/new")
    visitor.fill(called=LONG_NAME)
    for choice in ("[name=way][value=link]", "[name=piece][value=badges]"):
        visitor.page.locator(f"main label:has({choice})").click()
    visitor.page.locator("main form button").last.click()
    visitor.page.wait_for_selector("main [name=link]")


def link_of(visitor: Visitor) -> str:
    """Make a link; the address it leads to."""
    invited(visitor)
    return visitor.page.locator("main [name=link]").input_value()


def take_back(visitor: Visitor) -> None:
    """Take the latest invitation back: a day knows five, a learner ten."""
    visitor.open(MINE).locator(f'main a[href^="{MINE}/"]', has_text=LONG_NAME).first.click()
    visitor.page.locator("main form:has([name=_method]) button").last.click()
    visitor.page.wait_for_url(f"**{MINE}")


def one(tail: str = "") -> Way:
    """To the learner's page of their first mentor."""

    def go(visitor: Visitor) -> None:
        link = visitor.open(MINE).locator("main li h2 a").first
        visitor.open((link.get_attribute("href") or "") + tail)

    return go


def refused(visitor: Visitor) -> None:
    """The form with faults beside the fields."""
    visitor.open(f"{MINE}/new")
    visitor.fill(called="Aunt")
    visitor.page.locator("main form button").last.click()
    visitor.page.wait_for_selector("main [aria-invalid]")


def invitation(visitor: Visitor) -> None:
    """What the link opens."""
    visitor.page.goto(link_of(visitor))
    visitor.page.wait_for_selector("main #no")


def taken_back(visitor: Visitor) -> None:
    """A link that works no more."""
    link = link_of(visitor)
    take_back(visitor)
    visitor.page.goto(link)


def no_words(visitor: Visitor) -> None:
    """A note without words."""
    first(MENTORING, f"{MENTORING}/")(visitor)
    visitor.fill(body="   ")
    visitor.page.locator("main form:has([name=body]) button").click()
    visitor.page.wait_for_selector("main [aria-invalid]")


MENTORS_PAGES = (
    Kind("city", MINE, at(MINE), LEARNER),
    Kind("city", MINE, at(MINE), ORGANISER, "empty"),
    Kind("city", MINE, invited, LEARNER, "link"),
    Kind("city", f"{MINE}/new", at(f"{MINE}/new"), LEARNER),
    Kind("city", f"{MINE}/new", refused, LEARNER, "refused", 422),
    Kind("city", f"{MINE}/<int:number>", one(), LEARNER),
    Kind("city", f"{MINE}/<int:number>/preview", one("/preview"), LEARNER),
    Kind("city", INVITATION, invitation, LEARNER),
    Kind("city", INVITATION, taken_back, LEARNER, "over", 410),
    Kind("city", MENTORING, at(MENTORING), ORGANISER),
    Kind("city", MENTORING, at(MENTORING), CITY_TEAM, "empty"),
    Kind("city", f"{MENTORING}/<int:number>", first(MENTORING, f"{MENTORING}/"), ORGANISER),
    Kind("city", f"{MENTORING}/<int:number>", no_words, ORGANISER, "refused", 422),
    Kind("city", f"{MENTORING}/<int:number>", at(f"{MENTORING}/999999"), LEARNER, "over", 404),
    Kind("city", CONSOLE, at(CONSOLE), CITY_TEAM),
)
