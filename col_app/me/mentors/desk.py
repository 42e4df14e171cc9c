"""A mentor's side: the learners they accompany, what one of them shares, notes."""

from __future__ import annotations

from flask import Blueprint, Response, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from col_app.core import errors, web
from col_app.core.access import signed_in, signed_in_person
from col_app.core.db import db
from col_app.core.speech import gettext as _
from col_app.me.mentors import actions, doing, faces, forms, queries, shared
from col_app.me.mentors.models import LONGEST_NOTE, Mentorship
from col_app.recognition.evidence.serving import served

bp = Blueprint("mentoring", __name__, template_folder="templates")
PAGE = "/mentoring"
ONE = f"{PAGE}/<int:number>"


@bp.get(PAGE)
@signed_in
def index() -> str:
    """The learners that the reader accompanies."""
    rows = queries.of_mentor(signed_in_person().id)
    return render_template("mentors/learners.html", learners=[faces.companion(r) for r in rows])


@bp.get(ONE)
@signed_in
def show(number: int) -> str:
    """What one learner shares, and nothing else."""
    return _page(_row(number))


@bp.post(ONE)
@signed_in
def write(number: int) -> ResponseReturnValue:
    """Send a note; with `_method` DELETE be their mentor no more."""
    row, found = _row(number), db.session.get_one(Mentorship, number)
    try:
        if request.form.get("_method", "").upper() == "DELETE":
            return _withdraw(row, found)
        return _write(row, found)
    except actions.ClosedError:
        abort(_nothing())


def _withdraw(row: queries.Row, found: Mentorship) -> ResponseReturnValue:
    doing.refused(lambda: actions.end(found, row["mentor_id"]), {})
    flash(_("You are their mentor no more. They read that you have ended it."), "good")
    return redirect(PAGE, 303)


def _write(row: queries.Row, found: Mentorship) -> ResponseReturnValue:
    body, fault = forms.read_note(request.form.get("body", ""))
    if fault:
        return _page(row, body, fault), 422
    refused = doing.refused(lambda: actions.write(found, body), doing.note_faults())
    if refused:
        return _page(_row(row["id"]), body, refused[1]), 409
    flash(_("Sent. They read it in their passport."), "good")
    return redirect(f"{PAGE}/{row['id']}", 303)


@bp.get(f"{ONE}/evidence/<public_id>")
@signed_in
def evidence(number: int, public_id: str) -> Response:
    """A file of evidence that the learner shares; no cache keeps it."""
    found = queries.shared_file(number, signed_in_person().id, public_id) or abort(404)
    response = served(found, found.name)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _row(number: int) -> queries.Row:
    return queries.accompanied(number, signed_in_person().id) or abort(_nothing())


def _nothing() -> Response:
    """The same for those who were a mentor and for those who never were."""
    return errors.answer(
        404, _("There is nothing for you to see here. If you were somebody’s mentor, it is over.")
    )


def _page(row: queries.Row, body: str = "", fault: str = "") -> str:
    here = f"{PAGE}/{row['id']}"
    return render_template(
        "mentors/learner.html",
        item=faces.companion(row),
        takes_notes=row["takes_notes"],
        shared=shared.shared(row, web.text_order(), (here + "/evidence/{}").format),
        body=body,
        fault=fault,
        most=LONGEST_NOTE,
        here=here,
    )
