"""The studio: groups of people who are awarded together again and again."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from col_app.core import i18n, web
from col_app.core.access import requires, signed_in_person
from col_app.core.db import db
from col_app.core.speech import gettext as _
from col_app.people.accounts.actions import clean_name
from col_app.recognition.groups import actions, queries
from col_app.recognition.groups.models import Group
from col_app.recognition.tokens.queries import organisers

bp = Blueprint("groups", __name__, template_folder="templates")
MOST_NAME = 80


def _organisers() -> dict[int, str]:
    person, order = signed_in_person(), web.text_order()
    rows = organisers(person.id, "city" in person.roles)
    return {row["id"]: i18n.pick_value(row["names"], order)[1] for row in rows}


def _group(number: int) -> Group:
    return queries.one(number, list(_organisers())) or abort(404)


@bp.get("/studio/groups")
@requires("organiser", "city")
def index() -> str:
    """The groups of one's organisers."""
    named = _organisers()
    groups = queries.of_organisers(list(named))
    return render_template("groups/index.html", groups=groups, organisers=named)


def _page(group: Group, name: str, fault: str = "") -> str:
    people = queries.people(group.id)
    return render_template("groups/show.html", group=group, people=people, name=name, fault=fault)


@bp.get("/studio/groups/<int:number>")
@requires("organiser", "city")
def show(number: int) -> str:
    """Who is in a group."""
    group = _group(number)
    return _page(group, group.name)


@bp.post("/studio/groups/<int:number>")
@requires("organiser", "city")
def change(number: int) -> ResponseReturnValue:
    """Rename a group, take people out of it; forget it when the form says DELETE."""
    group = _group(number)
    if request.form.get("_method", "").upper() == "DELETE":
        actions.drop(group)
        db.session.commit()
        flash(_("The group is gone. Its people keep every badge."), "good")
        return redirect("/studio/groups", 303)
    name, ticked = clean_name(request.form.get("name", "")), set(request.form.getlist("person"))
    kept = [row["person_id"] for row in queries.people(number) if str(row["person_id"]) in ticked]
    fault = _fault(name, kept)
    if not fault:
        try:
            actions.change(group, name, kept)
        except actions.NameTakenError:
            fault = _("Another group has this name already.")
    if fault:
        return _page(_group(number), name, fault), 422
    db.session.commit()
    flash(_("The group is saved."), "good")
    return redirect(f"/studio/groups/{number}", 303)


def _fault(name: str, kept: list[int]) -> str:
    if not name or len(name) > MOST_NAME:
        return _("Give the group a name.")
    return "" if kept else _("Tick at least one person.")
