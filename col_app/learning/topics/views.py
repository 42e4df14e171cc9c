"""Topics in plain words, and what there is of each."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template
from flask.typing import ResponseReturnValue

from col_app.core import web
from col_app.core.access import public
from col_app.learning import panels, rewards
from col_app.learning.activities import cards
from col_app.learning.collection import structured
from col_app.learning.playlists import paths
from col_app.learning.playlists import queries as playlists
from col_app.learning.topics import faces, queries
from col_app.learning.vocabulary import vocabulary

bp = Blueprint("topics", __name__, template_folder="templates")
MOST, AROUND = 24, 8


@bp.get("/topics")
@public
def index() -> str:
    """All topics in the city's order; those with nothing planned stand at the end."""
    order, counts = web.text_order(), queries.counts()
    shown = [faces.face(t, counts.get(t.slug, 0), order) for t in vocabulary().topics.values()]
    return render_template(
        "topics/index.html",
        topics=[topic for topic in shown if topic.count],
        quiet=[topic for topic in shown if not topic.count],
    )


@bp.get("/topics/<slug>")
@public
def show(slug: str) -> ResponseReturnValue:
    """One topic: what is coming, what it builds, who offers it. A merged one leads on."""
    now = vocabulary().current(slug)
    if now != slug:
        return redirect(f"/topics/{now}", 308)
    term = vocabulary().topics.get(slug) or abort(404)
    order, around = web.text_order(), queries.around(term.id, AROUND)
    ids = [row["id"] for row in around["playlist"]]
    topic = faces.face(term, around["total"][0]["n"], order)
    coming = cards.of(queries.activities(term.id, MOST), order)
    return render_template(
        "topics/show.html",
        topic=topic,
        activities=coming,
        skills=faces.skills(around["skill"], order),
        organisers=faces.organisers(around["organiser"], order),
        playlists=[paths.outline(row, order) for row in playlists.every() if row["id"] in ids],
        finals=rewards.of("playlist", ids),
        badges=panels.render("topic", term.id),
        shape=structured(topic.label, topic.href, [card.href for card in coming]),
    )
