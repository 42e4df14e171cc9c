"""Playlists: the list, one path, following it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import orjson
from flask import Blueprint, Response, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from col_app.core import i18n, web
from col_app.core.access import Identity, current_identity, public, signed_in, signed_in_person
from col_app.core.db import db
from col_app.core.ids import number_of
from col_app.core.page import written_in
from col_app.core.speech import gettext as _
from col_app.learning import panels, rewards
from col_app.learning.activities import cards, search
from col_app.learning.index import queries as listings
from col_app.learning.playlists import actions, completion, filters, paths, queries, steps
from col_app.learning.playlists.progress import Progress, items, progress
from col_app.learning.playlists.structured import structured
from col_app.learning.vocabulary import vocabulary

bp = Blueprint("playlists", __name__, template_folder="templates")
MOST = 200


@dataclass(frozen=True, slots=True)
class Listed:
    """A playlist in the list, with how far the reader is if they follow it."""

    outline: paths.Outline
    progress: Progress | None


@bp.get("/playlists")
@public
def index() -> str:
    """The city's playlists, narrowed by words, topic, organiser and length."""
    order, asked = web.text_order(), _asked()
    rows = queries.published(MOST)
    found = filters.narrowed(rows, asked)
    finals = rewards.of("playlist", [row["id"] for row in found])
    return render_template(
        "playlists/index.html",
        playlists=_listed(found, order),
        finals=finals,
        asked=asked,
        all=len(rows),
        topics=_topics(rows, order),
        organisers=_organisers(rows, order),
    )


def _asked() -> filters.Filters:
    asked = filters.read(request.args)
    return replace(asked, topic=vocabulary().current(asked.topic))


def _listed(rows: list[filters.Row], order: tuple[str, ...]) -> list[Listed]:
    identity = current_identity()
    followed = set(queries.started_by(identity.id)) if identity else set()
    mine = [row for row in rows if row["id"] in followed]
    done = completion.done_by(identity.id, mine) if identity and mine else frozenset()
    return [
        Listed(paths.outline(row, order), progress(row, done) if row["id"] in followed else None)
        for row in rows
    ]


def _topics(rows: Sequence[queries.Row], order: tuple[str, ...]) -> list[tuple[str, str]]:
    used = {topic for row in rows for topic in row["topics"] or ()}
    return [(t.slug, t.label(order)) for t in vocabulary().topics.values() if t.slug in used]


def _organisers(rows: Sequence[queries.Row], order: tuple[str, ...]) -> list[tuple[str, str]]:
    names = {r["organiser_id"]: i18n.pick_value(r["organiser_names"], order)[1] for r in rows}
    return sorted(((str(key), name) for key, name in names.items()), key=lambda pair: pair[1])


@bp.get("/playlists.json")
@public
def index_json() -> Response:
    """The same query for programs."""
    order, asked = web.text_order(), _asked()
    narrowed = filters.narrowed(queries.published(MOST), asked)
    found = [(row, paths.outline(row, order)) for row in narrowed]
    shown = [
        {
            "id": outline.id,
            "title": outline.title,
            "organiser": outline.organiser,
            "minutes": outline.minutes,
            "steps": len(items(row)),
            "needed": progress(row, frozenset()).all,
            "topics": row["topics"] or [],
            "url": web.own_url(outline.href),
        }
        for row, outline in found
    ]
    return Response(orjson.dumps({"items": shown}), mimetype="application/json")


@bp.get("/playlists/<slug>")
@public
def show(slug: str) -> ResponseReturnValue:
    """One playlist as a path with the reader's progress."""
    row = _row(slug)
    if slug != f"{row['id']}-{row['slug']}":
        return redirect(f"/playlists/{row['id']}-{row['slug']}", 308)
    written_in(row["texts"])
    identity, order = current_identity(), web.text_order()
    known = _known(row, identity, order)
    outline, path = paths.outline(row, order), steps.steps(row, known, order)
    final = rewards.of("playlist", [row["id"]]).get(row["id"])
    return render_template(
        "playlists/show.html",
        playlist=outline,
        steps=path,
        now=next((step for step in path if step.is_now), None),
        progress=progress(row, known.done),
        audience=paths.audience(list(known.rows.values()), order[0]),
        skills=paths.growth(list(known.rows.values()), known.done, order),
        is_started=identity is not None and queries.is_followed(row["id"], identity.id),
        final=panels.render("playlist", row["id"]),
        shape=structured(outline, path, final),
    )


def _known(row: queries.Row, identity: Identity | None, order: tuple[str, ...]) -> steps.Known:
    ids = [item["activity_id"] for item in items(row) if not item["city"]]
    rows, guests = search.cards(ids), steps.guests_of(row)
    taken = completion.taken_by(identity.id, [row]) if identity else completion.NOTHING
    return steps.Known(
        rows={found["id"]: found for found in rows},
        cards={card.id: card for card in cards.of(rows, order)},
        organisers=queries.organisers_of(ids),
        guests=listings.some(guests) if guests else {},
        mine=queries.mine(identity.id, ids) if identity else {},
        done=taken.done,
        joined_elsewhere=taken.joined_elsewhere,
    )


def _row(slug: str) -> queries.Row:
    return queries.by_id(number_of(slug) or 0) or abort(404)


@bp.post("/playlists/<slug>/start")
@signed_in
def start(slug: str) -> ResponseReturnValue:
    """Follow a playlist: it shows up in the passport. No more when the form says DELETE."""
    row, person = _row(slug), signed_in_person()
    if request.form.get("_method", "").upper() == "DELETE":
        actions.stop(row["id"], person.id)
        message = _("Taken out of your passport. What you have done stays yours.")
    else:
        actions.start(row["id"], person.id)
        message = _("Started. You find it in your passport.")
    db.session.commit()
    flash(message, "good")
    return redirect(f"/playlists/{row['id']}-{row['slug']}", 303)


@panels.add("activity")
def _panel(activity_id: int) -> Markup:
    order = web.text_order()
    shown = [paths.outline(row, order) for row in queries.with_activity(activity_id)]
    html = render_template("playlists/_panel.html", playlists=shown)
    return Markup(html)  # noqa: S704 - our own template, which escapes
