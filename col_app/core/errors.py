"""Faults as people and programs see them: a page in the city's look, or problem details."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import orjson
from flask import Blueprint, Response, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from sqlalchemy.exc import DataError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from werkzeug.exceptions import BadRequest, HTTPException

import tenancy
from col_app.core import copies, web
from col_app.core.i18n import tag
from col_app.core.speech import gettext as _

log = logging.getLogger(__name__)
AWAY_SECONDS, BUSY_SECONDS = 5, 60
RETRY_AFTER = {429: BUSY_SECONDS, 503: AWAY_SECONDS}
MACHINE_SUFFIXES = (
    ".json", ".geojson", ".ics", ".rss", ".jwt", ".png", ".svg", ".css", ".js", ".xml", ".txt",
    ".webmanifest", ".woff2",
)  # fmt: skip
MACHINE_PREFIXES = ("/api/", "/.well-known/", "/status/", "/ob2/", "/o/", "/static/")
JSON_TYPES = ("application/json", "application/problem+json", "application/ld+json")
AWAY = (OperationalError, InterfaceError, PoolTimeoutError, tenancy.DirectoryUnavailableError)

bp = Blueprint("faults", __name__, template_folder="templates")


def _words() -> dict[int, tuple[str, str]]:
    return {
        400: (_("We could not read that"), _("Something in the address or the form is not right.")),
        401: (_("Please sign in"), _("This page is for people who are signed in.")),
        403: (_("This is not open to you"), _("Your account has no right to do this here.")),
        404: (_("We looked everywhere"), _("There is no page at this address.")),
        405: (_("This address works differently"), _("It cannot be used in this way.")),
        410: (_("This is gone"), _("It was here once and has been taken away.")),
        413: (
            _("That is too large"),
            _(
                "Nothing of it arrived. Please send a smaller file or a shorter text. What was "
                "saved before is still there."
            ),
        ),
        429: (_("One moment, please"), _("That was very fast. Try again in a minute.")),
        500: (_("Something broke on our side"), _("We have written it down and will mend it.")),
        503: (_("Back in a moment"), _("We cannot reach our data just now. Please try again.")),
    }


def wants_json() -> bool:
    """Whether the one who asks is a program: by the address, else by what it accepts."""
    if request.path.startswith(MACHINE_PREFIXES) or request.path.endswith(MACHINE_SUFFIXES):
        return True
    best = request.accept_mimetypes.best_match(("text/html", *JSON_TYPES), "text/html")
    return best in JSON_TYPES


def problem(status: int, detail: str, **more: Any) -> Response:
    """Problem details (RFC 9457). `about:blank`: the title is the status in words (4.2.1)."""
    shape = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
    body = orjson.dumps({**shape, "detail": detail, **more})
    return _unkept(Response(body, status, mimetype="application/problem+json"))


def page(status: int, template: str, **values: Any) -> Response:
    """A fault as a page."""
    g.is_fault = True
    return _unkept(Response(render_template(template, status=status, **values), status))


def answer(status: int, detail: str = "") -> Response:
    """A fault with this status, as a page or as problem details."""
    title, sentence = _words().get(status) or _words()[400 if status < 500 else 500]
    if wants_json():
        return problem(status, detail or sentence)
    back = _page_before() if status == 413 else ""
    return page(status, "core/error.html", title=title, sentence=detail or sentence, back=back)


def _page_before() -> str:
    """The page of this host that held the form; empty where the browser does not say."""
    try:
        told = urlsplit(request.referrer or "")
    except ValueError:
        return ""
    return told.path if told.netloc == request.host and told.path.startswith("/") else ""


def _unkept(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    if response.status_code in RETRY_AFTER:
        response.headers["Retry-After"] = str(RETRY_AFTER[response.status_code])
    return response


def answer_to(fault: HTTPException) -> ResponseReturnValue:
    """What a fault raised by the framework or by `abort` looks like."""
    if fault.response is not None:
        return fault.response
    if fault.code is not None and 300 <= fault.code < 400:
        return fault
    if web.host_class() == "unavailable":
        return copies.found() or _away()
    response = answer(fault.code or 500)
    _keep_headers(response, dict(fault.get_headers(request.environ)))
    return response


def _keep_headers(response: Response, told: Mapping[str, str]) -> None:
    """What the status obliges us to say: `Allow`, `Content-Range`, `Retry-After` (RFC 9110)."""
    for name in ("Allow", "Content-Range", "Retry-After", "WWW-Authenticate"):
        if name in told:
            response.headers[name] = told[name]


def _database_away(fault: Exception) -> ResponseReturnValue:
    log.error("database away: %s", type(fault).__name__)
    copy = copies.found()
    if copy is not None:
        return copy
    if web.host_class() == "unavailable":
        return _away()
    try:
        return answer(503)
    except AWAY:
        return _away()


def _away() -> Response:
    """503 without a look at any data: neither the city's look nor its languages are known."""
    lang = web.lang_without_data()
    with force_locale(lang):
        title, sentence = _words()[503]
        if wants_json():
            return problem(503, sentence)
        return page(503, "core/away.html", lang=tag(lang), title=title, sentence=sentence)


def _refuse_odd_bytes() -> None:
    """PostgreSQL keeps no NUL in texts, so nothing that holds one can be meant."""
    given = [request.path, *(value for _key, value in request.args.items(multi=True))]
    if any("\x00" in text for text in given):
        raise BadRequest


def _not_storable(fault: DataError) -> ResponseReturnValue:
    """A number beyond bigint, a NUL in a form: bad input that only the database noticed."""
    log.warning("refused by the database: %s", type(fault.orig).__name__)
    return answer(400)


def _unexpected(fault: Exception) -> ResponseReturnValue:
    log.error("unexpected fault in %s", request.endpoint, exc_info=fault)
    try:
        return answer(500)
    except Exception:
        # The page itself may be what is broken.
        log.exception("the page of the fault fails too")
        return problem(500, HTTPStatus(500).description)


def init_errors(app: web.PortalApp) -> None:
    """Register the answers to faults."""
    app.register_blueprint(bp)
    app.before_request(_refuse_odd_bytes)
    app.register_error_handler(HTTPException, answer_to)
    app.register_error_handler(DataError, _not_storable)
    for fault in AWAY:
        app.register_error_handler(fault, _database_away)
    if not app.testing:
        app.register_error_handler(Exception, _unexpected)
