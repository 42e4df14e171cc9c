"""Changing what one likes and needs."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from col_app.core import web
from col_app.core.access import signed_in, signed_in_person
from col_app.core.db import db
from col_app.core.speech import gettext as _
from col_app.learning.interests import actions, faces, queries

bp = Blueprint("interests", __name__, template_folder="templates")
bp.record_once(lambda _state: faces.register())


@bp.get("/passport/interests")
@signed_in
def edit() -> str:
    """What the person chose, to be changed."""
    person, order = signed_in_person(), web.text_order()
    asked = [
        faces.topics(order, queries.topics_of(person.id)),
        faces.needs(order, queries.needs_of(person.id)),
    ]
    return render_template("interests/edit.html", asked=asked)


@bp.post("/passport/interests")
@signed_in
def update() -> ResponseReturnValue:
    """Keep the new choice; what is not chosen any more is gone."""
    person = signed_in_person()
    actions.like(person.id, request.form.getlist(faces.TOPICS))
    actions.need(person.id, request.form.getlist(faces.NEEDS))
    db.session.commit()
    flash(_("Saved."), "good")
    return redirect("/passport", 303)
