"""Places: the directory and their pages."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, redirect, render_template
from flask.typing import ResponseReturnValue

from col_app.core import i18n, web
from col_app.core.access import public
from col_app.core.ids import number_of
from col_app.learning.activities import cards, search
from col_app.learning.activities.details import access_labels
from col_app.learning.places import queries

bp = Blueprint("places", __name__, template_folder="templates")
MOST = 200


def _face(row: queries.Row, order: tuple[str, ...]) -> dict[str, Any]:
    lang, texts = i18n.pick_value(row["texts"], order)
    labels = access_labels()
    return {
        "href": f"/places/{row['id']}-{row['slug']}",
        "name": texts["name"],
        "about": texts["about"],
        "lang": i18n.tag(lang),
        "address": row["address"],
        "lat": row["lat"],
        "lon": row["lon"],
        "access": [labels[fact] for fact in row["access"] if fact in labels],
        "activity_count": row["activity_count"],
    }


@bp.get("/places")
@public
def index() -> str:
    """Where one can learn."""
    order = web.text_order()
    shown = [_face(row, order) for row in queries.all_of_them(MOST)]
    return render_template("places/index.html", places=shown)


@bp.get("/places/<slug>")
@public
def show(slug: str) -> ResponseReturnValue:
    """One place and what is on there."""
    row = queries.by_id(number_of(slug) or 0) or abort(404)
    if slug != f"{row['id']}-{row['slug']}":
        return redirect(f"/places/{row['id']}-{row['slug']}", 308)
    order = web.text_order()
    found = cards.of(search.cards(queries.activities(row["id"], MOST)), order)
    return render_template("places/show.html", place=_face(row, order), cards=found)
