"""Anybody may check a badge, without an account and without JavaScript. Nothing is kept."""

from __future__ import annotations

import re
from typing import Any

import orjson
from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from col_app.core import errors, pace, web
from col_app.core.access import public
from col_app.core.security import for_machines
from col_app.core.speech import gettext as _
from col_app.core.uploads import is_larger
from col_app.recognition import credentials as ob
from col_app.recognition.awards.reasons import reason
from col_app.recognition.verify import asking, handing, parts
from col_app.recognition.verify.judges import BusyError
from col_app.recognition.verify.words import in_words, sentence, shown

bp = Blueprint("verify", __name__, template_folder="templates")
SHOWN_TEXT = 4000
NOTHING = {"url": "", "text": "", "recipient": ""}
CHECKS = pace.Pace("verify", most=60, seconds=60)
"""A class of pupils behind one address may check a badge each, a program may not hold the site."""
_BARE_ADDRESS = re.compile(r"[\w-]+(\.[\w-]+)+(:\d+)?/\S*")


class NothingGivenError(ValueError):
    """Neither a file nor an address nor a text."""


@bp.get("/verify")
@public
def form() -> str:
    """Where a badge is handed in."""
    return render_template("verify/index.html", values=NOTHING, faults={}, verdict=None)


# no token: a form from elsewhere that asks the same changes nothing, and the page stays cacheable
@bp.post("/verify")
@for_machines
@public
def check() -> ResponseReturnValue:
    """Judge what was handed in."""
    values = {name: request.form.get(name, "").strip()[:SHOWN_TEXT] for name in NOTHING}
    if seconds := pace.seconds_to_wait(CHECKS):
        return _later(_refused(values, _field(values), _too_many(), 429), seconds)
    if is_larger(request.files.get("file"), ob.MAX_BYTES):
        return _refused(values, "file", _("This file is larger than 2 MB."))
    try:
        verdict, summary = _judged({name: request.form.get(name, "") for name in NOTHING})
    except NothingGivenError:
        return _refused(values, "file", _("Choose a file, or give an address or a text."))
    except BusyError:
        busy = _("Many badges are being checked just now. Please try again in a moment.")
        return _refused(values, _field(values), busy, 503)
    if not handing.is_read(verdict):
        return _refused(values, _field(values), reason(verdict.checks[0]))
    return render_template(
        "verify/index.html",
        values=NOTHING,
        faults={},
        verdict=in_words(verdict, is_endorsement=summary.is_endorsement),
        badge=shown(summary, asking.page_of(web.app(), summary.id)),
        members=parts.badges(verdict),
        endorsements=parts.endorsements(verdict),
    )


@bp.post("/api/v1/verify")
@for_machines
@public
def check_json() -> Response:
    """The same for programs: `file` upload, or JSON with `url` or `text`, optional `recipient`."""
    if seconds := pace.seconds_to_wait(CHECKS):
        return _later(errors.problem(429, _too_many()), seconds)
    asked = request.get_json(silent=True) if request.is_json else request.form
    if not isinstance(asked, dict):
        abort(400)
    asked = {name: asked.get(name) or "" for name in NOTHING}
    if not all(isinstance(value, str) for value in asked.values()):
        abort(400)
    try:
        verdict, summary = _judged(asked)
    except NothingGivenError:
        return errors.problem(400, _("Choose a file, or give an address or a text."))
    except BusyError:
        return errors.answer(503)
    return Response(orjson.dumps(_shape(verdict, summary)), mimetype="application/json")


def _judged(asked: dict[str, str]) -> tuple[ob.Verdict, ob.Summary]:
    """The verdict on a file, an address or a text. Raises NothingGivenError, BusyError."""
    recipient = asked["recipient"].strip() or None
    return handing.judged(_handed_in(asked), recipient)


def _handed_in(asked: dict[str, str]) -> bytes:
    uploaded = request.files.get("file")
    body = uploaded.read() if uploaded else b""
    address = asked["url"].strip()
    if _BARE_ADDRESS.fullmatch(address):
        address = f"https://{address}"
    body = body or (address or asked["text"]).encode("utf-8", "replace")
    if not body.strip():
        raise NothingGivenError
    return body


def _field(values: dict[str, str]) -> str:
    return "file" if request.files.get("file") else "url" if values["url"] else "text"


def _refused(values: dict[str, str], field: str, fault: str, status: int = 422) -> Response:
    page = render_template("verify/index.html", values=values, faults={field: fault}, verdict=None)
    return Response(page, status)


def _too_many() -> str:
    return _("Many badges were checked from here in a short time. Please try again in a minute.")


def _later(response: Response, seconds: int) -> Response:
    """The same answer, with when to ask again (RFC 9110, section 10.2.3)."""
    response.headers["Retry-After"] = str(seconds)
    return response


def _shape(verdict: ob.Verdict, summary: ob.Summary) -> dict[str, Any]:
    return {
        "verdict": verdict.verdict,
        "summary": sentence(verdict, is_endorsement=summary.is_endorsement),
        "checks": [_check(check) for check in verdict.checks],
        "parts": [
            {
                "kind": part.kind,
                "name": part.name,
                "issuer": part.issuer_id,
                "verdict": part.verdict,
                "reason": part.reason_code,
            }
            for part in verdict.parts
        ],
    }


def _check(check: ob.Check) -> dict[str, Any]:
    said = {"said": check.said} if check.said else {}
    return {"name": check.name, "ok": check.ok, "reason": check.reason_code, **said}
