"""A person's e-mail addresses: the list, and the link that confirms one."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from col_app.core.access import (
    Identity,
    current_identity,
    public,
    signed_in,
    signed_in_person,
)
from col_app.core.speech import gettext as _
from col_app.people.accounts import confirming
from col_app.people.accounts import queries as people
from col_app.people.addresses import actions, jobs, queries
from col_app.people.addresses.forms import NewAddressForm
from col_app.people.sessions import actions as sessions
from col_app.people.sessions import proof
from col_app.people.sessions.journeys import Journey

bp = Blueprint("addresses", __name__, template_folder="templates")
bp.record_once(lambda _state: jobs.register())
PAGE = "/account/addresses"


@bp.get(PAGE)
@signed_in
def index() -> str:
    """All addresses of the person."""
    return _page(NewAddressForm(formdata=None))


@bp.post(PAGE)
@signed_in
def create() -> ResponseReturnValue:
    """Add an address; it counts once it is confirmed."""
    form, person = NewAddressForm(), signed_in_person()
    if not form.validate():
        return _page(form), 422
    if fault := _unproven(form, person):
        return _page(form, fault), 422
    try:
        actions.add(person.id, form.email.data or "")
    except actions.OwnAlreadyError:
        form.email.errors = [*form.email.errors, _("This is your address already.")]
        return _page(form), 422
    except actions.TooManyError:
        return _page(form, _("These are too many addresses for one day, or for one account.")), 429
    return redirect(f"{PAGE}?saved=asked", 303)


@bp.post(f"{PAGE}/<int:address_id>")
@signed_in
def change(address_id: int) -> ResponseReturnValue:
    """Make an address the main one (`do=main`), or remove it (`do=remove`)."""
    form, person = NewAddressForm(), signed_in_person()
    form.email.data = ""
    if fault := _unproven(form, person):
        return _page(form, fault), 422
    done = request.form.get("do", "")
    try:
        if done == "main":
            actions.make_main(person.id, address_id)
            sessions.end_others(person.id, but=person.sign_in_id)
        elif done == "remove":
            actions.remove(person.id, address_id)
        else:
            abort(400)
    except actions.MainError:
        return _page(form, _("Choose another main address first.")), 409
    except (actions.TakenError, LookupError):
        abort(404)
    return redirect(f"{PAGE}?saved={done}", 303)


@bp.get("/confirm/<token>")
@public
def confirmation(token: str) -> ResponseReturnValue:
    """Ask for a tap of the person whose address it is to be."""
    return _confirmation(token, _claimed(token))


@bp.post("/confirm/<token>")
@public
def confirm(token: str) -> ResponseReturnValue:
    """Note that mails reach the person. Nobody else can do it, whoever has the link."""
    claim, person = _claimed(token), current_identity()
    if person is None or person.id != claim.person_id:
        return _confirmation(token, claim), 403
    try:
        actions.confirm(confirming.address_in(token) or 0, person.id)
    except actions.TakenError:
        return _confirmation(token, claim, is_taken=True), 409
    except LookupError:
        abort(404)
    return _confirmation(token, claim, is_done=True)


def _claimed(token: str) -> queries.Claim:
    number = confirming.address_in(token)
    claim = queries.claim(number) if number else None
    return claim or abort(404)


def _confirmation(
    token: str, claim: queries.Claim, *, is_done: bool = False, is_taken: bool = False
) -> str:
    person = current_identity()
    return render_template(
        "addresses/confirm.html",
        email=claim.email,
        person=person,
        is_own=person is not None and person.id == claim.person_id,
        is_done=is_done,
        is_taken=is_taken or (claim.is_taken and not is_done),
        back=Journey(f"/confirm/{token}").query,
    )


def _unproven(form: NewAddressForm, person: Identity) -> str:
    """Why the person has to prove themselves once more; "" when they did."""
    wrong, missing = proof.missing(person, form.password.data or "")
    if wrong:
        form.password.errors = [wrong]
    return missing or (_("Nothing was changed.") if wrong else "")


def _page(form: NewAddressForm, fault: str = "") -> str:
    person = signed_in_person()
    return render_template(
        "addresses/index.html",
        form=form,
        has_password=people.has_password(person.id),
        held=queries.held(person.id),
        saved=request.args.get("saved", ""),
        fault=fault,
        action=PAGE,
    )
