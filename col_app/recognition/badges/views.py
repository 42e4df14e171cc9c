"""The badge catalogue, badge pages and badge images."""

from __future__ import annotations

from flask import Blueprint, Response, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from col_app.core import web
from col_app.core.access import public
from col_app.core.ids import number_of
from col_app.learning import panels
from col_app.learning.activities import cards, search
from col_app.recognition.badges import faces, queries
from col_app.ui.art import badges as art

bp = Blueprint("badges", __name__, template_folder="templates")
PAGE_SIZE = 48
IMAGE_SECONDS = 3600


@bp.get("/badges")
@public
def index() -> str:
    """What can be earned here."""
    number = request.args.get("page", "1")
    page = int(number) if number.isdecimal() and len(number) < 5 else 1
    rows = queries.catalogue(PAGE_SIZE, (max(1, page) - 1) * PAGE_SIZE)
    order = web.text_order()
    return render_template(
        "badges/index.html",
        badges=[faces.face(row, order) for row in rows],
        total=queries.count(),
        page_number=page,
        page_size=PAGE_SIZE,
    )


@bp.get("/badges/<slug>")
@public
def show(slug: str) -> ResponseReturnValue:
    """One badge: what it says and how to earn it. Its permanent id leads here too."""
    number = number_of(slug)
    row = queries.by_id(number) if number else queries.by_public_id(slug)
    if row is None:
        abort(404)
    if slug != f"{row['id']}-{row['slug']}":
        return redirect(f"/badges/{row['id']}-{row['slug']}", 308)
    order = web.text_order()
    earn = [row["activity_id"]] if row["activity_id"] else []
    return render_template(
        "badges/show.html",
        badge=faces.face(row, order),
        ways=cards.of(search.cards(earn), order),
    )


@bp.get("/badges/<public_id>/image.<any(svg,png):form>")
@public
def image(public_id: str, form: str) -> Response:
    """The badge's image, as it stands in credentials."""
    row = queries.by_public_id(public_id) or abort(404)
    look = (row["shape"], row["palette"], row["icon"], row["pattern"], row["id"])
    if form == "svg":
        response = Response(art.badge_svg(*look), mimetype="image/svg+xml")
    else:
        response = Response(art.badge_png(*look), mimetype="image/png")
    response.headers["Cache-Control"] = f"public, max-age={IMAGE_SECONDS}"
    return response


@panels.add("activity")
def _on_activity(activity_id: int) -> Markup:
    return _drawn("badges/_panel.html", queries.of_activity(activity_id))


@panels.add("playlist")
def _on_playlist(playlist_id: int) -> Markup:
    return _drawn("badges/_final.html", queries.of_playlist(playlist_id))


def _drawn(template: str, row: queries.Row | None) -> Markup:
    if row is None:
        return Markup("")
    html = render_template(template, badge=faces.face(row, web.text_order()))
    return Markup(html)  # noqa: S704 - our own template, which escapes
