"""What the city's team sees: that minors have mentors and who they are, nothing that is shared."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from col_app.core.access import requires, signed_in_person
from col_app.core.db import db
from col_app.core.speech import gettext as _
from col_app.learning import console
from col_app.me.mentors import actions, doing, faces, queries
from col_app.me.mentors.models import Mentorship
from col_app.people.accounts import queries as accounts

bp = Blueprint("mentor_oversight", __name__, template_folder="templates")
PAGE = "/console/mentors"


@console.add
def _entry() -> console.Entry:
    about = _("Which learners under 18 have a mentor, and who it is. You can end it.")
    return console.Entry(_("Mentors of minors"), about, PAGE, "users")


@bp.get(PAGE)
@requires("city")
def index() -> str:
    """Mentorships of learners who have not surely come of age."""
    people, page = _minors(), max(request.args.get("page", 1, type=int), 1)
    total = queries.count_of_learners(people)
    rows = queries.of_learners(people, (page - 1) * queries.PAGE)
    return render_template(
        "mentors/oversight.html",
        items=[faces.watched(row) for row in rows],
        earlier=f"{PAGE}?page={page + 1}" if page * queries.PAGE < total else "",
        later=f"{PAGE}?page={page - 1}" if page > 1 else "",
        here=PAGE,
    )


@bp.post(f"{PAGE}/<int:number>")
@requires("city")
def end(number: int) -> ResponseReturnValue:
    """End one; both read that the city's team did."""
    found = db.session.get(Mentorship, number) or abort(404)
    if found.accepted_at is None or not accounts.minors([found.person_id]):
        abort(404)
    by = signed_in_person().id
    try:
        doing.refused(lambda: actions.end(found, by), {})
    except actions.ClosedError:
        flash(_("It is over already."), "error")
        return redirect(PAGE, 303)
    flash(_("Ended. The mentor sees nothing any more."), "good")
    return redirect(PAGE, 303)


def _minors() -> list[int]:
    return sorted(accounts.minors(queries.learners()))
