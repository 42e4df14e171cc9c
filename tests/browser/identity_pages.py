"""The pages of a person's account: addresses, accounts that become one or wait for their people."""

from __future__ import annotations

from uuid import uuid4

from tests.browser.pages import ANYBODY, LEARNER, ORGANISER, Kind
from tests.browser.visitor import Visitor
from tests.browser.ways import apex, at

ADDRESSES, MERGING = "/account/addresses", "/account/merging"
PREPARED = "/studio/prepared"
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


def prepare(visitor: Visitor, names: str) -> None:
    """Prepare accounts for these names, and wait for the page of the list."""
    visitor.open(PREPARED)
    visitor.fill(name=f"Class {uuid4().hex}", names=names)
    visitor.page.locator("main form .btn").first.click()


def prepared_list(visitor: Visitor) -> None:
    """A list with codes."""
    prepare(visitor, "Jonas Kazlauskas\nIeva\n" + "Donaudampfschifffahrt" * 3)
    visitor.page.locator("main code").first.wait_for()


def unnamed_list(visitor: Visitor) -> None:
    """A name that is too long: what was typed stays."""
    prepare(visitor, "x" * 81)
    visitor.page.locator("main .note--bad").wait_for()


IDENTITY_PAGES = (
    Kind("city", PREPARED, at(PREPARED), ORGANISER),
    Kind("city", PREPARED, unnamed_list, ORGANISER, "refused", 422),
    Kind("city", f"{PREPARED}/<int:number>", prepared_list, ORGANISER),
    Kind("city", "/prepared", at("/prepared")),
    Kind("city", "/prepared/<code>", at("/prepared/zzzzzzzzzzzz"), ANYBODY, "", 404),
    Kind("apex", MERGING, apex(MERGING), LEARNER),
    Kind("apex", MERGING, refused_merging, LEARNER, "refused", 422),
    Kind("apex", ADDRESSES, apex(ADDRESSES), LEARNER),
    Kind("apex", ADDRESSES, refused_address, LEARNER, "refused", 422),
)
