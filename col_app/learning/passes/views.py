"""The learner's own QR, and the organiser who reads it."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

import tenancy
from col_app.core import formats, ids, web
from col_app.core.access import requires, signed_in, signed_in_person
from col_app.core.db import db
from col_app.core.speech import gettext as _
from col_app.learning.activities import cards, search
from col_app.learning.participation import actions as participation
from col_app.learning.participation.faces import qr
from col_app.learning.passes import actions, queries
from col_app.people.members import actions as members
from col_app.people.members import queries as memberships

bp = Blueprint("passes", __name__, template_folder="templates")
MAX_CODE = 40
STOP_ASKING = 286
"""The status by which htmx asks no more."""


@bp.get("/passport/code")
@signed_in
def show() -> str:
    """A fresh code for the door."""
    person = signed_in_person()
    members.welcome(person.id, person.name, person.lang)
    found = actions.show(person.id)
    db.session.commit()
    address = web.city_url(tenancy.current_city(), f"/studio/check-in/{found.code}")
    return render_template(
        "passes/show.html",
        code=found.code.upper(),
        qr=qr(address),
        until=formats.clock_time(found.expires_at),
    )


@bp.get("/passport/code/answer")
@signed_in
def answer() -> ResponseReturnValue:
    """Whether an organiser has let in who shows the code; the page with the code asks."""
    activity_id = queries.let_in(signed_in_person().id)
    if activity_id is None:
        return "", 204
    return render_template("passes/_let_in.html", activity_id=activity_id), STOP_ASKING


@bp.get("/studio/check-in")
@requires("organiser")
def find() -> ResponseReturnValue:
    """Where a code is typed, and where it leads to."""
    code = ids.read_code(request.args.get("code", ""))[:MAX_CODE]
    if code.isalnum():
        return redirect(f"/studio/check-in/{code}")
    return render_template("passes/read.html", name="", code="", doors=[], is_wrong=False)


@bp.get("/studio/check-in/<code>")
@requires("organiser")
def read(code: str) -> ResponseReturnValue:
    """Who shows this code, and where the organiser can let them in."""
    person_id = queries.holder(code[:MAX_CODE])
    if person_id is None:
        return render_template("passes/read.html", name="", code="", doors=[], is_wrong=True), 404
    rows = search.cards(queries.doors(person_id, signed_in_person().id))
    return render_template(
        "passes/read.html",
        name=memberships.name_of(person_id),
        code=code[:MAX_CODE],
        doors=cards.of(rows, web.text_order()),
    )


@bp.post("/studio/check-in/<code>")
@requires("organiser")
def admit(code: str) -> ResponseReturnValue:
    """Let the person in; a free seat is taken if they have none."""
    person_id, by = queries.holder(code[:MAX_CODE]), signed_in_person().id
    asked = request.form.get("activity", "")
    if person_id is None or asked not in map(str, queries.doors(person_id, by)):
        abort(404)
    try:
        participation.admit(int(asked), person_id, by)
    except participation.FullError:
        flash(_("Every place is taken."), "bad")
        return redirect(f"/studio/check-in/{code[:MAX_CODE]}", 303)
    db.session.commit()
    flash(_("%(name)s is checked in.", name=memberships.name_of(person_id)), "good")
    return redirect("/studio", 303)
