"""Deleting one's account: what goes, what stays, and the deed."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, session
from flask.typing import ResponseReturnValue

from col_app.core.access import SESSION_COOKIE, public, signed_in, signed_in_person
from col_app.core.speech import gettext as _
from col_app.me.merging import queries
from col_app.me.privacy import actions, jobs
from col_app.me.privacy.forms import DeletionForm
from col_app.people.accounts import queries as people
from col_app.people.sessions import proof
from col_app.people.sessions.cookies import take_back

bp = Blueprint("privacy", __name__, template_folder="templates")
bp.record_once(lambda _state: jobs.register())
PAGE = "/account/deletion"


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
        cities=queries.other(person.id).cities,
        has_password=people.has_password(person.id),
    )
