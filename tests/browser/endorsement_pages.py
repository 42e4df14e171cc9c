"""The pages on which badges are endorsed."""

from __future__ import annotations

from uuid import uuid4

from tests.browser.badge_ways import own_badge
from tests.browser.pages import LEARNER, ORGANISER, Kind, at
from tests.browser.visitor import Visitor

COMMENT = "I saw how carefully they listened, and what they made of it."


def chosen(visitor: Visitor) -> None:
    """The form that asks about the learner's first badge."""
    page = visitor.open("/passport/endorsements/new")
    page.locator('main a[href*="?award="]').first.click()
    page.wait_for_selector("main [name=email]")


def refused(visitor: Visitor) -> None:
    """The same with a fault beside the field."""
    chosen(visitor)
    visitor.page.locator("main form button").first.click()
    visitor.page.wait_for_selector("main [aria-invalid]")


def asked(visitor: Visitor) -> None:
    """What the link in the mail opens."""
    chosen(visitor)
    email = f"{uuid4().hex}@example.org"
    visitor.fill(email=email, words="Do you remember?\n\nhttps://example.org/photos")
    visitor.page.locator("main form button").first.click()
    visitor.page.wait_for_url("**/passport/endorsements")
    text = visitor.site.wait_for_mail(email, "/endorse/")
    visitor.open(f"/endorse/{text.partition('/endorse/')[2].split()[0]}")


def written(visitor: Visitor) -> None:
    """The same once it is signed."""
    asked(visitor)
    visitor.fill(comment=COMMENT, name="Jonas Jonaitis", standing="Teacher")
    visitor.page.locator("[name=agrees]").check()
    visitor.page.locator("main [name=do][value=write]").click()
    visitor.page.wait_for_selector("main blockquote")


def mine(visitor: Visitor) -> None:
    """A learner's list with one that waits to be accepted."""
    written(visitor)
    visitor.open("/passport/endorsements")


def public(visitor: Visitor) -> None:
    """The page that everybody sees."""
    mine(visitor)
    visitor.page.locator("main [name=do][value=accept]").first.click()
    link = visitor.page.locator('main a[href^="/endorsements/"]').first
    visitor.open(link.get_attribute("href") or "")


def never(visitor: Visitor) -> None:
    """Whether to be asked never again."""
    asked(visitor)
    visitor.page.locator('main a[href$="/never"]').click()
    visitor.page.wait_for_selector("main form")


def offered(visitor: Visitor) -> None:
    """Endorsing the first badge of the catalogue unasked."""
    link = visitor.open("/badges").locator('main a[href^="/badges/"]').first
    number = (link.get_attribute("href") or "").rpartition("/")[2].partition("-")[0]
    visitor.open(f"/studio/endorsements/new?badge={number}")


ENDORSEMENT_PAGES = (
    Kind("city", "/studio/endorsements", at("/studio/endorsements"), ORGANISER),
    Kind("city", "/studio/endorsements/new", offered, ORGANISER),
    Kind(
        "city", "/studio/badges/<int:badge_id>/endorsements", own_badge("/endorsements"), ORGANISER
    ),
    Kind("city", "/passport/endorsements", at("/passport/endorsements"), ORGANISER, "empty"),
    Kind("city", "/passport/endorsements/new", chosen, LEARNER),
    Kind("city", "/passport/endorsements/new", refused, LEARNER, "refused", 422),
    Kind("city", "/endorse/<token>", asked, LEARNER),
    Kind("city", "/endorse/<token>/never", never, LEARNER),
    Kind("city", "/passport/endorsements", mine, LEARNER),
    Kind("city", "/endorsements/<public_id>", public, LEARNER),
)
