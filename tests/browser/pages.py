"""One address for every kind of page there is, by host, role and language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.browser.visitor import Visitor

PLACES = (("vilnius", "lt"), ("cagliari", "it"))
ANYBODY, LEARNER, ORGANISER = "", "learner", "organiser"
SETTLING_MILLISECONDS = 700
JOINABLE = "/activities?type=workshop&price=free"

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


def with_pins(visitor: Visitor) -> None:
    """Explore with its map, once nothing on it moves any more."""
    visitor.open("/activities?view=map").wait_for_selector(".map .leaflet-marker-icon")
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


KINDS = (
    Kind("city", "/", at("/")),
    Kind("city", "/activities", at("/activities")),
    Kind("city", "/activities", with_pins, state="map"),
    Kind("city", "/activities", at("/activities?q=zyxw"), state="empty"),
    Kind("city", "/activities/<slug>", first("/activities", "/activities/")),
    Kind("city", "/activities/<slug>", first("/activities", "/activities/"), LEARNER),
    Kind("city", "/activities/<slug>/join", first(JOINABLE, "/activities/", "/join"), ORGANISER),
    Kind("city", "/playlists", at("/playlists")),
    Kind("city", "/playlists/<slug>", first("/playlists", "/playlists/")),
    Kind("city", "/places", at("/places")),
    Kind("city", "/places/<slug>", first("/places", "/places/")),
    Kind("city", "/organisers", at("/organisers")),
    Kind("city", "/organisers/<slug>", first("/organisers", "/organisers/")),
    Kind("city", "/skills", at("/skills")),
    Kind("city", "/skills/<slug>", first("/skills", "/skills/")),
    Kind("city", "/badges", at("/badges")),
    Kind("city", "/badges/<slug>", first("/badges", "/badges/")),
    Kind("city", "/passport", at("/passport"), LEARNER),
    Kind("city", "/passport", at("/passport"), ORGANISER, "empty"),
    Kind("city", "/credentials/<public_id>", first("/passport", "/credentials/"), LEARNER),
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
    Kind("apex", "/account", apex("/account"), LEARNER),
    Kind("apex", "/verify", apex("/verify")),
    Kind("apex", "/nowhere", apex("/nowhere"), status=404),
)

NOT_PAGES = (
    ".json", ".geojson", ".ics", ".rss", ".txt", ".xml", ".css", ".svg", ".png", ".webmanifest",
    "/healthz", "/readyz", "/static", "/session/", "/ob2/", "/status/", ":form>", "/confirm/",
    "/sw.js",
)  # fmt: skip
"""What rules hold that answer with something else than a page, or only send on."""
