"""Waiting for a seat, and not waiting any more."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from col_app.core import seals, web
from col_app.core.access import public, signed_in, signed_in_person
from col_app.core.db import db
from col_app.core.ids import number_of
from col_app.core.speech import gettext as _
from col_app.learning.activities import cards, search
from col_app.learning.seats import actions, letters, queries
from col_app.people.members import actions as members

bp = Blueprint("seats", __name__, template_folder="templates")
bp.record_once(lambda _state: letters.register())


def _card(activity_id: int) -> cards.Card:
    rows = search.cards([activity_id])
    return cards.of(rows, web.text_order())[0] if rows else abort(404)


@bp.post("/activities/<slug>/waiting")
@signed_in
def enlist(slug: str) -> ResponseReturnValue:
    """Stand in line for a full activity, or leave the line when the form says DELETE."""
    card, person = _card(number_of(slug) or 0), signed_in_person()
    if request.form.get("_method", "").upper() == "DELETE":
        return _left(card, person.id)
    members.welcome(person.id, person.name, person.lang)
    try:
        actions.enlist(card.id, person.id)
    except actions.ClosedError:
        flash(_("Nobody else can join at the moment."), "bad")
    except actions.ApprovalError:
        return redirect(f"{card.href}/join", 303)
    except actions.NotOpenError:
        flash(_("This activity can no longer be joined."), "bad")
    except actions.SeatFreeError:
        flash(_("A place is free right now. You can join at once."), "good")
    else:
        flash(_("You are on the list. We write to you when a place is free."), "good")
    db.session.commit()
    return redirect(card.href, 303)


def _left(card: cards.Card, person_id: int) -> ResponseReturnValue:
    actions.leave_list(card.id, person_id)
    db.session.commit()
    flash(_("You are not on the waiting list any more."), "good")
    return redirect(card.href, 303)


@bp.get("/waiting/<token>")
@public
def show(token: str) -> str:
    """Ask for a tap: mail programs open links by themselves."""
    number = seals.opened(token, letters.purpose()) or abort(404)
    waiting = queries.by_number(number)
    card = _card(waiting.activity_id) if waiting else None
    return render_template("seats/leave.html", card=card)


@bp.post("/waiting/<token>")
@public
def leave(token: str) -> str:
    """Leave the list by the link of a mail, without signing in."""
    number = seals.opened(token, letters.purpose()) or abort(404)
    waiting = queries.by_number(number)
    if waiting is not None:
        actions.leave_list(waiting.activity_id, waiting.person_id)
        db.session.commit()
    return render_template("seats/leave.html", card=None)
