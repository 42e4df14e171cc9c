"""The pages on which an account is deleted."""

from __future__ import annotations

from tests.browser.pages import ANYBODY, LEARNER, Kind
from tests.browser.visitor import Visitor
from tests.browser.ways import apex

DELETION = "/account/deletion"


def refused(visitor: Visitor) -> None:
    """Another password and no tick: both are asked for."""
    visitor.open(DELETION, "apex")
    visitor.fill(password="not my password")
    visitor.page.locator("main form .btn").first.click()
    visitor.page.locator("[aria-invalid]").first.wait_for()


DELETION_PAGES = (
    Kind("apex", DELETION, apex(DELETION), LEARNER),
    Kind("apex", DELETION, refused, LEARNER, "refused", 422),
    Kind("apex", "/account/deleted", apex("/account/deleted"), ANYBODY),
)
