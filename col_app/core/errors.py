"""Faults as people and programs see them: a page in the city's look, or RFC 9457 problem details."""

from __future__ import annotations

import logging

import orjson
from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from werkzeug.exceptions import BadRequest, HTTPException

from col_app.core import web

log = logging.getLogger(__name__)
RETRY_SECONDS = 5
MACHINE_SUFFIXES = (".json", ".geojson", ".ics", ".rss", ".jwt", ".png", ".svg")


def _sentences() -> dict[int, tuple[str, str]]:
    return {
        400: (_("We could not read that"), _("Something in the address or the form is not right.")),
        401: (_("Please sign in"), _("This page is for people who are signed in.")),
        403: (_("This is not open to you"), _("Your account has no right to do this here.")),
        404: (_("We looked everywhere"), _("There is no page at this address.")),
        405: (_("This address works differently"), _("It cannot be used in this way.")),
        413: (_("That is too large"), _("Please send a smaller file or a shorter text.")),
        429: (_("One moment, please"), _("That was very fast. Try again in a minute.")),
        500: (_("Something broke on our side"), _("We have written it down and will mend it.")),
        503: (_("Back in a moment"), _("We cannot reach our data just now. Please try again.")),
    }


def wants_json() -> bool:
    """Whether the one who asks is a program."""
    if request.path.startswith("/api/") or request.path.endswith(MACHINE_SUFFIXES):
        return True
    best = request.accept_mimetypes.best_match(["text/html", "application/json"], "text/html")
    return best == "application/json"


def answer(status: int, detail: str = "") -> Response:
    """A fault with this status, as a page or as problem details."""
    title, sentence = _sentences().get(status, _sentences()[400 if status < 500 else 500])
    if wants_json():
        body = orjson.dumps(
            {"type": "about:blank", "title": title, "status": status, "detail": detail or sentence}
        )
        response = Response(body, status, mimetype="application/problem+json")
    else:
        html = render_template("core/error.html", status=status, title=title, sentence=sentence)
        response = Response(html, status)
    response.headers["Cache-Control"] = "no-store"
    if status == 503:
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def _http_fault(fault: HTTPException) -> ResponseReturnValue:
    if fault.response is not None:
        return fault.response
    if fault.code is not None and 300 <= fault.code < 400:
        return fault
    if web.host_class() == "unavailable":
        return _plain_unavailable()
    return answer(fault.code or 500)


def _plain_unavailable() -> Response:
    text = "We cannot reach our data just now. Please try again in a moment.\n"
    headers = {"Retry-After": str(RETRY_SECONDS), "Cache-Control": "no-store"}
    return Response(text, 503, headers, mimetype="text/plain")


def _database_away(fault: Exception) -> ResponseReturnValue:
    log.error("database away: %s", type(fault).__name__)
    return _plain_unavailable() if web.host_class() == "unavailable" else _unavailable_page()


def _unavailable_page() -> Response:
    try:
        return answer(503)
    except (OperationalError, PoolTimeoutError):
        return _plain_unavailable()


def _refuse_odd_bytes() -> None:
    if "\x00" in request.path or any(
        "\x00" in value for _key, value in request.args.items(multi=True)
    ):
        raise BadRequest


def _unexpected(fault: Exception) -> ResponseReturnValue:
    log.exception("unexpected fault in %s", request.endpoint, exc_info=fault)
    return answer(500)


def init_errors(app: web.PortalApp) -> None:
    """Register the answers to faults."""
    app.before_request(_refuse_odd_bytes)
    app.register_error_handler(HTTPException, _http_fault)
    app.register_error_handler(OperationalError, _database_away)
    app.register_error_handler(PoolTimeoutError, _database_away)
    if not app.testing:
        app.register_error_handler(Exception, _unexpected)
