"""The console of a city's team: its topics."""

from __future__ import annotations

from tests.browser.pages import CITY_TEAM, LEARNER, Kind, at
from tests.browser.visitor import Visitor
from tests.browser.ways import Way

CONSOLE = "/console/topics"


def topic(tail: str = "") -> Way:
    """To one of the topics of the console."""

    def go(visitor: Visitor) -> None:
        link = visitor.open(CONSOLE).locator("main li h2 a").first
        visitor.open((link.get_attribute("href") or "") + tail)

    return go


TOPICS_PAGES = (
    Kind("city", "/console", at("/console"), CITY_TEAM),
    Kind("city", "/console", at("/console"), LEARNER, "refused", 403),
    Kind("city", CONSOLE, at(CONSOLE), CITY_TEAM),
    Kind("city", f"{CONSOLE}/new", at(f"{CONSOLE}/new"), CITY_TEAM),
    Kind("city", f"{CONSOLE}/<int:topic_id>", topic(), CITY_TEAM),
    Kind("city", f"{CONSOLE}/<int:topic_id>/merging", topic("/merging"), CITY_TEAM),
)
