"""One address for every kind of page there is, by host, role and language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

from tests.browser.badge_ways import own_badge, unreadable_badge
from tests.browser.visitor import Visitor

PLACES = (("vilnius", "lt"), ("cagliari", "it"))
ANYBODY, LEARNER, ORGANISER, CITY_TEAM = "", "learner", "organiser", "city"
SETTLING_MILLISECONDS = 700
SERIES = "/activities?type=course&format=both"
SAVING = "/saved/<any(activity,playlist,badge,place,organiser,skill):kind>/<int:thing_id>"
BADGE = "/studio/badges/<int:badge_id>"
JOINABLE = "/activities?type=workshop&price=free"

FORGED = """{"@context": ["https://www.w3.org/ns/credentials/v2",
"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"], "id": "urn:uuid:1",
"type": ["VerifiableCredential", "OpenBadgeCredential"], "validFrom": "2026-01-15T08:30:00Z",
"issuer": {"id": "did:web:badges.example", "type": ["Profile"], "name": "School of Example"},
"credentialSubject": {"type": ["AchievementSubject"], "achievement": {"name": "Mapper"}}}"""
"""A badge that nobody signed."""

Way = Callable[[Visitor], None]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of page: its rule in the manifest of routes and the way to one of them."""

    host: str
    rule: str
    go: Way
    role: str = ANYBODY
    state: str = ""
    status: int = 200

    def __str__(self) -> str:
        return " ".join(filter(None, (self.host, self.rule, self.role, self.state)))


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
    visitor.fill(title="Podcast", story="A podcast about astronomy, with interviews and coding.")
    visitor.page.locator("main form button").first.click()
    visitor.page.wait_for_selector("#badges")


def with_pins(visitor: Visitor) -> None:
    """Explore with its map, once nothing on it moves any more."""
    visitor.open("/activities?view=map").wait_for_selector(".map button.leaflet-marker-icon")
    visitor.page.wait_for_timeout(SETTLING_MILLISECONDS)


def scanned(visitor: Visitor) -> None:
    """What a QR opens. Only the organiser knows the code."""
    first("/studio", "/studio/activities/")(visitor)
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
    first("/studio", "/studio/activities/")(visitor)
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


KINDS = (
    Kind("city", "/", at("/")),
    Kind("city", "/activities", at("/activities")),
    Kind("city", "/activities", with_pins, state="map"),
    Kind("city", "/activities", at("/activities?q=zyxw"), state="empty"),
    Kind("city", "/activities/<slug>", first("/activities", "/activities/")),
    Kind("city", "/activities/<slug>", first("/activities", "/activities/"), LEARNER),
    Kind("city", "/activities/<slug>", first(SERIES, "/activities/"), state="series"),
    Kind("city", "/activities/<slug>/join", first(JOINABLE, "/activities/", "/join"), ORGANISER),
    Kind("city", "/playlists", at("/playlists")),
    Kind("city", "/playlists", at("/playlists?q=zyxw"), state="empty"),
    Kind("city", "/playlists", at("/playlists"), LEARNER),
    Kind("city", "/playlists/<slug>", first("/playlists", "/playlists/")),
    Kind("city", "/playlists/<slug>", first("/playlists", "/playlists/"), LEARNER),
    Kind("city", "/places", at("/places")),
    Kind("city", "/places/<slug>", first("/places", "/places/")),
    Kind("city", "/places/<slug>/poster", first("/places", "/places/", "/poster")),
    Kind("city", "/places", at("/places?kind=market&access=quiet-room"), state="empty"),
    Kind("city", "/organisers", at("/organisers")),
    Kind("city", "/organisers/<slug>", first("/organisers", "/organisers/")),
    Kind("city", "/skills", at("/skills")),
    Kind("city", "/skills/<slug>", first("/skills", "/skills/")),
    Kind("city", "/topics", at("/topics")),
    Kind("city", "/topics/<slug>", first("/topics", "/topics/")),
    Kind("city", "/trending", at("/trending")),
    Kind("city", "/recommended", at("/recommended")),
    Kind("city", "/recommended", at("/recommended"), LEARNER),
    Kind("city", "/badges", at("/badges")),
    Kind("city", "/badges", at("/badges?q=zyxw"), state="empty"),
    Kind("city", "/badges/<slug>", first("/badges", "/badges/")),
    Kind("city", "/statements", at("/statements")),
    Kind("city", "/statements/<slug>", first("/statements", "/statements/")),
    Kind("city", "/passport/recognition", at("/passport/recognition"), LEARNER),
    Kind("city", "/studio/statements", at("/studio/statements"), ORGANISER),
    Kind("city", "/recognise", at("/recognise"), LEARNER),
    Kind("city", "/recognise/new", at("/recognise/new"), LEARNER),
    Kind("city", "/recognise/<int:number>", told, LEARNER),
    Kind("city", "/studio/recognise", at("/studio/recognise"), ORGANISER),
    Kind("city", "/studio/statements/new", at("/studio/statements/new"), ORGANISER),
    Kind(
        "city",
        "/studio/statements/<int:statement_id>",
        own_statement,
        ORGANISER,
    ),
    Kind("city", "/saved", at("/saved"), LEARNER),
    Kind("city", "/saved", at("/saved"), ORGANISER, "empty"),
    Kind("city", SAVING, wished, LEARNER),
    Kind("city", "/lists", at("/lists")),
    Kind("city", "/lists/<public_id>", first_list("/lists")),
    Kind("city", "/lists/<public_id>", first_list("/saved"), LEARNER),
    Kind("city", "/lists/<public_id>/edit", first_list("/saved", "/edit"), LEARNER),
    Kind("city", "/lists/new", at("/lists/new"), LEARNER),
    Kind("city", "/lists/new", at("/lists/new"), ORGANISER, "empty"),
    Kind("city", "/passport", at("/passport"), LEARNER),
    Kind("city", "/passport", at("/passport"), ORGANISER, "empty"),
    Kind("city", "/credentials/<public_id>", first("/passport", "/credentials/"), LEARNER),
    Kind("city", "/passport/interests", at("/passport/interests"), LEARNER),
    Kind("city", "/passport/code", at("/passport/code"), LEARNER),
    Kind("city", "/feedback/<int:activity_id>", how_was_it, LEARNER),
    Kind("city", "/console/keys", at("/console/keys"), CITY_TEAM),
    Kind("city", "/console/keys", at("/console/keys"), LEARNER, "refused", 403),
    Kind("city", "/console/keys/<issuer>/rotation", at("/console/keys/city/rotation"), CITY_TEAM),
    Kind("city", "/studio/badges", at("/studio/badges"), ORGANISER),
    Kind("city", "/studio/badges/new", at("/studio/badges/new"), ORGANISER),
    Kind("city", BADGE, own_badge(), ORGANISER),
    Kind("city", f"{BADGE}/preview", own_badge("/preview"), ORGANISER),
    Kind("city", f"{BADGE}/publication", own_badge("/publication"), ORGANISER),
    Kind("city", BADGE, unreadable_badge, ORGANISER, "refused", 422),
    Kind("city", "/studio/feedback", at("/studio/feedback"), ORGANISER, "empty"),
    Kind("city", "/studio/check-in", at("/studio/check-in"), ORGANISER),
    Kind("city", "/studio/check-in/<code>", at("/studio/check-in/zzzzzz"), ORGANISER, "", 404),
    Kind("city", "/activities/<slug>/join-by-email", by_email),
    Kind("city", "/activities/<slug>/join-by-email", asking, state="asked"),
    Kind("city", "/guest/<token>", guest),
    Kind("city", "/check-in", at("/check-in"), LEARNER),
    Kind("city", "/studio", at("/studio"), ORGANISER),
    Kind("city", "/studio", at("/studio"), LEARNER, "refused", 403),
    Kind(
        "city",
        "/studio/activities/<slug>/check-in",
        first("/studio", "/studio/activities/"),
        ORGANISER,
    ),
    Kind("city", "/checkin/<code>", scanned, ORGANISER),
    Kind("city", "/check-in/done/<int:activity_id>", done, ORGANISER),
    Kind("city", "/verify", at("/verify")),
    Kind("city", "/verify", checked, LEARNER, "answered"),
    Kind("city", "/verify", handed_in(FORGED, ".verdict--bad"), state="forged"),
    Kind("city", "/verify", handed_in("hello", "[aria-invalid]"), state="refused", status=422),
    Kind("city", "/offline", at("/offline")),
    Kind("city", "/nowhere", at("/nowhere"), status=404),
    Kind("apex", "/", apex("/")),
    Kind("apex", "/search", apex("/search")),
    Kind("apex", "/search", apex("/search?q=zyxw&price=free"), state="empty"),
    Kind("apex", "/start", apex("/start?place=Riga")),
    Kind("apex", "/cities", apex("/cities")),
    Kind("apex", "/cities/closest", apex("/cities/closest?q=Riga")),
    Kind("apex", "/sign-in", apex("/sign-in")),
    Kind("apex", "/sign-in", refused_sign_in, state="refused", status=422),
    Kind("apex", "/sign-up", apex("/sign-up")),
    Kind("apex", "/sign-up/about", about_step),
    Kind("apex", "/sign-up/interests", interests_step),
    Kind("apex", "/sign-in/link", apex("/sign-in/link")),
    Kind("apex", "/account", apex("/account"), LEARNER),
    Kind("apex", "/passport/badges", apex("/passport/badges"), LEARNER),
    Kind("apex", "/passport/badges", apex("/passport/badges"), ORGANISER, "empty"),
    Kind("apex", "/passport/badges", refused_badge, LEARNER, "refused", 422),
    Kind("apex", "/passport/cv", apex("/passport/cv"), LEARNER),
    Kind("apex", "/passport/cv", apex("/passport/cv"), ORGANISER, "empty"),
    Kind("apex", "/collections/new", apex("/collections/new"), LEARNER),
    Kind("apex", "/collections/new", apex("/collections/new"), ORGANISER, "empty"),
    Kind("apex", "/collections/<public_id>", own_collection, LEARNER),
    Kind("apex", "/collections/<public_id>/edit", edited_collection, LEARNER),
    Kind("apex", "/verify", apex("/verify")),
    Kind("apex", "/nowhere", apex("/nowhere"), status=404),
)

NOT_PAGES = (
    ".json", ".jwt", ".geojson", ".ics", ".rss", ".txt", ".xml", ".css", ".svg", ".png",
    ".webmanifest", "/healthz", "/readyz", "/static", "/session/", "/ob2/", "/status/", ":form>",
    "/confirm/", "/sign-in/link/<token>", "/waiting/", "/sw.js", "/suggestions",
    "/passport/code/answer",
    ".json", ".geojson", ".ics", ".rss", ".txt", ".xml", ".css", ".svg", ".png", ".webmanifest",
    "/healthz", "/readyz", "/static", "/session/", "/ob2/", "/status/", ":form>", "/confirm/",
    "/sign-in/link/<token>", "/waiting/", "/sw.js", "/suggestions", "/passport/code/answer",
    "/passport/badges.zip", "/passport/badges/imported/",
)  # fmt: skip
"""What rules hold that answer with something else than a page, or only send on."""
