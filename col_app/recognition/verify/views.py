"""Anybody may check a badge, without an account and without JavaScript. Nothing is kept."""

from __future__ import annotations

from typing import Any

import orjson
from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from col_app.core.access import public
from col_app.core.security import for_machines
from col_app.core.speech import gettext as _
from col_app.recognition import credentials as ob
from col_app.recognition.awards import judging
from col_app.recognition.awards.words import VerdictInWords, explain
from col_app.recognition.verify.reading import UnreadableError, read_document, summary

bp = Blueprint("verify", __name__, template_folder="templates")
SHOWN_TEXT = 4000
NOTHING = {"url": "", "text": "", "recipient": ""}


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
    recipient = request.form.get("recipient", "").strip()
    url, text = request.form.get("url", "").strip(), request.form.get("text", "")
    try:
        document = _handed_in(url or text)
    except UnreadableError:
        values = {"url": url[:SHOWN_TEXT], "text": text[:SHOWN_TEXT], "recipient": recipient}
        return _refused(values)
    return render_template(
        "verify/index.html",
        values=NOTHING,
        faults={},
        verdict=explain(judging.verdict(document, recipient or None)),
        badge=summary(document),
    )


def _refused(values: dict[str, str]) -> ResponseReturnValue:
    at_fault = "file" if request.files.get("file") else "url" if values["url"] else "text"
    faults = {at_fault: _("There is no Open Badge of this network in it that we can read.")}
    page = render_template("verify/index.html", values=values, faults=faults, verdict=None)
    return page, 422


def _handed_in(text: str) -> dict[str, Any]:
    uploaded = request.files.get("file")
    body = uploaded.read() if uploaded else b""
    return read_document(body or text.encode())


@bp.post("/api/v1/verify")
@for_machines
@public
def check_json() -> Response:
    """The same for programs: `file` upload, or JSON with `url` or `text`, optional `recipient`."""
    asked = request.get_json(silent=True) if request.is_json else request.form
    if not isinstance(asked, dict):
        abort(400)
    recipient = str(asked.get("recipient") or "").strip()
    try:
        document = _handed_in(str(asked.get("url") or asked.get("text") or ""))
        verdict = judging.verdict(document, recipient or None)
    except UnreadableError:
        verdict = ob.Verdict("cannot_check", (ob.Check("form", False, "unreadable"),))
    return Response(orjson.dumps(_shape(verdict, explain(verdict))), mimetype="application/json")


def _shape(verdict: ob.Verdict, words: VerdictInWords) -> dict[str, Any]:
    return {
        "verdict": verdict.verdict,
        "summary": f"{words.title}. {words.line}",
        "checks": [
            {"name": check.name, "ok": check.ok, "reason": check.reason_code}
            for check in verdict.checks
        ],
    }
