"""What is known of the reader, and deleting their account: what goes, what stays, the deed."""

from __future__ import annotations

import orjson
from flask import Blueprint, Response, redirect, render_template, request, session
from flask.typing import ResponseReturnValue

from col_app.core import web
from col_app.core.access import SESSION_COOKIE, public, signed_in, signed_in_person
from col_app.core.speech import gettext as _
from col_app.me.merging import queries as merging
from col_app.me.privacy import actions, jobs, queries
from col_app.me.privacy.forms import DeletionForm
from col_app.people.accounts import queries as people
from col_app.people.sessions import proof
from col_app.people.sessions.cookies import take_back

bp = Blueprint("privacy", __name__, template_folder="templates")
bp.record_once(lambda _state: jobs.register())
PAGE = "/account/deletion"
READABLE = orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS


@bp.get(PAGE)
@signed_in
def show() -> ResponseReturnValue:
    """What goes and what stays, in plain words."""
    return _show(DeletionForm(formdata=None))


@bp.post(PAGE)
@signed_in
def delete() -> ResponseReturnValue:
    """Delete the account; this browser is signed out with all others."""
    person, form = signed_in_person(), DeletionForm()
    wrong, missing = proof.missing(person, form.password.data or "")
    agrees = request.form.get("agrees") == "yes"
    if wrong or missing or not agrees:
        form.password.errors = [wrong] if wrong else []
        unsaid = "" if agrees else _("Tick this first: nothing of it can be brought back.")
        return _show(form, missing, unsaid), 422
    actions.close(person.id)
    session.clear()
    response = redirect("/account/deleted", 303)
    take_back(response, SESSION_COOKIE)
    return response


@bp.get("/account/data.json")
@signed_in
def data() -> Response:
    """All that is known of the reader, as one file (GDPR, articles 15 and 20)."""
    found = queries.everything(signed_in_person().id)
    body = orjson.dumps(found, default=str, option=READABLE)
    response = Response(body, mimetype="application/json")
    response.headers["Content-Disposition"] = 'attachment; filename="cities-of-learning.json"'
    return response


@bp.get("/account/deleted")
@public
def deleted() -> str:
    """That it is done, and what happens now."""
    return render_template("privacy/deleted.html")


def _show(form: DeletionForm, fault: str = "", unsaid: str = "") -> str:
    person = signed_in_person()
    return render_template(
        "privacy/deletion.html",
        form=form,
        fault=fault,
        unsaid=unsaid,
        agrees=request.form.get("agrees") == "yes",
        cities=merging.other(person.id).cities,
        alone=queries.alone(person.id, web.text_order()),
        has_password=people.has_password(person.id),
    )
