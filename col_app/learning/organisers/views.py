"""Organisers: the directory, their pages and feeds."""

from __future__ import annotations

from typing import Any

import orjson
from flask import Blueprint, Response, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from col_app.core import i18n, web
from col_app.core.access import public
from col_app.core.ids import number_of
from col_app.core.page import written_in
from col_app.core.speech import gettext as _
from col_app.learning import paging, panels, rewards
from col_app.learning.activities import cards, feeds, search
from col_app.learning.organisers import faces, queries
from col_app.learning.organisers.structured import structured
from col_app.learning.playlists import paths
from col_app.learning.playlists import queries as playlists

bp = Blueprint("organisers", __name__, template_folder="templates")
MOST = 24
"""Organisers on one page of the list."""
MOST_COMING = 60
ALL = 2000
LAST = 4


@bp.get("/organisers")
@public
def index() -> str:
    """Everybody who offers something here, narrowed by kind."""
    order, page = web.text_order(), paging.number(request.args.get("page", ""))
    kinds, kind = faces.kind_labels(), _kind()
    total, here = queries.count(kind), queries.kinds()
    rows = queries.some(kind, MOST, (page - 1) * MOST)
    return render_template(
        "organisers/index.html",
        organisers=[faces.face(row, order) for row in rows],
        total=total,
        kind=kind,
        kinds=[(value, label) for value, label in kinds.items() if value in here],
        pages=paging.pages(
            page, paging.last_page(total, MOST), paging.addresses("/organisers", {"kind": kind})
        ),
    )


def _kind() -> str:
    kind = request.args.get("kind", "")
    return kind if kind in faces.kind_labels() else ""


@bp.get("/organisers.json")
@public
def index_json() -> Response:
    """The same query for programs, all of it at once."""
    order = web.text_order()
    shown = [
        {
            "id": organiser.id,
            "name": organiser.name,
            "kind": row["kind"],
            "website": organiser.website,
            "is_verified": organiser.is_verified,
            "activities": row["activity_count"],
            "url": web.own_url(organiser.href),
        }
        for row in queries.some(_kind(), ALL)
        for organiser in (faces.face(row, order),)
    ]
    return Response(orjson.dumps({"items": shown}), mimetype="application/json")


def _row(slug: str) -> queries.Row:
    return queries.by_id(number_of(slug) or 0) or abort(404)


def _coming(row: queries.Row) -> list[dict[str, Any]]:
    return search.coming("organiser", row["id"], MOST_COMING)


@bp.get("/organisers/<slug>")
@public
def show(slug: str) -> ResponseReturnValue:
    """One organiser and what it offers."""
    row = _row(slug)
    if slug != f"{row['id']}-{row['slug']}":
        return redirect(f"/organisers/{row['id']}-{row['slug']}", 308)
    written_in(row["texts"])
    order = web.text_order()
    organiser = faces.face(row, order)
    own_paths = [paths.outline(path, order) for path in playlists.of_organiser(row["id"])]
    past, last = queries.past(row["id"], LAST)
    return render_template(
        "organisers/show.html",
        organiser=organiser,
        activities=cards.of(_coming(row), order),
        past=past,
        last=cards.of(search.cards(last), order) if last else [],
        languages=[i18n.name_in(lang, order[0]) for lang in queries.languages(row["id"])],
        playlists=own_paths,
        finals=rewards.of("playlist", [path.id for path in own_paths]),
        badges=panels.render("organiser", row["id"]),
        shape=structured(organiser),
    )


@bp.get("/organisers/<slug>.rss")
@public
def show_rss(slug: str) -> Response:
    """What is to come of an organiser, as a feed."""
    row, order = _row(slug), web.text_order()
    organiser = faces.face(row, order)
    title = _("Activities by %(name)s", name=organiser.name)
    return Response(
        feeds.rss(_coming(row), order, title, organiser.href), mimetype="application/rss+xml"
    )


@bp.get("/organisers/<slug>.ics")
@public
def show_ics(slug: str) -> Response:
    """What is to come of an organiser, as a calendar to subscribe to."""
    return Response(feeds.calendar(_coming(_row(slug)), web.text_order()), mimetype="text/calendar")
