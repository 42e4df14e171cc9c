"""Explore and activity pages."""

from __future__ import annotations

from typing import Any

import orjson
from flask import Blueprint, Response, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from col_app.core import i18n, page, web
from col_app.core.access import current_identity, public
from col_app.core.fragments import is_fragment
from col_app.core.ids import number_of
from col_app.learning import panels
from col_app.learning.activities import cards, facets, feeds, queries, search
from col_app.learning.activities.details import Detail, detail
from col_app.learning.activities.filters import PAGE_SIZE, Filters, read
from col_app.learning.participation import queries as participations

bp = Blueprint("activities", __name__, template_folder="templates")
LIKE_THIS = 3
FEED_SIZE = 200


@bp.get("/activities")
@public
def index() -> ResponseReturnValue:
    """The list and the map, with what narrows them."""
    filters, wrong = read(request.args)
    order = web.text_order()
    found = search.find(filters, order)
    shown = facets.of(filters, found.counts, order)
    values: dict[str, Any] = {
        "filters": filters,
        "wrong": wrong,
        "cards": cards.of(found.cards, order),
        "total": found.total,
        "facets": shown,
        "chips": _chips(filters, shown),
        "pages": _pages(filters, found.total),
        "pins_href": f"/activities.geojson?{filters.query(page=None, lang=i18n.tag(web.reader_lang()))}",
        "bounds": web.portal().bounds,
        "shows_map": request.args.get("view") == "map",
    }
    template = "_results.html" if is_fragment() else "index.html"
    return render_template(f"activities/{template}", **values), 400 if wrong else 200


def _chips(filters: Filters, shown: list[facets.Facet]) -> list[tuple[str, str]]:
    """(label, address without it) of everything that narrows the list."""
    chips = [(o.label, o.href) for facet in shown for o in facet.options if o.selected]
    if filters.text:
        chips.insert(0, (filters.text, "?" + filters.query(q=None, page=None)))
    if filters.near:
        chips.append((_("Near me"), "?" + filters.query(near=None, km=None, page=None)))
    if filters.bbox:
        chips.append((_("In this part of the map"), "?" + filters.query(bbox=None, page=None)))
    for name, day in (("from", filters.from_on), ("to", filters.to_on)):
        if day:
            label = _("From %(day)s", day=day) if name == "from" else _("Until %(day)s", day=day)
            chips.append((label, "?" + filters.query(**{name: None, "page": None})))
    return chips


def _pages(filters: Filters, total: int) -> dict[str, str | int]:
    last = max(1, -(-total // PAGE_SIZE))
    before, after = filters.page - 1, filters.page + 1
    return {
        "current": filters.page,
        "last": last,
        "previous_href": "?" + filters.query(page=str(before)) if 1 <= before <= last else "",
        "next_href": "?" + filters.query(page=str(after)) if after <= last else "",
    }


@bp.get("/activities.json")
@public
def index_json() -> Response:
    """The same query for programs."""
    filters, _wrong = read(request.args)
    order = web.text_order()
    found = search.find(filters, order)
    shape = feeds.listing(filters, found, facets.of(filters, found.counts, order), order)
    return Response(orjson.dumps(shape), mimetype="application/json")


@bp.get("/activities.geojson")
@public
def index_geojson() -> Response:
    """Where the found activities take place."""
    filters, _wrong = read(request.args)
    order = web.text_order()
    shape = feeds.pins(search.pins(filters, order), order)
    return Response(orjson.dumps(shape), mimetype="application/geo+json")


@bp.get("/activities.ics")
@public
def index_ics() -> Response:
    """The found activities as a calendar to subscribe to."""
    filters, _wrong = read(request.args)
    order = web.text_order()
    rows = search.find(filters, order, limit=FEED_SIZE).cards
    return Response(feeds.calendar(rows, order), mimetype="text/calendar")


@bp.get("/activities.rss")
@public
def index_rss() -> Response:
    """The found activities as a feed."""
    filters, _wrong = read(request.args)
    order = web.text_order()
    rows = search.find(filters, order, limit=FEED_SIZE).cards
    title = _("Activities in %(city)s", city=page.current_city_name())
    return Response(feeds.rss(rows, order, title), mimetype="application/rss+xml")


@bp.get("/activities/<slug>.ics")
@public
def show_ics(slug: str) -> Response:
    """One activity for the reader's own calendar."""
    rows = search.cards([number_of(slug) or 0])
    if not rows:
        abort(404)
    body = feeds.calendar(rows, web.text_order())
    name = f'attachment; filename="{rows[0]["id"]}-{rows[0]["slug"]}.ics"'
    return Response(body, mimetype="text/calendar", headers={"Content-Disposition": name})


@bp.get("/activities/<slug>")
@public
def show(slug: str) -> ResponseReturnValue:
    """One activity."""
    row = queries.page(number_of(slug) or 0) or abort(404)
    if slug != f"{row['id']}-{row['slug']}":
        return redirect(f"/activities/{row['id']}-{row['slug']}", 308)
    identity = current_identity()
    mine = participations.of_person(identity.id, row["id"]) if identity else None
    order = web.text_order()
    shown: Detail = detail(row, order)
    return render_template(
        "activities/show.html",
        activity=shown,
        mine=mine.state.value if mine else "",
        panels=panels.render("activity", row["id"]),
        others=cards.of(search.cards(queries.like(row["id"], LIKE_THIS)), order),
        event=feeds.structured(row, order),
    )
