"""The ways to the kinds of pages that have no fixed address."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from tests.browser.visitor import Visitor

SETTLING_MILLISECONDS = 700

FORGED = """{"@context": ["https://www.w3.org/ns/credentials/v2",
"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"], "id": "urn:uuid:1",
"type": ["VerifiableCredential", "OpenBadgeCredential"], "validFrom": "2026-01-15T08:30:00Z",
"issuer": {"id": "did:web:badges.example", "type": ["Profile"], "name": "School of Example"},
"credentialSubject": {"type": ["AchievementSubject"], "achievement": {"name": "Mapper"}}}"""
"""A badge that nobody signed."""

STORY = """A podcast about astronomy, with interviews and coding. Prototipas, taisytojas,
stebėtojas, muzikantas."""
"""Words that several badges of Vilnius hold in their names: nobody asks for one of them twice."""

Way = Callable[[Visitor], None]


def at(path: str) -> Way:
    """Straight to an address of the visitor's city."""

    def go(visitor: Visitor) -> None:
        visitor.open(path)

    return go


def apex(path: str) -> Way:
    """Straight to an address of the network's own host."""

    def go(visitor: Visitor) -> None:
        visitor.open(path, "apex")

    return go


def first(index: str, prefix: str, tail: str = "") -> Way:
    """To the first page of this kind that another page links to."""

    def go(visitor: Visitor) -> None:
        link = visitor.open(index).locator(f'main a[href^="{prefix}"]').first
        href = (link.get_attribute("href") or "").partition("?")[0]
        visitor.open(href + tail)

    return go


def first_list(index: str, tail: str = "") -> Way:
    """To the first list by a learner on a page."""

    def go(visitor: Visitor) -> None:
        link = visitor.open(index).locator("main .stretch[href^='/lists/']").first
        visitor.open((link.get_attribute("href") or "") + tail)

    return go


def own_statement(visitor: Visitor) -> None:
    """To one of the statements that an organiser made."""
    link = visitor.open("/studio/statements").locator("main li h2 a").first
    visitor.open(link.get_attribute("href") or "")


def told(visitor: Visitor) -> None:
    """To what somebody has just told, with badges that suit it."""
    visitor.open("/recognise/new")
    visitor.fill(title="Podcast", story=STORY)
    visitor.page.locator("main form button").first.click()
    visitor.page.wait_for_selector("#badges")


def with_pins(visitor: Visitor) -> None:
    """Explore with its map, once nothing on it moves any more."""
    visitor.open("/activities?view=map").wait_for_selector(".map button.leaflet-marker-icon")
    visitor.page.wait_for_timeout(SETTLING_MILLISECONDS)


def scanned(visitor: Visitor) -> None:
    """What a QR opens. Only the organiser knows the code."""
    first("/studio", "/studio/activities/", "/check-in")(visitor)
    visitor.open(f"/checkin/{visitor.page.locator('.bigcode').inner_text()}")


def checked(visitor: Visitor) -> None:
    """The answer of /verify to a badge of this city."""
    visitor.open("/passport")
    href = visitor.page.locator('main a[href^="/credentials/"]').first.get_attribute("href") or ""
    visitor.open("/verify").locator("[name=url]").fill(visitor.site.url(visitor.slug, href))
    visitor.button("Check this badge").click()
    visitor.page.wait_for_selector(".verdict")


def handed_in(text: str, answer: str) -> Way:
    """The answer of /verify to a text."""

    def go(visitor: Visitor) -> None:
        visitor.open("/verify").locator("[name=text]").fill(text)
        visitor.button("Check this badge").click()
        visitor.page.wait_for_selector(answer)

    return go


def done(visitor: Visitor) -> None:
    """The page after a check-in, which a badge in the passport tells of."""
    first("/studio", "/studio/activities/", "/check-in")(visitor)
    code = visitor.page.locator(".bigcode").inner_text()
    visitor.open(f"/checkin/{code}")
    visitor.button("Yes, I am here").click()


def refused_sign_in(visitor: Visitor) -> None:
    """The sign-in page with a fault beside the field."""
    visitor.open("/sign-in", "apex")
    visitor.fill(email="nobody@example.org", password="not the right one")
    visitor.button("Sign in").click()
    visitor.page.wait_for_selector("main [aria-invalid]")


def wished(visitor: Visitor) -> None:
    """Where a bookmark from elsewhere leads."""
    visitor.open("/activities")
    button = visitor.page.locator(".row-act [formaction^='/saved/'][aria-pressed=false]").first
    visitor.open(button.get_attribute("formaction") or "")


def how_was_it(visitor: Visitor) -> None:
    """The two taps about what the passport asks."""
    form = visitor.open("/passport").locator('form[action^="/feedback/"]').first
    visitor.open(form.get_attribute("action") or "")


def by_email(visitor: Visitor) -> None:
    """Joining without an account, where the first activity that allows it lies."""
    page = visitor.open("/activities?price=free")
    links = page.locator('#results a[href^="/activities/"]')
    hrefs = [link.get_attribute("href") or "" for link in links.all()]
    for href in dict.fromkeys(each.partition("?")[0] for each in hrefs):
        if visitor.open(href).locator('a[href$="/join-by-email"]').count():
            visitor.open(f"{href}/join-by-email")
            return


def asked_by_email(visitor: Visitor) -> str:
    """What follows: a mail is on its way to the address that this gives back."""
    by_email(visitor)
    email = f"{uuid4().hex}@example.org"
    visitor.fill(name="Gintarė", email=email)
    visitor.page.locator("main form button").first.click()
    visitor.page.wait_for_selector("main form", state="detached")
    return email


def asking(visitor: Visitor) -> None:
    """Look into your mailbox."""
    asked_by_email(visitor)


def guest(visitor: Visitor) -> None:
    """What the link in that mail opens."""
    text = visitor.site.wait_for_mail(asked_by_email(visitor), "/guest/")
    visitor.open(f"/guest/{text.partition('/guest/')[2].split()[0]}")


def about_step(visitor: Visitor) -> None:
    """The second step of signing up, on the way to the visitor's city."""
    visitor.open("/sign-up")
    visitor.fill(email=f"{uuid4().hex}@example.org", password="three herons at the river")
    visitor.page.locator("main form button").first.click()
    visitor.page.wait_for_selector("[name=birth_year]")


def interests_step(visitor: Visitor) -> None:
    """The third step."""
    about_step(visitor)
    visitor.fill(name="Ona", birth_year="1999")
    visitor.page.locator("main form button").first.click()
    visitor.page.wait_for_selector("[name=topic]")


def own_collection(visitor: Visitor) -> None:
    """A new collection with the first badge of the wallet, shared."""
    visitor.open("/collections/new", "apex")
    visitor.fill(title="Donaudampfschifffahrt")
    for name in ("badge", "name", "is_shared"):
        visitor.page.locator(f"[name={name}]").first.check()
    visitor.page.locator("main form button").first.click()
    visitor.page.wait_for_url("**/collections/*")


def edited_collection(visitor: Visitor) -> None:
    """Its form."""
    own_collection(visitor)
    visitor.open(
        f"/collections/{visitor.page.url.rpartition('/')[2].partition('?')[0]}/edit", "apex"
    )


def refused_badge(visitor: Visitor) -> None:
    """The wallet with the reason why it takes no such badge."""
    visitor.open("/passport/badges", "apex")
    visitor.fill(text="no badge")
    visitor.page.locator("form[enctype] button").click()
    visitor.page.wait_for_selector("main [aria-invalid]")


def task(number: int) -> Way:
    """To a task of the badge under way."""

    def go(visitor: Visitor) -> None:
        visitor.open("/passport").locator("#h-quests ~ ul a").first.click()
        link = visitor.page.locator("main ol li a.plain").nth(number)
        visitor.open(link.get_attribute("href") or "")

    return go


def tasks(visitor: Visitor) -> None:
    """The tasks of the badge under way."""
    link = visitor.open("/passport").locator("#h-quests ~ ul a").first
    visitor.open(link.get_attribute("href") or "")
