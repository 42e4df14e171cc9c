"""Hosts that do not answer as usual: those nobody knows, and cities that are paused or closed."""

from __future__ import annotations

from flask import Response, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import NotFound

import tenancy
from col_app.core import errors, page, web
from col_app.core.gazetteer import LONGEST
from col_app.core.i18n import FALLBACK
from col_app.core.speech import gettext as _
from col_app.learning.index import queries as index
from col_app.network.directory import pins, queries, wayfinding
from col_app.network.directory.models import Standing
from col_app.network.directory.pins import Pin
from col_app.network.directory.wayfinding import Found
from col_app.recognition.awards.apex import of_gone_city

SUGGESTED = 3
PAUSE_SECONDS = 3600
STAYS = frozenset({"awards", "verify", "ui", "health"})
"""Rooms that a pause does not touch: whoever holds a badge must be able to show it."""
STAYS_TOO = frozenset({"branding.theme", "branding.mark", "badges.image"})


def refuse_paused() -> Response | None:
    """503 for the pages of a suspended city, 410 for those of a closed one (RFC 9110)."""
    city = tenancy.current_city_or_none()
    if city is None or city.state == "active" or request.endpoint is None:
        return None
    if request.blueprint in STAYS or request.endpoint in STAYS_TOO:
        return None
    return _paused() if city.state == "suspended" else _closed()


def _paused() -> Response:
    title = _("%(city)s takes a break", city=page.current_city_name())
    sentence = _("This portal is paused. Badges that were earned here stay valid.")
    response = _shut(503, title, sentence)
    response.headers["Retry-After"] = str(PAUSE_SECONDS)
    return response


def _closed() -> Response:
    title = _("%(city)s has closed its portal", city=page.current_city_name())
    return _shut(410, title, _("Badges that were earned here stay valid and can be checked."))


def _shut(status: int, title: str, sentence: str) -> Response:
    if errors.wants_json():
        return errors.problem(status, sentence)
    return errors.page(status, "directory/shut.html", title=title, sentence=sentence)


def nobody_here(fault: NotFound) -> ResponseReturnValue:
    """404 of a host that nobody knows, with the portals somebody may have meant.

    A city that is gone still answers what proves its badges.
    """
    if web.host_class() != "unknown":
        return errors.answer_to(fault)
    kept = of_gone_city()
    if kept is not None:
        return kept
    sentence, near = _suggestions()
    if errors.wants_json():
        cities = [{"name": pin.name, "url": pin.href} for pin in near]
        return errors.problem(404, sentence, cities=cities)
    title = _("No city lives here")
    return errors.page(404, "directory/stranger.html", title=title, sentence=sentence, pins=near)


def _suggestions() -> tuple[str, list[Pin]]:
    """Portals by the first word of the host (`kaunas.…`), else the liveliest members."""
    unknown = _("We know no city at this address.")
    try:
        spots, counts = queries.spots(), index.open_by_city()
    except SQLAlchemyError:
        return unknown, []
    word = _first_word()
    found = wayfinding.find(word, spots, web.settings().data_dir, FALLBACK) if word else None
    if found is not None:
        near = [spot for spot, _km in queries.closest(found.point, spots)[:SUGGESTED]]
        return _close_to(found), pins.pins(near, counts)
    meant = wayfinding.guesses(word, spots)
    if meant:
        return _("We know no city at this address. Did you mean this?"), pins.pins(meant, counts)
    return unknown, pins.liveliest(pins.pins(spots, counts))[:SUGGESTED]


def _close_to(found: Found) -> str:
    if found.spot is not None and found.spot.standing == Standing.APPLICANT:
        name = found.spot.name(web.text_order())[1]
        return _("%(place)s has no portal yet: it is applying. These are closest.", place=name)
    return _("We know no city at this address. These are close to %(place)s.", place=found.name)


def _first_word() -> str:
    # as it came: the framework's own reading raises for odd hosts
    host: str = request.environ.get("HTTP_HOST", "")
    word = host.partition(".")[0].partition(":")[0].replace("-", " ")[:LONGEST]
    return word if any(sign.isalpha() for sign in word) else ""
