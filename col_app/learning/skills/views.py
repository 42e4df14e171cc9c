"""The skills spine and skill pages."""

from __future__ import annotations

from flask import Blueprint, abort, render_template

from col_app.core import web
from col_app.core.access import public
from col_app.learning import panels
from col_app.learning.activities import cards, search
from col_app.learning.skills import spine
from col_app.learning.skills.structured import structured
from col_app.learning.vocabulary import vocabulary

bp = Blueprint("skills", __name__, template_folder="templates")
MOST = 60


@bp.get("/skills")
@public
def index() -> str:
    """The skills this city looks for."""
    order = web.text_order()
    return render_template(
        "skills/index.html", groups=spine.spine(order), others=spine.beside(order)
    )


@bp.get("/skills/<slug>")
@public
def show(slug: str) -> str:
    """One skill and what builds it here."""
    term = vocabulary().skills.get(slug)
    if term is None or not term.uri:
        abort(404)
    order = web.text_order()
    face, coming = spine.skill(term, order), search.coming("skill", term.id, MOST)
    shown = {card.id: card for card in cards.of(coming, order)}
    return render_template(
        "skills/show.html",
        skill=face,
        dated=[shown[row["id"]] for row in coming if row["starts_at"]],
        any_time=[shown[row["id"]] for row in coming if not row["starts_at"]],
        badges=panels.render("skill", term.id),
        list_href=f"/activities?skill={term.slug}",
        feed_href=f"/activities.rss?skill={term.slug}",
        shape=structured(face),
    )
