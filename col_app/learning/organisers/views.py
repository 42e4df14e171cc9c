"""Organisers: the directory and their pages."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template
from flask.typing import ResponseReturnValue

from col_app.core import web
from col_app.core.access import public
from col_app.core.ids import number_of
from col_app.learning import panels, rewards
from col_app.learning.activities import cards, search
from col_app.learning.organisers import faces, queries
from col_app.learning.playlists import paths
from col_app.learning.playlists import queries as playlists

bp = Blueprint("organisers", __name__, template_folder="templates")
MOST = 200


@bp.get("/organisers")
@public
def index() -> str:
    """Everybody who offers something here."""
    order = web.text_order()
    shown = [faces.face(row, order) for row in queries.all_of_them(MOST)]
    return render_template("organisers/index.html", organisers=shown)


@bp.get("/organisers/<slug>")
@public
def show(slug: str) -> ResponseReturnValue:
    """One organiser and what it offers."""
    row = queries.by_id(number_of(slug) or 0) or abort(404)
    if slug != f"{row['id']}-{row['slug']}":
        return redirect(f"/organisers/{row['id']}-{row['slug']}", 308)
    order = web.text_order()
    own_paths = [paths.outline(path, order) for path in playlists.of_organiser(row["id"])]
    return render_template(
        "organisers/show.html",
        organiser=faces.face(row, order),
        activities=cards.of(search.coming("organiser", row["id"], MOST), order),
        playlists=own_paths,
        finals=rewards.of("playlist", [path.id for path in own_paths]),
        badges=panels.render("organiser", row["id"]),
    )
