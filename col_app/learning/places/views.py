"""Places: the directory, their pages, feeds and posters."""

from __future__ import annotations

from typing import Any

import orjson
from flask import Blueprint, Response, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

import tenancy
from col_app.core import web
from col_app.core.access import public
from col_app.core.ids import number_of
from col_app.core.page import written_in
from col_app.core.speech import gettext as _
from col_app.learning import paging, panels
from col_app.learning.activities import cards, feeds, labels, search
from col_app.learning.participation.faces import qr
from col_app.learning.places import faces, queries
from col_app.learning.places.structured import structured

bp = Blueprint("places", __name__, template_folder="templates")
MOST = 24
"""Places on one page of the list."""
MOST_COMING = 60
ALL = 2000
NEIGHBOURS = 4


@bp.get("/places")
@public
def index() -> str:
    """Where one can learn, narrowed by kind and access."""
    order, page = web.text_order(), paging.number(request.args.get("page", ""))
    kinds, access = faces.kind_labels(), labels.access()
    asked = _asked()
    total = queries.count(**asked)
    rows = queries.some(**asked, limit=MOST, offset=(page - 1) * MOST)
    here = queries.kinds()
    return render_template(
        "places/index.html",
        places=[faces.face(row, order) for row in rows],
        total=total,
        asked=asked,
        kinds=[(kind, label) for kind, label in kinds.items() if kind in here],
        access=list(access.items()),
        pages=paging.pages(page, paging.last_page(total, MOST), paging.addresses("/places", asked)),
        centre=web.portal().center,
    )


def _asked() -> dict[str, str]:
    kinds, access = faces.kind_labels(), labels.access()
    return {"kind": _one_of(kinds, "kind"), "access": _one_of(access, "access")}


def _one_of(known: dict[str, str], name: str) -> str:
    value = request.args.get(name, "")
    return value if value in known else ""


@bp.get("/places.json")
@public
def index_json() -> Response:
    """The same query for programs, all of it at once."""
    order, asked = web.text_order(), _asked()
    shown = [
        {
            "id": place.id,
            "name": place.name,
            "kind": row["kind"],
            "address": place.address,
            "lat": place.lat,
            "lon": place.lon,
            "access": row["access"],
            "url": web.own_url(place.href),
        }
        for row in queries.some(asked["kind"], asked["access"], ALL)
        for place in (faces.face(row, order),)
    ]
    return Response(orjson.dumps({"items": shown}), mimetype="application/json")


def _row(slug: str) -> queries.Row:
    return queries.by_id(number_of(slug) or 0) or abort(404)


def _coming(row: queries.Row) -> list[dict[str, Any]]:
    return search.coming("place", row["id"], MOST_COMING)


@bp.get("/places/<slug>")
@public
def show(slug: str) -> ResponseReturnValue:
    """One place and what is on there."""
    row = _row(slug)
    if slug != f"{row['id']}-{row['slug']}":
        return redirect(f"/places/{row['id']}-{row['slug']}", 308)
    written_in(row["texts"])
    order, place = web.text_order(), faces.face(row, web.text_order())
    coming = _coming(row)
    shown = {card.id: card for card in cards.of(coming, order)}
    return render_template(
        "places/show.html",
        place=place,
        dated=[shown[found["id"]] for found in coming if found["starts_at"]],
        any_time=[shown[found["id"]] for found in coming if not found["starts_at"]],
        badges=panels.render("place", row["id"]),
        neighbours=[faces.face(near, order) for near in queries.near(row, NEIGHBOURS)],
        centre=web.portal().center,
        shape=structured(place),
    )


@bp.get("/places/<slug>/poster")
@public
def poster(slug: str) -> str:
    """A sheet to hang up there: its QR code opens what is on at this place."""
    place = faces.face(_row(slug), web.text_order())
    address = web.own_url(place.href)
    host = web.city_host(tenancy.current_city())
    return render_template("places/poster.html", place=place, qr=qr(address), host=host)


@bp.get("/places/<slug>.rss")
@public
def show_rss(slug: str) -> Response:
    """What is to come at a place, as a feed."""
    row, order = _row(slug), web.text_order()
    place = faces.face(row, order)
    title = _("Activities at %(name)s", name=place.name)
    return Response(
        feeds.rss(_coming(row), order, title, place.href), mimetype="application/rss+xml"
    )


@bp.get("/places/<slug>.ics")
@public
def show_ics(slug: str) -> Response:
    """What is to come at a place, as a calendar to subscribe to."""
    return Response(feeds.calendar(_coming(_row(slug)), web.text_order()), mimetype="text/calendar")
