"""The city's home."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template

from col_app.city.branding import queries as branding
from col_app.city.front import queries
from col_app.core import i18n, web
from col_app.core.access import public
from col_app.learning.activities import cards, search
from col_app.learning.playlists import paths
from col_app.learning.playlists import queries as playlists
from col_app.learning.skills.spine import spine
from col_app.learning.vocabulary import Term, vocabulary
from col_app.recognition.badges import faces
from col_app.recognition.badges import queries as badges

bp = Blueprint("front", __name__, template_folder="templates")
SOON, ON_MAP, FEATURED, PLAYLISTS, BADGES = 5, 3, 8, 3, 7


@dataclass(frozen=True, slots=True)
class TopicTile:
    """A featured topic with the number of activities behind it."""

    slug: str
    label: str
    lang: str
    href: str
    count: int


@bp.get("/")
@public
def home() -> str:
    """What one finds first on a city's portal."""
    order = web.text_order()
    soon = cards.of(search.soon(SOON + ON_MAP), order)
    texts = branding.texts(order)
    return render_template(
        "front/home.html",
        words=texts,
        words_lang=i18n.tag(texts.lang),
        numbers=queries.numbers(),
        soon=soon[:SOON],
        on_map=soon[SOON:],
        bounds=web.portal().bounds,
        topics=_featured_topics(order),
        playlists=[_outlined(row, order) for row in playlists.published(PLAYLISTS)],
        groups=spine(order),
        badges=[faces.face(row, order) for row in badges.catalogue(BADGES)],
        topic_count=len(vocabulary().topics),
    )


def _outlined(row: playlists.Row, order: tuple[str, ...]) -> tuple[paths.Outline, faces.Face | None]:
    badge = badges.of_playlist(row["id"])
    return paths.outline(row, order), faces.face(badge, order) if badge else None


def _featured_topics(order: tuple[str, ...]) -> list[TopicTile]:
    counts = queries.topic_counts()
    featured = [term for term in vocabulary().topics.values() if term.is_featured]
    return [_tile(term, order, counts.get(term.slug, 0)) for term in featured[:FEATURED]]


def _tile(term: Term, order: tuple[str, ...], count: int) -> TopicTile:
    lang = i18n.tag(term.label_lang(order))
    return TopicTile(term.slug, term.label(order), lang, f"/activities?topic={term.slug}", count)
