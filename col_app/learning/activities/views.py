"""Explore and activity pages."""

from __future__ import annotations

import orjson
from flask import (
    Blueprint,
    Response,
    abort,
    make_response,
    redirect,
    render_template,
    request,
)
from flask.typing import ResponseReturnValue

from col_app.core import errors, page, web
from col_app.core.access import current_identity, public
from col_app.core.fragments import is_fragment
from col_app.core.ids import number_of
from col_app.core.speech import gettext as _
from col_app.learning import panels
from col_app.learning.activities import cards, explore, facets, feeds, ground, queries, search
from col_app.learning.activities.details import detail
from col_app.learning.activities.filters import Filters, read
from col_app.learning.activities.structured import structured
from col_app.learning.participation import queries as participations
from col_app.learning.seats import queries as waiting
from col_app.learning.seats.faces import standing

bp = Blueprint("activities", __name__, template_folder="templates")
LIKE_THIS = 4
FEED_SIZE = 200
MAX_AGE_TEXT = 12


@bp.get("/activities")
@public
def index() -> ResponseReturnValue:
    """The list and the map, with what narrows them."""
    filters, wrong = read(request.args)
    order = web.text_order()
    found = search.find(filters, order)
    view = "map" if request.args.get("view") == "map" else "list"
    addresses, shown = explore.Addresses(view), facets.of(filters, found.counts, order)
    shown_cards = cards.of(found.cards, order)
    template = "_fragment.html" if is_fragment() else "index.html"
    html = render_template(
        f"activities/{template}",
        filters=filters,
        faults=explore.faults(wrong),
        typed_age=request.args.get("age", "")[:MAX_AGE_TEXT],
        view=view,
        total=found.total,
        cards=shown_cards,
        pins=cards.pins(shown_cards),
        facets=shown,
        chips=explore.chips(filters, shown, addresses),
        quick=explore.quick(filters, addresses),
        clear_href=addresses.to(""),
        kept=explore.kept(filters),
        sorts=explore.sorts(filters),
        pages=explore.pages(filters, found.total, addresses),
        pins_href=f"/activities.geojson?{filters.query(page=None, sort=None)}",
        ground=ground.ground(),
    )
    response = make_response(html, 400 if wrong else 200)
    # one address gives a page or a piece of it: caches must tell them apart
    response.vary.add("HX-Request")
    if is_fragment():
        response.headers["HX-Push-Url"] = addresses.to(filters.query())
    return response


def _asked() -> Filters:
    """The filters of a program; what cannot be read is refused, with a sentence."""
    filters, wrong = read(request.args)
    if wrong:
        names = ", ".join(sorted(wrong))
        detail = _("These parameters could not be read: %(names)s", names=names)
        abort(errors.answer(400, detail))
    return filters


@bp.get("/activities.json")
@public
def index_json() -> Response:
    """The same query for programs."""
    filters, order = _asked(), web.text_order()
    found = search.find(filters, order)
    shown = facets.of(filters, found.counts, order)
    shape = feeds.listing(filters, found, list(shown.values()), order)
    return Response(orjson.dumps(shape), mimetype="application/json")


@bp.get("/activities.geojson")
@public
def index_geojson() -> Response:
    """Where the found activities take place."""
    filters, order = _asked(), web.text_order()
    shape = feeds.pins(search.pins(filters, order), order)
    return Response(orjson.dumps(shape), mimetype="application/geo+json")


@bp.get("/activities.ics")
@public
def index_ics() -> Response:
    """The found activities as a calendar to subscribe to."""
    filters, order = _asked(), web.text_order()
    rows = search.find(filters, order, limit=FEED_SIZE).cards
    return Response(feeds.calendar(rows, order), mimetype="text/calendar")


@bp.get("/activities.rss")
@public
def index_rss() -> Response:
    """The found activities as a feed."""
    filters, order = _asked(), web.text_order()
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
    path = f"/activities/{row['id']}-{row['slug']}"
    if request.path != path:
        asked = request.query_string.decode("ascii", "ignore")
        return redirect(f"{path}?{asked}" if asked else path, 308)
    identity = current_identity()
    mine = participations.of_person(identity.id, row["id"]) if identity else None
    turn = waiting.turn(identity.id, row["id"]) if identity and mine is None else None
    order = web.text_order()
    return render_template(
        "activities/show.html",
        activity=detail(row, order),
        mine=mine.state.value if mine else "",
        turn=standing(turn),
        by_email=row["allows_email_join"],
        centre=web.portal().center,
        panels=panels.render("activity", row["id"]),
        others=cards.of(search.like(row["id"], LIKE_THIS), order),
        event=structured(row, order),
        address=web.own_url(path),
        picture=web.own_url("/mark.png"),
    )
