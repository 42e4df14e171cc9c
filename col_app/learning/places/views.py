"""Places: the directory and their pages."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template
from flask.typing import ResponseReturnValue

from col_app.core import web
from col_app.core.access import public
from col_app.core.ids import number_of
from col_app.learning.activities import cards, search
from col_app.learning.places import faces, queries

bp = Blueprint("places", __name__, template_folder="templates")
MOST = 200


@bp.get("/places")
@public
def index() -> str:
    """Where one can learn."""
    order = web.text_order()
    shown = [faces.face(row, order) for row in queries.all_of_them(MOST)]
    return render_template("places/index.html", places=shown, centre=web.portal().center)


@bp.get("/places/<slug>")
@public
def show(slug: str) -> ResponseReturnValue:
    """One place and what is on there."""
    row = queries.by_id(number_of(slug) or 0) or abort(404)
    if slug != f"{row['id']}-{row['slug']}":
        return redirect(f"/places/{row['id']}-{row['slug']}", 308)
    order = web.text_order()
    return render_template(
        "places/show.html",
        place=faces.face(row, order),
        activities=cards.of(search.coming("place", row["id"], MOST), order),
        centre=web.portal().center,
    )
