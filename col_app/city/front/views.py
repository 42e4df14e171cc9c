"""The city's home."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, render_template

from col_app.city.branding import queries as branding
from col_app.city.featured import faces as featured
from col_app.city.front import queries
from col_app.core import clock, web
from col_app.core.access import public
from col_app.core.speech import gettext as _
from col_app.learning import rewards
from col_app.learning.activities import cards, search
from col_app.learning.activities.cards import own_tag
from col_app.learning.discovery import trends
from col_app.learning.discovery.queries import WINDOW
from col_app.learning.playlists import paths
from col_app.learning.playlists import queries as playlists
from col_app.learning.skills.spine import SpineGroup, spine
from col_app.learning.topics import queries as topics
from col_app.learning.vocabulary import Term, vocabulary
from col_app.recognition.badges import faces
from col_app.recognition.badges import queries as badges
from col_app.ui import assets

bp = Blueprint("front", __name__, template_folder="templates")
SYMBOLS = {
    "think": "bulb",
    "head": "brain",
    "connect": "talk",
    "together": "together",
    "us": "together",
    "make": "hammer",
    "create": "palette",
    "hands": "hand",
    "act": "flag",
    "care": "leaf",
    "heart": "heart",
    "city": "building",
    "explore": "explore",
    "me": "star",
    "work": "work",
}
"""Icons of the groups of a spine, by the word that groups are made with (`group-<word>`)."""
SOON, NEAR, FEATURED, PLAYLISTS, BADGES, TRENDING = 5, 3, 8, 3, 7, 3


@dataclass(frozen=True, slots=True)
class TopicTile:
    """A featured topic with the number of activities behind it. `look` draws it."""

    look: str
    label: str
    lang: str
    href: str
    count: int


@dataclass(frozen=True, slots=True)
class QuickLink:
    """A search that many people want."""

    label: str
    href: str
    icon: str


@bp.get("/")
@public
def home() -> str:
    """What one finds first on a city's portal."""
    order = web.text_order()
    found = cards.of(search.soon(SOON + NEAR), order)
    words = branding.texts(order)
    outlines = [paths.outline(row, order) for row in playlists.published(PLAYLISTS)]
    return render_template(
        "front/home.html",
        words=words,
        words_lang=own_tag(words.lang, order),
        numbers=queries.numbers(_start_of_month()),
        quick=_quick(),
        featured=featured.on_home(order, clock.now()),
        soon=found[:SOON],
        near=found[SOON:] or found[:NEAR],
        pins=cards.pins(found),
        centre=web.portal().center,
        trending=trends.activities(TRENDING, order),
        days=WINDOW.days,
        topics=_featured_topics(order),
        topic_count=len(vocabulary().topics),
        playlists=outlines,
        finals=rewards.of("playlist", [outline.id for outline in outlines]),
        groups=[(group, _symbol(group)) for group in spine(order) if group.skills],
        badges=[faces.face(row, order) for row in badges.most_awarded(BADGES)],
        address=web.own_url("/"),
    )


@bp.get("/offline")
@public
def offline() -> str:
    """What a browser shows that has no network and nothing from before."""
    return render_template("front/offline.html")


@bp.get("/sw.js")
@public
def service_worker() -> Response:
    """The script that keeps pages for times without a network."""
    return Response(assets.service_worker(), mimetype="text/javascript")


def _symbol(group: SpineGroup) -> str:
    return SYMBOLS.get(group.key.removeprefix("group-"), "spark")


def _start_of_month() -> dt.datetime:
    local = clock.now().astimezone(ZoneInfo(web.portal().time_zone))
    return local.replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def _quick() -> list[QuickLink]:
    return [
        QuickLink(_("Today"), "/activities?when=today", "calendar"),
        QuickLink(_("This weekend"), "/activities?when=weekend", "calendar"),
        QuickLink(_("Free"), "/activities?price=free", "ticket"),
        QuickLink(_("Online"), "/activities?format=online", "globe"),
    ]


def _featured_topics(order: tuple[str, ...]) -> list[TopicTile]:
    counts = topics.counts()
    featured = [term for term in vocabulary().topics.values() if term.is_featured]
    return [_tile(term, order, counts.get(term.slug, 0)) for term in featured[:FEATURED]]


def _tile(term: Term, order: tuple[str, ...], count: int) -> TopicTile:
    lang = own_tag(term.label_lang(order), order)
    return TopicTile(term.face, term.label(order), lang, f"/activities?topic={term.slug}", count)
