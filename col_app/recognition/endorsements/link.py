"""What the link in a mail opens: somebody without an account endorses, declines, withdraws."""

from __future__ import annotations

from flask import Blueprint, Response, abort, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from col_app.core import seals
from col_app.core.access import public
from col_app.core.db import db
from col_app.core.speech import gettext as _
from col_app.recognition.endorsements import actions, answering, forms, letters, queries
from col_app.recognition.endorsements.answering import Desk
from col_app.recognition.endorsements.models import Endorsement

bp = Blueprint("endorsement_link", __name__, template_folder="templates")


@bp.get("/endorse/<token>")
@public
def show(token: str) -> ResponseReturnValue:
    """The badge and the form: mail programs open links by themselves, so nothing happens yet."""
    row = _row(token)
    if row is None:
        return render_template("endorsements/gone.html"), 410
    return _private(answering.page(row, _desk(token), forms.Answer()))


@bp.post("/endorse/<token>")
@public
def answer(token: str) -> ResponseReturnValue:
    """Endorse, decline, withdraw: by the button `do`."""
    row = _row(token)
    if row is None:
        return render_template("endorsements/gone.html"), 410
    found = db.session.get_one(Endorsement, row["id"])
    return answering.answer(row, found, _desk(token))


@bp.get("/endorse/<token>/never")
@public
def never(token: str) -> ResponseReturnValue:
    """Ask whether this address is never to be asked again."""
    row = _row(token)
    if row is None or row["email"] is None:
        return render_template("endorsements/gone.html"), 410
    path = _desk(token).path
    return _private(render_template("endorsements/never.html", email=row["email"], path=path))


@bp.post("/endorse/<token>/never")
@public
def refuse(token: str) -> ResponseReturnValue:
    """Never ask this address again."""
    row = _row(token)
    if row is None or row["email"] is None:
        return render_template("endorsements/gone.html"), 410
    actions.refuse(row["email"])
    db.session.commit()
    flash(_("Nobody can ask you from here any more."), "good")
    return redirect(_desk(token).path, 303)


@bp.get("/endorse/<token>/evidence/<public_id>")
@public
def evidence(token: str, public_id: str) -> Response:
    """A file that the learner chose to show, until there is an answer."""
    return answering.file(queries.evidence_file(_number(token), public_id))


def _number(token: str) -> int:
    return seals.opened(token, letters.purpose()) or abort(404)


def _row(token: str) -> queries.Row | None:
    """What this link is about; None when it is forgotten."""
    row = queries.by_id(_number(token))
    return row if row is not None and row["organiser_id"] is None else None


def _desk(token: str) -> Desk:
    return Desk(f"/endorse/{token}", f"/endorse/{token}/never")


def _private(html: str) -> Response:
    """Whoever has the link reads it, nobody finds it."""
    response = Response(html)
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "private, no-store"
    return response
