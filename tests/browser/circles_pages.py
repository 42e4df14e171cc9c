"""The pages of learning circles."""

from __future__ import annotations

from tests.browser.pages import CITY_TEAM, LEARNER, ORGANISER, Kind, at
from tests.browser.visitor import Visitor
from tests.browser.ways import Way

NEW, CIRCLE = "/circles/new", "/circles/<public_id>"
INVITATION = "/circles/invitations/<code>"
INVITING = """
insert into circle (public_id, name, about, kept_by, invitation, invitation_ends_at)
select code, repeat('Donaudampfschifffahrt ', 3), 'For a walk.', 0, code, now() + interval '1 day'
from (select replace(gen_random_uuid()::text, '-', '')) as drawn (code) returning invitation
"""


def own(tail: str = "") -> Way:
    """To the first circle in one's passport."""

    def go(visitor: Visitor) -> None:
        link = visitor.open("/passport").locator("main a[href^='/circles/']").first
        visitor.open((link.get_attribute("href") or "") + tail)

    return go


def asked(visitor: Visitor) -> None:
    """To what one's circle is asked."""
    own()(visitor)
    form = visitor.page.locator("main form[action*='/proposals/']").first
    visitor.open(form.get_attribute("action") or "")


def beside_an_activity(visitor: Visitor) -> None:
    """To an activity that one's circle is asked to come along to."""
    own()(visitor)
    link = visitor.page.locator("main li h3 a[href^='/activities/']").first
    visitor.open(link.get_attribute("href") or "")


def invited(visitor: Visitor) -> None:
    """To the invitation of a circle that one is not in."""
    (code,) = visitor.site.change(visitor.slug, INVITING)
    visitor.open(f"/circles/invitations/{code}")


def unnamed(visitor: Visitor) -> None:
    """A name that is too long: what was typed stays."""
    page = visitor.open(NEW)
    page.locator("main [name=name]").evaluate("(field) => field.removeAttribute('maxlength')")
    visitor.fill(name="x" * 81)
    page.locator("main form .btn").first.click()
    page.wait_for_selector("main [aria-invalid]")


def empty(visitor: Visitor) -> None:
    """A circle with nobody else in it, which nobody has asked anything."""
    visitor.open(NEW)
    visitor.fill(name="Donaudampfschifffahrt")
    visitor.page.locator("main form .btn").first.click()
    visitor.page.wait_for_url("**/keeping**")
    visitor.page.goto(visitor.page.url.partition("/keeping")[0])


CIRCLES_PAGES = (
    Kind("city", NEW, at(NEW), LEARNER),
    Kind("city", NEW, unnamed, LEARNER, "refused", 422),
    Kind("city", CIRCLE, own(), LEARNER),
    Kind("city", CIRCLE, own(), ORGANISER, "asked"),
    Kind("city", CIRCLE, empty, CITY_TEAM, "empty"),
    Kind("city", f"{CIRCLE}/keeping", own("/keeping"), LEARNER),
    Kind("city", f"{CIRCLE}/proposals/<int:number>", asked, ORGANISER),
    Kind("city", "/activities/<slug>", beside_an_activity, ORGANISER, "circle"),
    Kind("city", INVITATION, invited, CITY_TEAM),
    Kind("city", INVITATION, at("/circles/invitations/none"), LEARNER, "over", 404),
)
