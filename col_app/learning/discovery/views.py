"""Trending, newest and recommended."""

from __future__ import annotations

from flask import Blueprint, make_response, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from col_app.core import web
from col_app.core.access import current_identity, public, signed_in_person
from col_app.learning import panels
from col_app.learning.activities import explore, filters, near
from col_app.learning.discovery import liked, queries, reasons, trends

bp = Blueprint("discovery", __name__, template_folder="templates")
TRENDING, TOPICS, NEWEST, RECOMMENDED = 12, 8, 8, 12
ON_PASSPORT = 3


@bp.get("/trending")
@public
def trending() -> str:
    """What many choose just now, and what was added last."""
    order = web.text_order()
    return render_template(
        "discovery/trending.html",
        activities=trends.activities(TRENDING, order),
        topics=trends.topics(TOPICS, order),
        newest=trends.newest(NEWEST, order),
        days=queries.WINDOW.days,
        least=queries.LEAST_PEOPLE,
        most=queries.MOST_CHOSEN,
        minutes=int(queries.COUNTED_EVERY.total_seconds() // 60),
    )


@bp.get("/recommended")
@public
def recommended() -> ResponseReturnValue:
    """What suits the reader; what many choose, for readers nobody knows yet."""
    asked, wrong = near.read_located(request.args)
    order, person = web.text_order(), current_identity()
    found = liked.for_person(person, asked, RECOMMENDED, order) if person else []
    html = render_template(
        "discovery/recommended.html",
        own=found,
        activities=[] if found else trends.activities(TRENDING, order),
        newest=[] if found else trends.newest(NEWEST, order),
        days=queries.WINDOW.days,
        is_unread="near" in wrong or "km" in wrong,
        is_near=asked.near is not None,
        **explore.near_field(asked, wrong, request.path),
    )
    return make_response(html, 400 if wrong else 200)


@panels.add("passport")
def _on_passport(_person_id: int) -> Markup:
    """A few suggestions at the top of the passport."""
    order = web.text_order()
    person = signed_in_person()
    found = liked.for_person(person, filters.Filters(), RECOMMENDED, order, liked.SOON)
    if not found:
        return Markup("")
    html = render_template("discovery/_passport.html", own=reasons.varied(found, ON_PASSPORT))
    return Markup(html)  # noqa: S704 - our own template, which escapes
