"""The pages of a person's account."""

from __future__ import annotations

from tests.browser.pages import LEARNER, Kind
from tests.browser.visitor import Visitor
from tests.browser.ways import apex

ADDRESSES = "/account/addresses"


def refused_address(visitor: Visitor) -> None:
    """An address without the password: everything stays as it was typed."""
    visitor.open(ADDRESSES, "apex")
    visitor.fill(email="ona@second.example", password="not my password")
    visitor.page.locator("main form .btn").first.click()
    visitor.page.locator("[aria-invalid]").first.wait_for()


IDENTITY_PAGES = (
    Kind("apex", ADDRESSES, apex(ADDRESSES), LEARNER),
    Kind("apex", ADDRESSES, refused_address, LEARNER, "refused", 422),
)
