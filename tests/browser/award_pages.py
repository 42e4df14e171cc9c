"""The pages by which badges are awarded and claimed."""

from __future__ import annotations

from tests.browser.badge_ways import own_badge
from tests.browser.endorsement_pages import ENDORSEMENT_PAGES
from tests.browser.pages import ANYBODY, ORGANISER, Kind, at

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
    Kind(
        "city",
        "/studio/badges/<int:badge_id>/invitations",
        own_badge("/invitations"),
        ORGANISER,
    ),
    Kind("city", "/studio/tokens", at("/studio/tokens"), ORGANISER),
    Kind("city", "/studio/groups", at("/studio/groups"), ORGANISER),
    Kind("city", "/claim", at("/claim")),
    Kind("city", "/claim/<code>", at("/claim/zzzzzzzzzzzz"), ANYBODY, "", 404),
    *ENDORSEMENT_PAGES,
)

MADE_FIRST = (
    ".pdf", "/studio/groups/<", "/invitation/", "/studio/batches/", "/award/people", "/revocation",
    "/studio/review/<", "/reviews/<", "/studio/recognise/<", "/studio/endorsements/<",
)  # fmt: skip
"""Pages of things that have to be made before they can be looked at, and paper."""
