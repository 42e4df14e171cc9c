"""What the search box offers while somebody types."""

from __future__ import annotations

from itertools import groupby

import orjson
from flask import Blueprint, Response, render_template, request

from col_app.core import web
from col_app.core.access import public
from col_app.core.speech import gettext as _
from col_app.learning.activities.cards import own_tag
from col_app.learning.suggestions.search import Suggestion, suggest

bp = Blueprint("suggestions", __name__, template_folder="templates")
ICONS = {
    "topic": "grid",
    "skill": "spark",
    "activity": "calendar",
    "playlist": "route",
    "place": "pin",
    "organiser": "users",
}


@bp.get("/suggestions")
@public
def index() -> str:
    """Options for a list box, grouped by kind."""
    order = web.text_order()
    found = suggest(request.args.get("q", ""), order)
    groups = [(kind, list(each)) for kind, each in groupby(found, lambda one: one.kind)]
    return render_template(
        "suggestions/_list.html",
        groups=groups,
        count=len(found),
        labels=_labels(),
        icons=ICONS,
        own_tag=lambda lang: own_tag(lang, order),
    )


def _labels() -> dict[str, str]:
    return {
        "topic": _("Topics"),
        "skill": _("Skills"),
        "activity": _("Activities"),
        "playlist": _("Playlists"),
        "place": _("Places"),
        "organiser": _("Organisers"),
    }


@bp.get("/suggestions.json")
@public
def index_json() -> Response:
    """The same for programs."""
    found = suggest(request.args.get("q", ""), web.text_order())
    return Response(orjson.dumps([_shape(each) for each in found]), mimetype="application/json")


def _shape(each: Suggestion) -> dict[str, str | int | None]:
    return {
        "kind": each.kind,
        "name": each.name,
        "url": web.own_url(each.href),
        "count": each.count,
    }
