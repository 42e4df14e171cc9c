"""Search over all cities."""

from __future__ import annotations

import orjson
from flask import Blueprint, Response, abort, make_response, render_template, request
from flask.typing import ResponseReturnValue

from col_app.core import errors, i18n, web
from col_app.core.access import public
from col_app.core.fragments import is_fragment
from col_app.core.speech import gettext as _
from col_app.learning.activities import explore
from col_app.learning.index import queries as index
from col_app.network.directory import pins
from col_app.network.directory import queries as directory
from col_app.network.directory.pins import Pin
from col_app.network.search import around, facets, feeds, offers, queries
from col_app.network.search.filters import Filters, read
from col_app.network.search.queries import Row, Terms

bp = Blueprint("search", __name__, template_folder="templates")
FEED_SIZE = 200
MAX_AGE_TEXT = 12


def _pins() -> list[Pin]:
    return pins.pins(directory.spots(), index.open_by_city())


@bp.get("/search")
@public
def show() -> ResponseReturnValue:
    """The list with what narrows it."""
    wanted, wrong = read(request.args)
    order, known = web.text_order(), _pins()
    found = queries.find(wanted, order)
    filters = found.filters
    terms = queries.terms(facets.topic_keys(filters, found.counts))
    shown = facets.of(filters, found.counts, known, terms, order)
    chips = around.chips(filters, shown, terms, order)
    html = render_template(
        f"search/{'_fragment' if is_fragment() else 'index'}.html",
        filters=filters,
        found=found,
        meant_href=around.Addresses().to(filters.query(q=found.meant, page=None)),
        faults=explore.faults(wrong),
        typed_age=request.args.get("age", "")[:MAX_AGE_TEXT],
        total=found.total,
        offers=offers.of(found.rows, known, terms),
        facets=shown,
        chips=chips,
        loose=[] if found.total else around.loosened(chips, order),
        kept=around.kept(filters),
        sorts=around.sorts(filters),
        pages=explore.pages(filters, found.total, around.Addresses()),
        path=around.PATH,
        asked=f"?{filters.query(page=None, sort=None)}".rstrip("?"),
    )
    response = make_response(html, 400 if wrong else 200)
    # one address gives a page or a piece of it: caches must tell them apart
    response.vary.add("HX-Request")
    if is_fragment():
        response.headers["HX-Push-Url"] = around.Addresses().to(filters.query())
    return response


def _asked() -> Filters:
    """The filters of a program; what cannot be read is refused, with a sentence."""
    filters, wrong = read(request.args)
    if wrong:
        names = ", ".join(sorted(wrong))
        detail = _("These parameters could not be read: %(names)s", names=names)
        abort(errors.answer(400, detail))
    return filters


@bp.get("/search.json")
@public
def show_json() -> Response:
    """The same query for programs."""
    filters, order, known = _asked(), web.text_order(), _pins()
    found = queries.find(filters, order)
    skills = [key for row in found.rows for key in row["keys"] if key.startswith("skill:")]
    terms = queries.terms([*facets.topic_keys(filters, found.counts), *skills])
    shown = facets.of(filters, found.counts, known, terms, order)
    hrefs = {pin.slug: pin for pin in known}
    shape = {
        "total": found.total,
        "page": filters.page,
        "items": [_item(row, hrefs[row["city_slug"]], terms, order) for row in found.rows],
        "facets": {
            facet.name: [
                {"value": o.value, "label": o.label, "count": o.count, "selected": o.selected}
                for o in facet.options
            ]
            for facet in shown.values()
        },
    }
    return Response(orjson.dumps(shape), mimetype="application/json")


def _item(row: Row, pin: Pin, terms: Terms, order: tuple[str, ...]) -> Row:
    """One activity in the shape of the contract, with its city."""
    lang, (title, _summary) = i18n.pick_value(row["texts"], order)
    place = row["place"]
    skills = [terms.get(("skill", key.partition(":")[2])) for key in row["keys"]]
    return {
        "id": row["activity_id"],
        "slug": f"{row['activity_id']}-{row['slug']}",
        "title": title,
        "lang": i18n.tag(lang),
        "type": row["type"],
        "format": row["format"],
        "starts_at": row["starts_at"],
        "place": place
        and {"name": offers.place_name(row, order), "lat": place["lat"], "lon": place["lon"]},
        "topics": row["topics"],
        "skills": [term.uri for term in skills if term and term.uri],
        "city": {"slug": pin.slug, "name": pin.name},
        "url": pin.href.rstrip("/") + "/" + offers.path(row),
    }


@bp.get("/search.rss")
@public
def show_rss() -> Response:
    """The same query as a feed."""
    filters, order, known = _asked(), web.text_order(), _pins()
    rows = queries.find(filters, order, limit=FEED_SIZE).rows
    body = feeds.rss(offers.of(rows, known, {}), _("Activities in all cities"), around.PATH)
    return Response(body, mimetype="application/rss+xml")


@bp.get("/search.ics")
@public
def show_ics() -> Response:
    """The same query as a calendar to subscribe to."""
    filters, order = _asked(), web.text_order()
    rows = queries.find(filters, order, limit=FEED_SIZE).rows
    known = {pin.slug: pin for pin in _pins()}
    body = feeds.calendar(rows, known, order, _("Activities in all cities"))
    return Response(body, mimetype="text/calendar")
