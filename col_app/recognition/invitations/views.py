"""What the mail about a waiting badge opens."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from col_app.core import seals, web
from col_app.core.access import current_identity, public, signed_in, signed_in_person
from col_app.core.db import db
from col_app.core.speech import gettext as _
from col_app.people.accounts import queries as accounts
from col_app.people.members import actions as members
from col_app.recognition.badges import faces
from col_app.recognition.badges import queries as badges
from col_app.recognition.invitations import actions, letters
from col_app.recognition.invitations.models import Invitation

bp = Blueprint("invitations", __name__, template_folder="templates")


def _found(token: str) -> Invitation | None:
    number = seals.opened(token, letters.purpose()) or abort(404)
    return actions.locked(number)


def _page(token: str, found: Invitation | None, fault: str = "") -> str:
    row = badges.by_id(found.badge_id) if found else None
    return render_template(
        "invitations/show.html",
        badge=faces.face(row, web.text_order()) if row else None,
        action=f"/invitation/{token}",
        is_signed_in=current_identity() is not None,
        fault=fault,
    )


@bp.get("/invitation/<token>")
@public
def show(token: str) -> ResponseReturnValue:
    """The badge that waits, and how to get it."""
    found = _found(token)
    return _page(token, found), 200 if found else 410


@bp.post("/invitation/<token>")
@signed_in
def take(token: str) -> ResponseReturnValue:
    """Claim the badge with an account that has the address."""
    found, person = _found(token), signed_in_person()
    badge = badges.by_id(found.badge_id) if found else None
    if found is None or badge is None:
        return _page(token, None), 410
    # who opened an account with the address need not have confirmed it: this link came by mail
    emails = {person.email, *accounts.addresses_of(person.id)}
    try:
        public_id = actions.claim(found, badge, person.id, emails)
    except actions.OtherAddressError:
        db.session.rollback()
        fault = _("The badge waits for another address. Sign in with the one the mail came to.")
        return _page(token, found, fault), 409
    members.welcome(person.id, person.name, person.lang)
    db.session.commit()
    flash(_("The badge is yours."), "good")
    return redirect(f"/credentials/{public_id}", 303)
