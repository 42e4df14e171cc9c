"""The skills spine and skill pages."""

from __future__ import annotations

from flask import Blueprint, abort, render_template

from col_app.core import i18n, web
from col_app.core.access import public
from col_app.learning.activities import cards, search
from col_app.learning.skills import queries
from col_app.learning.skills.spine import spine
from col_app.learning.vocabulary import vocabulary

bp = Blueprint("skills", __name__, template_folder="templates")
MOST = 60


@bp.get("/skills")
@public
def index() -> str:
    """The skills this city looks for."""
    return render_template("skills/index.html", groups=spine(web.text_order()))


@bp.get("/skills/<slug>")
@public
def show(slug: str) -> str:
    """One skill and what builds it here."""
    term = vocabulary().skills.get(slug)
    if term is None or not term.uri:
        abort(404)
    order = web.text_order()
    found = cards.of(search.cards(queries.activities(term.id, MOST)), order)
    lang = i18n.tag(term.label_lang(order))
    return render_template(
        "skills/show.html", label=term.label(order), lang=lang, uri=term.uri, cards=found
    )
