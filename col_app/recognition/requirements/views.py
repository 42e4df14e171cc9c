"""The studio: which badges earn another one by themselves."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from col_app.core import i18n, web
from col_app.core.access import requires, signed_in_person
from col_app.core.db import db
from col_app.core.speech import gettext as _
from col_app.recognition.awards.handling import handled
from col_app.recognition.requirements import actions, queries
from col_app.recognition.requirements.models import Requirement

bp = Blueprint("requirements", __name__, template_folder="templates")
MOST_SHOWN = 20
MOST_CHOSEN = 50


def _page(badge: dict[str, Any], fault: str = "") -> str:
    order, find, chosen = web.text_order(), _find(), _chosen()
    rows = [
        {**row, "names": [i18n.pick_value(each["names"], order)[1] for each in row["badges"]]}
        for row in queries.of_badge(badge["id"])
    ]
    found = queries.countable(badge["id"], find, chosen, MOST_SHOWN + len(chosen))
    return render_template(
        "requirements/index.html",
        badge=badge,
        rows=rows,
        choices=[_choice(row, order) for row in found],
        left_out=found[0]["total"] - len(found) if found else 0,
        find=find,
        chosen=[str(each) for each in chosen],
        needed=request.form.get("needed", "1"),
        fault=fault,
    )


def _find() -> str:
    return request.form.get("find", "").strip()[:80]


def _chosen() -> list[int]:
    ticked = request.form.getlist("badge")[:MOST_CHOSEN]
    return [int(each) for each in ticked if each.isdecimal() and len(each) < 19]


def _choice(row: dict[str, Any], order: tuple[str, ...]) -> tuple[str, str, str]:
    names = (i18n.pick_value(row[key], order)[1] for key in ("names", "organiser_names"))
    return str(row["id"]), *names


@bp.get("/studio/badges/<int:badge_id>/requirements")
@requires("organiser", "city")
def index(badge_id: int) -> str:
    """What a badge asks for."""
    return _page(handled(badge_id))


@bp.post("/studio/badges/<int:badge_id>/requirements")
@requires("organiser", "city")
def create(badge_id: int) -> ResponseReturnValue:
    """Ask for some of these badges, who holds enough already is awarded soon; or look for more."""
    badge, needed = handled(badge_id), request.form.get("needed", "")
    if request.form.get("do") == "find":
        return _page(badge)
    chosen = _chosen()
    offered = {row["id"] for row in queries.countable(badge_id, _find(), chosen, len(chosen))}
    try:
        number = int(needed) if needed.isdecimal() and len(needed) < 4 else 0
        actions.require(
            badge_id, number, [n for n in chosen if n in offered], signed_in_person().id
        )
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
    if found is None or found.badge_id != handled(badge_id)["id"]:
        abort(404)
    actions.remove(found, signed_in_person().id)
    db.session.commit()
    return redirect(f"/studio/badges/{badge_id}/requirements", 303)
