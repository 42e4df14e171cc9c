"""The console's pages of the city's skills."""

from __future__ import annotations

from tests.browser.pages import CITY_TEAM, LEARNER, Kind, at
from tests.browser.visitor import Visitor
from tests.browser.ways import Way

HERE = "/console/skills"


def some_skill(index: str, links: str) -> Way:
    """To where the first of these links of a page leads."""

    def go(visitor: Visitor) -> None:
        link = visitor.open(index).locator(links).first
        visitor.open(link.get_attribute("href") or "")

    return go


def unreadable_skill(visitor: Visitor) -> None:
    """The editor of a new skill with a level, found names of ESCO and a fault."""
    page = visitor.open(HERE)
    visitor.fill(name="Laisvas skambesys")
    page.locator("main [name=do][value=add]").click()
    page.locator("main [name=do][value=level]").click()
    page.wait_for_selector("[name=level-0]")
    visitor.fill(framework="DigComp 2.2", url="http://digcomp.example/")
    page.locator("main [name=do][value=link]").click()
    page.wait_for_selector("main [aria-invalid]")


def wrong_table(visitor: Visitor) -> None:
    """A file with a line that cannot be used."""
    page = visitor.open(f"{HERE}/import")
    table = {"name": "skills.csv", "mimeType": "text/csv", "buffer": b"id,kind\nx,circle\n"}
    page.locator("main [name=file]").set_input_files(table)
    page.locator("main form button").first.click()
    page.wait_for_selector("#h-trial")


SPINE_PAGES = (
    Kind("city", HERE, at(HERE), CITY_TEAM),
    Kind("city", HERE, at(f"{HERE}?find=design"), CITY_TEAM, "found"),
    Kind("city", HERE, at(HERE), LEARNER, "refused", 403),
    Kind("city", f"{HERE}/<key>", some_skill(HERE, "main .tree .tree a"), CITY_TEAM),
    Kind("city", f"{HERE}/<key>", unreadable_skill, CITY_TEAM, "refused", 422),
    Kind("city", f"{HERE}/publication", at(f"{HERE}/publication"), CITY_TEAM),
    Kind("city", f"{HERE}/coverage", at(f"{HERE}/coverage"), CITY_TEAM),
    Kind(
        "city",
        f"{HERE}/coverage/<key>",
        some_skill(f"{HERE}/coverage", "main li .chip"),
        CITY_TEAM,
    ),
    Kind("city", f"{HERE}/import", at(f"{HERE}/import"), CITY_TEAM),
    Kind("city", f"{HERE}/import", wrong_table, CITY_TEAM, "refused", 422),
)
