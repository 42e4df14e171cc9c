"""Playlists: the list, one path, starting it."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from col_app.core import web
from col_app.core.access import current_identity, public, signed_in, signed_in_person
from col_app.core.db import db
from col_app.core.ids import number_of
from col_app.core.speech import gettext as _
from col_app.learning import panels, rewards
from col_app.learning.activities import cards, search
from col_app.learning.playlists import actions, paths, queries

bp = Blueprint("playlists", __name__, template_folder="templates")
MOST = 200


@bp.get("/playlists")
@public
def index() -> str:
    """The city's playlists."""
    order = web.text_order()
    shown = [paths.outline(row, order) for row in queries.published(MOST)]
    finals = rewards.of("playlist", [playlist.id for playlist in shown])
    return render_template("playlists/index.html", playlists=shown, finals=finals)


@bp.get("/playlists/<slug>")
@public
def show(slug: str) -> ResponseReturnValue:
    """One playlist as a path with the reader's progress."""
    row = _row(slug)
    if slug != f"{row['id']}-{row['slug']}":
        return redirect(f"/playlists/{row['id']}-{row['slug']}", 308)
    identity, order = current_identity(), web.text_order()
    done = queries.done_by(identity.id) if identity else frozenset()
    ids = [item["activity_id"] for item in row["items"] or ()]
    rows = search.cards(ids)
    found = {card.id: card for card in cards.of(rows, order)}
    steps = paths.steps(row["items"] or (), found, done)
    return render_template(
        "playlists/show.html",
        playlist=paths.outline(row, order),
        steps=steps,
        now=next((step for step in steps if step.state == "now"), None),
        progress=paths.progress(row["items"] or (), done),
        skills=paths.growth(rows, done, order),
        is_started=identity is not None and row["id"] in queries.started_by(identity.id),
        final=panels.render("playlist", row["id"]),
    )


def _row(slug: str) -> queries.Row:
    return queries.by_id(number_of(slug) or 0) or abort(404)


@bp.post("/playlists/<slug>/start")
@signed_in
def start(slug: str) -> ResponseReturnValue:
    """Follow a playlist: it shows up in the passport."""
    row, person = _row(slug), signed_in_person()
    actions.start(row["id"], person.id)
    db.session.commit()
    flash(_("Started. You find it in your passport."), "good")
    return redirect(f"/playlists/{row['id']}-{row['slug']}", 303)


@panels.add("activity")
def _panel(activity_id: int) -> Markup:
    order = web.text_order()
    shown = [paths.outline(row, order) for row in queries.with_activity(activity_id)]
    html = render_template("playlists/_panel.html", playlists=shown)
    return Markup(html)  # noqa: S704 - our own template, which escapes
