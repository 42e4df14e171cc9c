"""One address for every kind of page there is, by host, role and language."""

from __future__ import annotations

from dataclasses import dataclass

from tests.browser.badge_ways import own_badge, unreadable_badge
from tests.browser.ways import (
    FORGED,
    Way,
    about_step,
    apex,
    asking,
    at,
    by_email,
    checked,
    done,
    edited_collection,
    first,
    first_list,
    guest,
    handed_in,
    how_was_it,
    interests_step,
    own_collection,
    own_statement,
    refused_badge,
    refused_sign_in,
    scanned,
    task,
    tasks,
    told,
    wished,
    with_pins,
)

PLACES = (("vilnius", "lt"), ("cagliari", "it"))
ANYBODY, LEARNER, ORGANISER, CITY_TEAM = "", "learner", "organiser", "city"
SERIES = "/activities?type=course&format=both"
SAVING = "/saved/<any(activity,playlist,badge,place,organiser,skill,elsewhere):kind>/<int:thing_id>"
BADGE = "/studio/badges/<int:badge_id>"
JOINABLE = "/activities?type=workshop&price=free"


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
    Kind("city", "/badges/<slug>/tasks", tasks, LEARNER),
    Kind("city", "/tasks/<int:task_id>", task(0), LEARNER),
    Kind("city", "/tasks/<int:task_id>", task(1), LEARNER, "photo"),
    Kind("city", "/studio/review", at("/studio/review"), ORGANISER),
    Kind("city", "/reviews", at("/reviews"), LEARNER, "empty"),
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
        first("/studio", "/studio/activities/", "/check-in"),
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
    ".csv", ".json", ".jwt", ".geojson", ".ics", ".rss", ".txt", ".xml", ".css", ".svg", ".png",
    ".webmanifest", "/healthz", "/readyz", "/static", "/session/", "/ob2/", "/status/", ":form>",
    "/confirm/", "/sign-in/link/<token>", "/waiting/", "/sw.js", "/suggestions",
    "/passport/code/answer", "/passport/badges.zip", "/passport/badges/imported/", "/evidence/",
    "/tasks.zip",
)  # fmt: skip
"""What rules hold that answer with something else than a page, or only send on."""
