"""What the link of an invitation opens: who asks, what a mentor will see, yes or no."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Response, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from col_app.core import seals
from col_app.core.access import current_identity, public, signed_in_person
from col_app.core.db import db
from col_app.core.speech import gettext as _
from col_app.me.mentors import actions, doing, faces, letters, queries
from col_app.me.mentors.models import Mentorship
from col_app.people.members import actions as members

bp = Blueprint("mentor_link", __name__, template_folder="templates")
PAGE = "/mentoring/invitations/<token>"


@bp.get(PAGE)
@public
def show(token: str) -> ResponseReturnValue:
    """The invitation: mail programs open links by themselves, so nothing happens yet."""
    row = _row(token)
    if row is None:
        return _gone()
    if _is_mine(row):
        return redirect(f"/mentoring/{row['id']}", 303)
    return _page(token, row) if row["is_open"] else _gone()


@bp.post(PAGE)
@public
def answer(token: str) -> ResponseReturnValue:
    """Accept, signed in; with `_method` DELETE say no."""
    row = _row(token)
    if row is None or not row["is_open"]:
        return _gone()
    found = db.session.get_one(Mentorship, row["id"])
    try:
        if request.form.get("_method", "").upper() == "DELETE":
            return _decline(found)
        return _accept(token, row, found)
    except actions.ClosedError:
        return _gone()


def _decline(found: Mentorship) -> ResponseReturnValue:
    never = request.form.get("never") == "1"
    doing.refused(lambda: actions.decline(found, never=never), {})
    return _private(render_template("mentors/declined.html", never=never))


def _accept(token: str, row: queries.Row, found: Mentorship) -> ResponseReturnValue:
    person = signed_in_person()

    def work() -> None:
        members.welcome(person.id, person.name, person.lang)
        actions.accept(found, person.id)

    fault = doing.refused(work, doing.accept_faults())
    if fault:
        return _page(token, row, fault[1], 409)
    flash(_("You are their mentor now. Thank you!"), "good")
    return redirect(f"/mentoring/{row['id']}", 303)


def _row(token: str) -> queries.Row | None:
    """The mentorship of a link; None when it is forgotten."""
    return queries.by_id(seals.opened(token, letters.purpose()) or abort(404))


def _is_mine(row: queries.Row) -> bool:
    identity = current_identity()
    return row["is_on"] and identity is not None and identity.id == row["mentor_id"]


def _page(token: str, row: queries.Row, fault: str = "", status: int = 200) -> Response:
    action = f"/mentoring/invitations/{token}"
    html = render_template(
        "mentors/invitation.html",
        asker=faces.asker(row),
        sees=faces.sees(row),
        until=faces.last_day(row),
        has_address=row["email"] is not None,
        person=current_identity(),
        action=action,
        back=urlencode({"next": action}),
        fault=fault,
    )
    return _private(html, status)


def _gone() -> Response:
    return _private(render_template("mentors/gone.html"), 410)


def _private(html: str, status: int = 200) -> Response:
    """Whoever has the link reads it, nobody finds it."""
    response = Response(html, status)
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "private, no-store"
    return response
