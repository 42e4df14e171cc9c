"""The pages of a person's account: addresses, two accounts that become one."""

from __future__ import annotations

from tests.browser.pages import LEARNER, Kind
from tests.browser.visitor import Visitor
from tests.browser.ways import apex

ADDRESSES, MERGING = "/account/addresses", "/account/merging"
IDENTITY_MADE_FIRST = ("/account/merging/<", "/merging/<token>")
"""Pages of things that have to be made first: `test_identity` goes there."""


def refused_address(visitor: Visitor) -> None:
    """An address without the password: everything stays as it was typed."""
    visitor.open(ADDRESSES, "apex")
    visitor.fill(email="ona@second.example", password="not my password")
    visitor.page.locator("main form .btn").first.click()
    visitor.page.locator("[aria-invalid]").first.wait_for()


def refused_merging(visitor: Visitor) -> None:
    """An account that does not exist, or another password."""
    visitor.open(MERGING, "apex")
    visitor.fill(email="ona@second.example", password="not my password")
    visitor.page.locator("main form .btn").first.click()
    visitor.page.locator("[aria-invalid]").first.wait_for()


IDENTITY_PAGES = (
    Kind("apex", MERGING, apex(MERGING), LEARNER),
    Kind("apex", MERGING, refused_merging, LEARNER, "refused", 422),
    Kind("apex", ADDRESSES, apex(ADDRESSES), LEARNER),
    Kind("apex", ADDRESSES, refused_address, LEARNER, "refused", 422),
)
