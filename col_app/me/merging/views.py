"""Bringing two accounts of one person together: proving, looking, agreeing."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from col_app.core import clock, seals
from col_app.core.access import current_identity, public, signed_in, signed_in_person
from col_app.core.speech import gettext as _
from col_app.me.merging import actions, jobs, queries
from col_app.me.merging.forms import AgreeForm, OtherAccountForm
from col_app.me.merging.models import Merging
from col_app.people.accounts import actions as accounts
from col_app.people.accounts import queries as people
from col_app.people.sessions import actions as sessions
from col_app.people.sessions import proof
from col_app.people.sessions.journeys import Journey

bp = Blueprint("merging", __name__, template_folder="templates")
bp.record_once(lambda _state: jobs.register())
PAGE = "/account/merging"


@bp.get(PAGE)
@signed_in
def new() -> str:
    """Ask which other account is the person's."""
    known = {"email": request.args.get("email", "")[:254]}
    return _new(OtherAccountForm(formdata=None, data=known))


@bp.post(PAGE)
@signed_in
def create() -> ResponseReturnValue:
    """Take the password of the other account, or send a link to its address."""
    person, form = signed_in_person(), OtherAccountForm()
    if not form.validate():
        return _new(form), 422
    email = form.email.data or ""
    if request.form.get("by") == "link":
        actions.ask(person.id, email)
        return _new(form, is_sent=True)
    try:
        number = actions.prove_by_password(person.id, email, form.password.data or "")
    except accounts.SignInRefusedError:
        form.password.errors = [_("This address and this password do not belong together.")]
        return _new(form), 422
    except accounts.TooManyTriesError:
        form.password.errors = [_("Too many tries. Please wait a quarter of an hour.")]
        return _new(form), 429
    except actions.SameAccountError:
        form.email.errors = [_("This is an address of the account you are signed in to.")]
        return _new(form), 422
    return redirect(f"{PAGE}/{number}", 303)


@bp.get("/merging/<token>")
@public
def opened(token: str) -> ResponseReturnValue:
    """What the mail opens: one tap, by whoever asked for it."""
    return _opened(token)


@bp.post("/merging/<token>")
@public
def prove(token: str) -> ResponseReturnValue:
    """Note that the other account's mailbox is the person's."""
    number, person = _number(token), current_identity()
    if person is None or queries.find(number, person.id) is None:
        return _opened(token), 403
    try:
        actions.prove_by_link(number, person.id)
    except actions.NotProvenError:
        return render_template("merging/over.html"), 410
    return redirect(f"{PAGE}/{number}", 303)


@bp.get(f"{PAGE}/<int:merging_id>")
@signed_in
def show(merging_id: int) -> ResponseReturnValue:
    """What will happen, in plain words."""
    return _show(merging_id, AgreeForm(formdata=None))


@bp.post(f"{PAGE}/<int:merging_id>")
@signed_in
def agree(merging_id: int) -> ResponseReturnValue:
    """Make the two accounts one."""
    person, form = signed_in_person(), AgreeForm()
    wrong, missing = proof.missing(person, form.password.data or "")
    if wrong or missing:
        form.password.errors = [wrong] if wrong else []
        return _show(merging_id, form, missing, 422)
    try:
        actions.agree(merging_id, person.id)
    except actions.NotProvenError:
        return render_template("merging/over.html"), 410
    except (actions.GuardianError, actions.TwoPeopleError) as fault:
        return _show(merging_id, form, _refusal(fault), 409)
    sessions.end_others(person.id, but=person.sign_in_id)
    return redirect("/account?saved=merged", 303)


def _refusal(fault: Exception) -> str:
    if isinstance(fault, actions.GuardianError):
        return _(
            "One of these accounts belongs to a child, or to somebody who answers for one."
            " Please write to us: people look at it first."
        )
    return _(
        "The years of birth of these accounts are far apart: they look like two people."
        " Please write to us if they are not."
    )


def _number(token: str) -> int:
    return seals.opened(token, jobs.PURPOSE) or abort(404)


def _opened(token: str) -> str:
    number, person = _number(token), current_identity()
    return render_template(
        "merging/opened.html",
        person=person,
        is_own=person is not None and queries.find(number, person.id) is not None,
        back=Journey(f"/merging/{token}").query,
    )


def _show(
    merging_id: int, form: AgreeForm, fault: str = "", status: int = 200
) -> ResponseReturnValue:
    person = signed_in_person()
    found = queries.find(merging_id, person.id) or abort(404)
    if not _is_proven(found):
        return render_template("merging/over.html"), 410
    page = render_template(
        "merging/show.html",
        form=form,
        fault=fault,
        other=queries.other(found.gone_id),
        has_password=people.has_password(person.id),
    )
    return page, status


def _is_proven(found: Merging) -> bool:
    if found.proven_at is None or found.agreed_at is not None:
        return False
    return found.proven_at > clock.now() - actions.LIFE


def _new(form: OtherAccountForm, *, is_sent: bool = False) -> str:
    return render_template("merging/new.html", form=form, is_sent=is_sent, action=PAGE)
