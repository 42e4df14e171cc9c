"""A prepared account: the page that its code opens, and making it one's own."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Response, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

import tenancy
from col_app.core import codes, i18n, seals, web
from col_app.core.access import current_identity, public, signed_in, signed_in_person
from col_app.core.db import db
from col_app.core.speech import gettext as _
from col_app.me.merging.actions import GuardianError, TwoPeopleError
from col_app.me.prepared import actions, queries
from col_app.me.prepared.models import PreparedAccount
from col_app.people.members import actions as members
from col_app.people.members import names
from col_app.people.members.models import Role
from col_app.people.sessions.journeys import HOME, safe_path
from col_app.recognition.claims import tries

bp = Blueprint("prepared", __name__, template_folder="templates")
PASSPORT = "/passport"
MOST_TEXT = 40


@bp.get("/prepared")
@public
def enter() -> str:
    """Where the code from a slip is typed."""
    return _enter("", "")


@bp.post("/prepared")
@public
def typed() -> ResponseReturnValue:
    """Go to the account of a typed code."""
    text = request.form.get("code", "")
    found, fault = _find(text)
    if found is None:
        return _enter(text, fault), 422
    return redirect(f"/prepared/{found.code}?{_next_query()}", 303)


@bp.get("/prepared/<code>")
@public
def show(code: str) -> ResponseReturnValue:
    """What waits, and how to make it one's own."""
    found, fault = _find(code)
    if found is None:
        return _enter(code, fault), 404
    response = Response(_page(found))
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@bp.post("/prepared/<code>")
@signed_in
def claim(code: str) -> ResponseReturnValue:
    """Bring the prepared account into the reader's own, and go back to where they started."""
    found, fault = _find(code)
    if found is None:
        return _enter(code, fault), 404
    person, number = signed_in_person(), found.id
    members.grant(person.id, Role.LEARNER, tenancy.current_city().id)
    members.welcome(person.id, person.name, person.lang)
    try:
        actions.claim(number, person.id)
    except actions.ClosedError:
        db.session.rollback()
        return _page(_again(number), _("This code was used, or it is closed.")), 409
    except (GuardianError, TwoPeopleError):
        db.session.rollback()
        fault = _("You answer for a child: please let the organiser add this account to theirs.")
        return _page(_again(number), fault), 409
    db.session.commit()
    flash(_("Everything that waited for you is in your account now."), "good")
    return redirect(_next(), 303)


def _again(number: int) -> PreparedAccount:
    return db.session.get_one(PreparedAccount, number)


def _find(text: str) -> tuple[PreparedAccount | None, str]:
    """The account, or a sentence that says why there is none."""
    who = seals.blind(f"claims from {request.remote_addr}")
    try:
        found = actions.find(text[:MOST_TEXT], who)
    except tries.TooManyTriesError:
        return None, _("Many wrong codes came from here. Please try again in a quarter of an hour.")
    db.session.commit()
    return found, "" if found else _("No account has this code. Please look at it once more.")


def _next() -> str:
    path = safe_path(request.args.get("next")) or HOME
    return PASSPORT if path == HOME else path


def _next_query() -> str:
    return urlencode({"next": _next()})


def _enter(code: str, fault: str) -> str:
    return render_template(
        "prepared/enter.html",
        code=code[:MOST_TEXT],
        fault=fault,
        action=f"/prepared?{_next_query()}",
    )


def _page(found: PreparedAccount, fault: str = "") -> str:
    made = queries.of_account(found)
    action = f"/prepared/{found.code}?{_next_query()}"
    giver = i18n.pick_value(queries.organiser_names(made.organiser_id), web.text_order())[1]
    closed = "" if queries.is_open(found) else _("This code was used, or it is closed.")
    return render_template(
        "prepared/claim.html",
        name=names.short(found.name),
        giver=giver,
        person=current_identity(),
        code=codes.shown(found.code),
        fault=fault or closed,
        action=action,
        back=urlencode({"next": action}),
    )
