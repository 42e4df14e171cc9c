"""The console of a city's team, its topics and what it features; the trio's featured city."""

from __future__ import annotations

import psycopg

from tests.browser.pages import CITY_TEAM, LEARNER, Kind, at
from tests.browser.visitor import Visitor
from tests.browser.ways import Way, apex

CONSOLE, FEATURED, TRIO = "/console/topics", "/console/featured", "/trio/featured"
A_PLACE = f"{FEATURED}/new?kind=place&thing=1"
INTO_THE_TRIO = """
insert into network.membership (person_id, role) select id, 'trio' from network.person
where email = %s on conflict do nothing
"""


def topic(tail: str = "") -> Way:
    """To one of the topics of the console."""

    def go(visitor: Visitor) -> None:
        link = visitor.open(CONSOLE).locator("main li h2 a").first
        visitor.open((link.get_attribute("href") or "") + tail)

    return go


def featured(visitor: Visitor) -> None:
    """To something that the team features; the first one that comes features it."""
    links = visitor.open(FEATURED).locator("main li h2 a")
    if not links.count():
        visitor.open(A_PLACE).locator("main form [type=submit]").first.click()
        visitor.page.wait_for_url(f"**{FEATURED}")
    links.first.click()
    visitor.page.wait_for_url(f"**{FEATURED}/*")


def of_the_trio(visitor: Visitor) -> None:
    """To the trio's page, as somebody whom no page can make one of the trio yet."""
    email, _password = visitor.site.account(CITY_TEAM, visitor.slug)
    with psycopg.connect(visitor.site.environment["DATABASE_URL"]) as connection:
        connection.execute("set local role city_runtime")
        connection.execute(INTO_THE_TRIO, (email,))
    visitor.open(TRIO, "apex")


TOPICS_PAGES = (
    Kind("city", "/console", at("/console"), CITY_TEAM),
    Kind("city", "/console", at("/console"), LEARNER, "refused", 403),
    Kind("city", CONSOLE, at(CONSOLE), CITY_TEAM),
    Kind("city", f"{CONSOLE}/new", at(f"{CONSOLE}/new"), CITY_TEAM),
    Kind("city", f"{CONSOLE}/<int:topic_id>", topic(), CITY_TEAM),
    Kind("city", f"{CONSOLE}/<int:topic_id>/merging", topic("/merging"), CITY_TEAM),
    Kind("city", FEATURED, at(f"{FEATURED}?q=ma"), CITY_TEAM, "found"),
    Kind("city", FEATURED, at(f"{FEATURED}?q=zyxw"), CITY_TEAM, "empty"),
    Kind("city", f"{FEATURED}/new", at(A_PLACE), CITY_TEAM),
    Kind("city", f"{FEATURED}/<int:featured_id>", featured, CITY_TEAM),
    Kind("city", f"{FEATURED}/preview", at(f"{FEATURED}/preview"), CITY_TEAM),
    Kind("city", f"{FEATURED}/preview", at(f"{FEATURED}/preview?at=x"), CITY_TEAM, "refused", 400),
    Kind("apex", TRIO, apex(TRIO), LEARNER, "refused", 403),
    Kind("apex", TRIO, of_the_trio, CITY_TEAM),
)
