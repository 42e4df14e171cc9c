"""Joining, leaving and checking in: the learner's side and the organiser's desk."""

from __future__ import annotations

import segno
from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

import tenancy
from col_app.core import web
from col_app.core.access import requires, signed_in, signed_in_person
from col_app.core.db import db
from col_app.core.ids import number_of
from col_app.learning.activities import cards, queries, search
from col_app.learning.participation import actions
from col_app.learning.participation import queries as participations
from col_app.people.members import actions as members

bp = Blueprint("participation", __name__, template_folder="templates")


def _card(activity_id: int) -> cards.Card:
    rows = search.cards([activity_id])
    if not rows:
        abort(404)
    return cards.of(rows, web.text_order())[0]


@bp.get("/activities/<slug>/join")
@signed_in
def confirm(slug: str) -> str:
    """Ask once more before a seat is taken: where signing in leads back to."""
    card = _card(number_of(slug) or 0)
    mine = participations.of_person(signed_in_person().id, card.id)
    return render_template("participation/join.html", card=card, mine=mine.state if mine else "")


@bp.post("/activities/<slug>/join")
@signed_in
def join(slug: str) -> ResponseReturnValue:
    """Take a seat, or give it back when the form says DELETE."""
    if request.form.get("_method", "").upper() == "DELETE":
        return leave(slug)
    card, person = _card(number_of(slug) or 0), signed_in_person()
    members.welcome(person)
    try:
        actions.join(card.id, person.id)
    except actions.FullError:
        flash(_("Sorry, somebody was faster: every place is taken."), "bad")
        return redirect(card.href, 303)
    except actions.NotOpenError:
        flash(_("This activity can no longer be joined."), "bad")
        return redirect(card.href, 303)
    db.session.commit()
    flash(_("You are in. We look forward to seeing you."), "good")
    return redirect(card.href, 303)


@bp.delete("/activities/<slug>/join")
@signed_in
def leave(slug: str) -> ResponseReturnValue:
    """Give the seat back."""
    card = _card(number_of(slug) or 0)
    try:
        actions.leave(card.id, signed_in_person().id)
    except actions.AlreadyDoneError:
        flash(_("You have taken part already, so there is nothing to leave."), "bad")
        return redirect(card.href, 303)
    db.session.commit()
    flash(_("You have left. Somebody else can have your place now."), "good")
    return redirect(card.href, 303)


@bp.get("/check-in")
@signed_in
def enter() -> str:
    """Where a code is typed."""
    return render_template("participation/enter.html", code="", fault="")


@bp.post("/check-in")
@signed_in
def check_in() -> ResponseReturnValue:
    """Check in with a typed code, or with the one a QR has brought."""
    code, person = request.form.get("code", "")[:40], signed_in_person()
    members.welcome(person)
    try:
        participation = actions.check_in(code, person.id)
    except actions.UnknownCodeError:
        fault = _("There is no activity with this code. Please look at it once more.")
    except actions.CodeClosedError:
        fault = _("This code is not open now. Check-in opens an hour before the start.")
    except actions.NotOpenError:
        fault = _("This activity can no longer be joined.")
    except actions.FullError:
        fault = _("Every place is taken. Please speak to the organiser.")
    else:
        db.session.commit()
        return redirect(f"/check-in/done/{participation.activity_id}", 303)
    db.session.rollback()
    return render_template("participation/enter.html", code=code, fault=fault), 422


@bp.get("/check-in/done/<int:activity_id>")
@signed_in
def done(activity_id: int) -> str:
    """What happened and what comes next."""
    if participations.of_person(signed_in_person().id, activity_id) is None:
        abort(404)
    return render_template("participation/done.html", card=_card(activity_id))


@bp.get("/checkin/<code>")
@signed_in
def scanned(code: str) -> ResponseReturnValue:
    """What the QR on an organiser's page opens: one button checks in."""
    found = participations.activity_of_code(code)
    if found is None:
        fault = _("There is no activity with this code. Please look at it once more.")
        return render_template("participation/enter.html", code=code[:40], fault=fault), 404
    return render_template("participation/scanned.html", code=code, card=_card(found))


@bp.get("/studio")
@requires("organiser")
def studio() -> str:
    """The organiser's own activities."""
    owned = queries.all_owned(by=signed_in_person().id)
    rows = search.cards([activity.id for activity in owned])
    return render_template("participation/studio.html", cards=cards.of(rows, web.text_order()))


@bp.get("/studio/activities/<slug>/check-in")
@requires("organiser")
def desk(slug: str) -> ResponseReturnValue:
    """The organiser's check-in page: QR, code, who is here."""
    person = signed_in_person()
    activity = queries.owned(number_of(slug) or 0, by=person.id) or abort(404)
    code = actions.open_checkin(activity)
    db.session.commit()
    address = web.city_url(tenancy.current_city(), f"/checkin/{code.code}")
    drawn = segno.make(address, error="m", micro=False)
    return render_template(
        "participation/desk.html",
        card=_card(activity.id),
        code=code.code.upper(),
        address=address,
        qr=drawn.svg_inline(border=2, omitsize=True, svgclass="qr", lineclass=None),
        people=participations.people(activity.id),
    )


@bp.post("/studio/activities/<slug>/check-in")
@requires("organiser")
def tick(slug: str) -> ResponseReturnValue:
    """Check somebody in from the list, for those without a phone."""
    person = signed_in_person()
    activity = queries.owned(number_of(slug) or 0, by=person.id) or abort(404)
    found = participations.in_activity(activity.id, request.form.get("participation", "0"))
    if found is None:
        abort(404)
    actions.complete(found, by=person.id)
    db.session.commit()
    return redirect(f"/studio/activities/{slug}/check-in", 303)
