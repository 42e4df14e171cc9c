"""What the mail about a waiting badge opens; in the studio, whom badges wait for."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from col_app.core import formats, seals, web
from col_app.core.access import (
    current_identity,
    public,
    requires,
    signed_in,
    signed_in_person,
)
from col_app.core.db import db
from col_app.core.speech import gettext as _
from col_app.learning import paging
from col_app.people.accounts import queries as accounts
from col_app.people.members import actions as members
from col_app.recognition.awards.handling import handled
from col_app.recognition.badges import faces
from col_app.recognition.badges import queries as badges
from col_app.recognition.invitations import actions, letters, queries
from col_app.recognition.invitations.models import Invitation

bp = Blueprint("invitations", __name__, template_folder="templates")
PER_PAGE = 50


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


@bp.get("/studio/badges/<int:badge_id>/invitations")
@requires("organiser", "city")
def index(badge_id: int) -> str:
    """The addresses a badge waits for."""
    badge, q = handled(badge_id), request.args.get("q", "").strip()[:80]
    page = paging.number(request.args.get("page", ""))
    rows = queries.waiting(badge_id, q, PER_PAGE, (page - 1) * PER_PAGE)
    total = rows[0]["total"] if rows else 0
    here = paging.addresses(f"/studio/badges/{badge_id}/invitations", {"q": q})
    return render_template(
        "invitations/index.html",
        badge=badge,
        rows=rows,
        q=q,
        total=total,
        pages=paging.pages(page, paging.last_page(total, PER_PAGE), here),
        date=formats.date,
    )


@bp.post("/studio/badges/<int:badge_id>/invitations/<int:number>")
@requires("organiser", "city")
def take_back(badge_id: int, number: int) -> ResponseReturnValue:
    """Let a badge wait for an address no longer."""
    badge = handled(badge_id)
    actions.take_back(badge["id"], number, signed_in_person().id)
    db.session.commit()
    flash(_("The badge no longer waits for this address."), "good")
    return redirect(f"/studio/badges/{badge_id}/invitations", 303)
