"""Playlists: the list, one path, starting it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from col_app.core import web
from col_app.core.access import current_identity, public, signed_in, signed_in_person
from col_app.core.db import db
from col_app.core.ids import number_of
from col_app.learning import panels
from col_app.learning.activities import cards, search
from col_app.learning.playlists import actions, paths, queries
from col_app.people.members import actions as members

bp = Blueprint("playlists", __name__, template_folder="templates")
MOST = 60


@bp.get("/playlists")
@public
def index() -> str:
    """The city's playlists."""
    order = web.text_order()
    shown = [paths.outline(row, order) for row in queries.published(MOST)]
    return render_template("playlists/index.html", playlists=shown)


@bp.get("/playlists/<slug>")
@public
def show(slug: str) -> ResponseReturnValue:
    """One playlist as a path with the reader's progress."""
    row = _row(slug)
    if slug != f"{row['id']}-{row['slug']}":
        return redirect(f"/playlists/{row['id']}-{row['slug']}", 308)
    identity, order = current_identity(), web.text_order()
    done = queries.done_by(identity.id) if identity else frozenset()
    steps = [item["activity_id"] for item in row["items"]]
    found = {card.id: card for card in cards.of(search.cards(steps), order)}
    return render_template(
        "playlists/show.html",
        playlist=paths.outline(row, order),
        steps=paths.steps(row["items"], found, done),
        progress=paths.progress(row["items"], done),
        is_started=bool(identity) and row["id"] in queries.started_by(identity.id),
        final=panels.render("playlist", row["id"]),
    )


def _row(slug: str) -> dict[str, Any]:
    return queries.by_id(number_of(slug) or 0) or abort(404)


@bp.post("/playlists/<slug>/start")
@signed_in
def start(slug: str) -> ResponseReturnValue:
    """Follow a playlist: it shows up in the passport."""
    row, person = _row(slug), signed_in_person()
    members.welcome(person)
    actions.start(row["id"], person.id)
    db.session.commit()
    flash(_("Started. You find it in your passport."), "good")
    return redirect(f"/playlists/{row['id']}-{row['slug']}", 303)


@panels.add("activity")
def _panel(activity_id: int) -> Markup:
    order = web.text_order()
    shown = [paths.outline(row, order) for row in queries.with_activity(activity_id)]
    return Markup(render_template("playlists/_panel.html", playlists=shown))  # noqa: S704 - ours
