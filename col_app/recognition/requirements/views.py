"""The studio: which badges earn another one by themselves."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from col_app.core import i18n, web
from col_app.core.access import requires, signed_in_person
from col_app.core.db import db
from col_app.core.speech import gettext as _
from col_app.recognition.awards import queries as awards
from col_app.recognition.badges import queries as badges
from col_app.recognition.requirements import actions, queries
from col_app.recognition.requirements.models import Requirement

bp = Blueprint("requirements", __name__, template_folder="templates")
MOST_BADGES = 500


def _handled(badge_id: int) -> dict[str, Any]:
    person = signed_in_person()
    found = awards.handled(badge_id, person.id, "city" in person.roles) or abort(404)
    return {**found, "name": i18n.pick_value(found["names"], web.text_order())[1]}


def _page(badge: dict[str, Any], fault: str = "") -> str:
    order = web.text_order()
    rows = [
        {**row, "names": [i18n.pick_value(each["names"], order)[1] for each in row["badges"]]}
        for row in queries.of_badge(badge["id"])
    ]
    choices = [
        (str(row["id"]), i18n.pick_value(row["texts"], order)[1]["name"])
        for row in badges.most_awarded(MOST_BADGES)
        if row["id"] != badge["id"]
    ]
    return render_template(
        "requirements/index.html",
        badge=badge,
        rows=rows,
        choices=sorted(choices, key=lambda choice: choice[1].casefold()),
        chosen=request.form.getlist("badge"),
        needed=request.form.get("needed", "1"),
        fault=fault,
    )


@bp.get("/studio/badges/<int:badge_id>/requirements")
@requires("organiser", "city")
def index(badge_id: int) -> str:
    """What a badge asks for."""
    return _page(_handled(badge_id))


@bp.post("/studio/badges/<int:badge_id>/requirements")
@requires("organiser", "city")
def create(badge_id: int) -> ResponseReturnValue:
    """Ask for some of these badges; who holds enough already is awarded soon."""
    badge, needed = _handled(badge_id), request.form.get("needed", "")
    published = {str(row["id"]) for row in badges.most_awarded(MOST_BADGES)}
    chosen = [int(each) for each in request.form.getlist("badge") if each in published]
    try:
        number = int(needed) if needed.isdecimal() and len(needed) < 4 else 0
        actions.require(badge_id, number, chosen, signed_in_person().id)
    except actions.TooFewError:
        fault = _("Tick the badges that count, and ask for at most as many.")
        return _page(badge, fault), 422
    db.session.commit()
    return redirect(f"/studio/badges/{badge_id}/requirements", 303)


@bp.post("/studio/badges/<int:badge_id>/requirements/<int:number>")
@requires("organiser", "city")
def remove(badge_id: int, number: int) -> ResponseReturnValue:
    """Ask for it no more."""
    found = db.session.get(Requirement, number)
    if found is None or found.badge_id != _handled(badge_id)["id"]:
        abort(404)
    actions.remove(found, signed_in_person().id)
    db.session.commit()
    return redirect(f"/studio/badges/{badge_id}/requirements", 303)
