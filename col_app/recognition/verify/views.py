"""Anybody may check a badge, without an account and without JavaScript."""

from __future__ import annotations

from typing import Any

import orjson
from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from col_app.core.access import public
from col_app.extensions import csrf
from col_app.recognition import credentials as ob
from col_app.recognition.awards import judging
from col_app.recognition.awards.words import VerdictInWords, explain
from col_app.recognition.verify.reading import UnreadableError, read_document

bp = Blueprint("verify", __name__, template_folder="templates")


@bp.get("/verify")
@public
def form() -> str:
    """Where a badge is handed in."""
    return render_template("verify/index.html", verdict=None, fault="", text="", recipient="")


@bp.post("/verify")
@csrf.exempt
@public
def check() -> ResponseReturnValue:
    """Judge what was handed in. Nothing is kept."""
    text = request.form.get("text", "")
    recipient = request.form.get("recipient", "").strip()
    try:
        document = _handed_in(text)
    except UnreadableError:
        fault = _("This is not an Open Badge of ours that we can read.")
        return render_template(
            "verify/index.html", verdict=None, fault=fault, text=text[:2000], recipient=recipient
        ), 422
    verdict = judging.verdict(document, recipient or None)
    return render_template(
        "verify/index.html",
        verdict=explain(verdict),
        badge=summary(document),
        fault="",
        text="",
        recipient=recipient,
    )


def _handed_in(text: str) -> dict[str, Any]:
    uploaded = request.files.get("file")
    body = uploaded.read() if uploaded else b""
    return read_document(body or text.encode())


def summary(document: dict[str, Any]) -> dict[str, str]:
    """What a document says of itself, for the page; only texts, whatever it holds."""
    subject = document.get("credentialSubject")
    achievement = subject.get("achievement") if isinstance(subject, dict) else None
    issuer = document.get("issuer")
    return {
        "name": _text(achievement, "name"),
        "description": _text(achievement, "description"),
        "issuer": _text(issuer, "name"),
        "issuer_id": _text(issuer, "id"),
        "address": _text(document, "id"),
    }


def _text(holder: Any, key: str) -> str:
    value = holder.get(key) if isinstance(holder, dict) else None
    return value if isinstance(value, str) else ""


@bp.post("/api/v1/verify")
@csrf.exempt
@public
def check_json() -> Response:
    """The same for programs: `file` upload, or JSON with `url` or `text`, optional `recipient`."""
    asked = request.get_json(silent=True) if request.is_json else {}
    if not isinstance(asked, dict):
        abort(400)
    text = str(asked.get("url") or asked.get("text") or request.form.get("text", ""))
    recipient = str(asked.get("recipient") or request.form.get("recipient", "")).strip()
    try:
        verdict = judging.verdict(_handed_in(text), recipient or None)
    except UnreadableError:
        verdict = ob.Verdict("cannot_check", (ob.Check("form", False, "unreadable"),))
    return Response(orjson.dumps(_shape(verdict, explain(verdict))), mimetype="application/json")


def _shape(verdict: ob.Verdict, words: VerdictInWords) -> dict[str, Any]:
    return {
        "verdict": verdict.verdict,
        "summary": f"{words.title}. {words.sentence}",
        "checks": [
            {"name": check.name, "ok": check.ok, "reason": check.reason_code}
            for check in verdict.checks
        ],
    }
