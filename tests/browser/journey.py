"""The steps of the main job, as a person does them: by what is seen and said on the page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.visitor import Visitor


@dataclass(frozen=True, slots=True)
class Quest:
    """What is looked for in a city: a word of its title, and the badge at the end."""

    slug: str
    lang: str
    word: str
    title: str
    badge: str


VILNIUS = Quest(
    "vilnius", "lt", "plytelę", "Tavo pirmas ženklelis: rask stebuklo plytelę", "Pirmas žingsnis"
)
CAGLIARI = Quest(
    "cagliari", "it", "terrazza", "Il tuo primo badge: una terrazza, tre domande", "Primo sguardo"
)


def search_from_home(person: Visitor, quest: Quest) -> None:
    """Type a word on the city's home."""
    page = person.open("/")
    expect(page.locator("html")).to_have_attribute("lang", quest.lang)
    page.locator("main [name=q]").first.fill(quest.word)
    page.locator("main [name=q]").first.press("Enter")
    expect(page.locator("#results [role=status]")).to_contain_text(re.compile(r"\d"))


def narrow_to_heritage_today(person: Visitor) -> None:
    """Choose a topic and today among the filters, which phones hide behind a button."""
    page, facets = person.page, person.page.locator("#facets")
    if not facets.is_visible():
        person.button("Filters").click()
    for name, value in (("when", "today"), ("topic", "heritage")):
        facets.locator(f"label:has([name={name}][value={value}])").click()
    person.button("Show activities").click()
    expect(page).to_have_url(re.compile("topic=heritage"))
    expect(page).to_have_url(re.compile("when=today"))


def open_result(person: Visitor, quest: Quest) -> None:
    """Go from the list to the activity."""
    results = person.page.locator("#results")
    results.get_by_role("link", name=quest.title).first.click()
    expect(person.page.get_by_role("heading", level=1)).to_have_text(quest.title)


def confirm_joining(person: Visitor) -> None:
    """Say yes, and stand on the activity again as one who is in."""
    person.button("Yes, I join").click()
    expect(
        person.page.get_by_role("button", name=person.say("Leave this activity"))
    ).to_be_visible()


def read_desk(organiser: Visitor, quest: Quest) -> str:
    """Open the check-in of the activity in the studio; the code that stands there."""
    page = organiser.open("/studio")
    item = page.get_by_role("listitem").filter(has_text=quest.title)
    item.get_by_role("link", name=organiser.say("Check-in")).click()
    expect(
        page.get_by_role("img", name=organiser.say("QR code that opens the check-in"))
    ).to_be_visible()
    return page.locator(".bigcode").inner_text()


def check_in(person: Visitor, code: str) -> None:
    """Open what the QR opens and say: I am here."""
    person.open(f"/checkin/{code}")
    person.button("Yes, I am here").click()
    expect(person.page.get_by_role("heading", level=1)).to_have_text(
        person.say("You are checked in")
    )


def verify(person: Visitor, file: Path) -> str:
    """Hand a file in at the city's /verify; the headline of the answer."""
    page = person.open("/verify")
    page.locator("input[type=file]").set_input_files(file)
    person.button("Check this badge").click()
    return page.locator(".verdict").get_by_role("heading").inner_text()
