"""Explore and activity pages."""

from __future__ import annotations

from urllib.parse import urlencode

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
from col_app.learning.activities import (
    cards,
    explore,
    facets,
    feeds,
    ground,
    loosening,
    mapfeed,
    mapwords,
    near,
    queries,
    search,
)
from col_app.learning.activities.details import detail
from col_app.learning.activities.filters import Filters
from col_app.learning.activities.structured import cover_url, structured
from col_app.learning.applications import queries as applications
from col_app.learning.applications.faces import asking, must_ask
from col_app.learning.discovery import ahead
from col_app.learning.participation import queries as participations
from col_app.learning.seats import queries as waiting
from col_app.learning.seats.faces import standing
from col_app.learning.vocabulary import vocabulary
from col_app.ui.art.covers import cover_png

bp = Blueprint("activities", __name__, template_folder="templates")
FEED_SIZE = 200
MAP_LAYERS = urlencode({"layer": mapfeed.LAYERS}, doseq=True)
MAX_AGE_TEXT = 12
COVER_SECONDS = 24 * 3600


@bp.get("/activities")
@public
def index() -> ResponseReturnValue:
    """The list and the map, with what narrows them."""
    asked, wrong = near.read_located(request.args)
    order = web.text_order()
    found = search.find(asked, order)
    filters = found.filters
    view = "map" if request.args.get("view") == "map" else "list"
    addresses, shown = explore.Addresses(view), facets.of(filters, found.counts, order)
    shown_cards = cards.of(found.cards, order)
    template = "_fragment.html" if is_fragment() else "index.html"
    html = render_template(
        f"activities/{template}",
        filters=filters,
        found=found,
        ways=loosening.ways(found, shown, addresses, order) if not found.total else [],
        faults=explore.faults(wrong),
        typed_age=_typed_age(),
        view=view,
        total=found.total,
        cards=shown_cards,
        pins=cards.pins(shown_cards),
        facets=shown,
        chips=explore.chips(filters, shown, addresses),
        quick=explore.quick(filters, addresses),
        clear_href=addresses.to(""),
        meant_href=addresses.to(filters.query(q=found.meant, page=None)),
        switch_href=explore.Addresses("list" if view == "map" else "map").to(filters.query()),
        kept=explore.kept(filters),
        sorts=explore.sorts(filters),
        pages=explore.pages(filters, found.total, addresses),
        pins_href=f"/activities.geojson?{_seen(filters)}&{MAP_LAYERS}",
        asked=f"?{_seen(filters)}".rstrip("?"),
        ground=ground.ground(),
        map_words=mapwords.words(),
        nearby=near.nearby(filters, found.counts["km"]),
        guess_href=lambda name: addresses.to(filters.query(page=None, where=name)),
    )
    response = make_response(html, 400 if wrong else 200)
    # one address gives a page or a piece of it: caches must tell them apart
    response.vary.add("HX-Request")
    if is_fragment():
        response.headers["HX-Push-Url"] = addresses.to(filters.query())
    return response


def _typed_age() -> str:
    """What stands in the field for an age: bands have boxes of their own."""
    typed = [age for age in request.args.getlist("age") if "-" not in age]
    return typed[0][:MAX_AGE_TEXT] if typed else ""


def _seen(filters: Filters) -> str:
    """The query of the map: like the list, it goes on without a place that nobody knows."""
    left_out = ("page", "sort", "where") if near.is_lost(filters) else ("page", "sort")
    return filters.query(**dict.fromkeys(left_out))


def _asked() -> Filters:
    """The filters of a program; what cannot be read is refused, with a sentence."""
    filters, wrong = near.read_located(request.args)
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
    shape = feeds.listing(found, list(shown.values()), order)
    return Response(orjson.dumps(shape), mimetype="application/json")


@bp.get("/activities.geojson")
@public
def index_geojson() -> Response:
    """Where the found activities take place, and the city's places: `layer=place`."""
    filters, order = _asked(), web.text_order()
    layers = tuple(dict.fromkeys(request.args.getlist("layer"))) or mapfeed.LAYERS[:1]
    if not set(layers) <= set(mapfeed.LAYERS):
        abort(errors.answer(400, _("These parameters could not be read: %(names)s", names="layer")))
    word = mapfeed.version(filters, layers, order)
    if request.if_none_match.contains(word):
        response = Response(status=304)
    else:
        body = mapfeed.write(filters, layers, order)
        response = Response(body, mimetype="application/geo+json")
    response.set_etag(word)
    return response


@bp.get("/activities.ics")
@public
def index_ics() -> Response:
    """The found activities as a calendar to subscribe to."""
    filters, order = _asked(), web.text_order()
    rows = search.find(filters, order, limit=FEED_SIZE).cards
    name = _("Activities in %(city)s", city=page.current_city_name())
    return Response(feeds.calendar(rows, order, name), mimetype="text/calendar")


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


@bp.get("/activities/<slug>/cover.png")
@public
def show_cover(slug: str) -> Response:
    """The picture that stands for an activity where its address is shared."""
    number = number_of(slug) or 0
    topics = queries.topics_of(number)
    if topics is None:
        abort(404)
    picture = cover_png(vocabulary().face(topics), number, *web.portal().colours)
    response = Response(picture, mimetype="image/png")
    response.headers["Cache-Control"] = f"public, max-age={COVER_SECONDS}"
    return response


@bp.get("/activities/<slug>")
@public
def show(slug: str) -> ResponseReturnValue:
    """One activity."""
    row = queries.page(number_of(slug) or 0) or abort(404)
    path = f"/activities/{row['id']}-{row['slug']}"
    if request.path != path:
        asked = request.query_string.decode("ascii", "ignore")
        return redirect(f"{path}?{asked}" if asked else path, 308)
    page.written_in(row["texts"])
    identity = current_identity()
    mine = participations.of_person(identity.id, row["id"]) if identity else None
    turn = waiting.turn(identity.id, row["id"]) if identity and mine is None else None
    is_asker = identity is not None and mine is None and row["asks_approval"]
    asked = applications.of_person(identity.id, row["id"]) if identity and is_asker else None
    order = web.text_order()
    return render_template(
        "activities/show.html",
        activity=detail(row, order),
        mine=mine.state.value if mine else "",
        taken=panels.render("taken", row["id"]) if mine else "",
        turn=standing(turn),
        asking=asking(asked),
        must_ask=row["asks_approval"] and must_ask(asked, turn),
        by_email=row["allows_email_join"],
        centre=web.portal().center,
        panels=panels.render("activity", row["id"]),
        ahead=ahead.after_activity(row, identity.id if identity else None, order),
        event=structured(row, order),
        address=web.own_url(path),
        picture=cover_url(row),
        online_href=row["online_url"] if mine and mine.state.value == "joined" else "",
    )
