"""The pages by which badges are awarded and claimed."""

from __future__ import annotations

from tests.browser.pages import ANYBODY, ORGANISER, Kind, Way, at
from tests.browser.visitor import Visitor


def own_badge(tail: str) -> Way:
    """To the studio's page of a badge that an activity of this organiser gives."""

    def go(visitor: Visitor) -> None:
        found = visitor.open("/studio").locator('main a[href^="/activities/"]')
        for href in [link.get_attribute("href") or "" for link in found.all()]:
            badge = visitor.open(href).locator('main a[href^="/badges/"]')
            if badge.count():
                slug = (badge.first.get_attribute("href") or "").removeprefix("/badges/")
                visitor.open(f"/studio/badges/{slug.partition('-')[0]}{tail}")
                return

    return go


AWARD_PAGES = (
    Kind("city", "/studio/badges/<int:badge_id>/award", own_badge("/award"), ORGANISER),
    Kind("city", "/studio/badges/<int:badge_id>/awards", own_badge("/awards"), ORGANISER),
    Kind("city", "/studio/badges/<int:badge_id>/claims", own_badge("/claims"), ORGANISER),
    Kind(
        "city",
        "/studio/badges/<int:badge_id>/requirements",
        own_badge("/requirements"),
        ORGANISER,
    ),
    Kind("city", "/studio/tokens", at("/studio/tokens"), ORGANISER),
    Kind("city", "/claim", at("/claim")),
    Kind("city", "/claim/<code>", at("/claim/zzzzzzzzzzzz"), ANYBODY, "", 404),
)

MADE_FIRST = (
    ".pdf", "/invitation/", "/studio/batches/", "/award/people", "/revocation",
    "/studio/review/<", "/reviews/<", "/studio/recognise/<",
)  # fmt: skip
"""Pages of things that have to be made before they can be looked at, and paper."""
