"""Joining, leaving and checking in: the learner's side and the organiser's desk."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

import tenancy
from col_app.core import web
from col_app.core.access import Identity, requires, signed_in, signed_in_person
from col_app.core.db import db
from col_app.core.fragments import is_fragment
from col_app.core.ids import number_of
from col_app.core.speech import gettext as _
from col_app.learning import panels, rewards
from col_app.learning.activities import cards, details, queries, search
from col_app.learning.activities.models import Activity
from col_app.learning.applications import faces as asking
from col_app.learning.applications import queries as applications
from col_app.learning.circles import queries as circles
from col_app.learning.feedback import faces as feedback
from col_app.learning.guests import queries as guests
from col_app.learning.participation import actions, faces, letters
from col_app.learning.participation import queries as participations
from col_app.learning.participation.models import ParticipationState
from col_app.learning.seats import faces as seat_faces
from col_app.learning.seats import queries as waiting
from col_app.people.members import actions as members
from col_app.people.sessions.journeys import safe_path

bp = Blueprint("participation", __name__, template_folder="templates")
bp.record_once(lambda _state: letters.register())
MAX_CODE = 40


def _row(slug: str) -> dict[str, Any]:
    rows = search.cards([number_of(slug) or 0])
    return rows[0] if rows else abort(404)


def _card(row: dict[str, Any]) -> cards.Card:
    return cards.of([row], web.text_order())[0]


def _welcome(person: Identity) -> None:
    members.welcome(person.id, person.name, person.lang)


@bp.get("/activities/<slug>/join")
@signed_in
def confirm(slug: str) -> ResponseReturnValue:
    """Ask once more before a seat is taken: where signing in leads back to."""
    row, person_id = _row(slug), signed_in_person().id
    card = _card(row)
    if participations.of_person(person_id, card.id):
        return redirect(safe_path(request.args.get("next")) or card.href, 303)
    asked = applications.of_person(person_id, card.id) if row["asks_approval"] else None
    turn = waiting.turn(person_id, card.id)
    return render_template(
        "participation/join.html",
        card=card,
        state=details.state_of(row),
        turn=seat_faces.standing(turn),
        must_ask=row["asks_approval"] and asking.must_ask(asked, turn),
        asking=asking.asking(asked),
        back=safe_path(request.args.get("next")) or "",
    )


@bp.post("/activities/<slug>/join")
@signed_in
def join(slug: str) -> ResponseReturnValue:
    """Take a seat, or give it back when the form says DELETE."""
    if request.form.get("_method", "").upper() == "DELETE":
        return leave(slug)
    card, person = _card(_row(slug)), signed_in_person()
    _welcome(person)
    try:
        letters.confirm(actions.join(card.id, person.id))
    except actions.ApprovalError:
        return redirect(f"{card.href}/join", 303)
    except actions.ClosedError:
        flash(_("Nobody else can join at the moment."), "bad")
    except actions.FullError:
        flash(_("Sorry, somebody was faster: every place is taken."), "bad")
    except actions.NotOpenError:
        flash(_("This activity can no longer be joined."), "bad")
    else:
        flash(_("You are in. We look forward to seeing you."), "good")
    db.session.commit()
    return redirect(safe_path(request.form.get("next")) or card.href, 303)


@bp.delete("/activities/<slug>/join")
@signed_in
def leave(slug: str) -> ResponseReturnValue:
    """Give the seat back."""
    card = _card(_row(slug))
    try:
        actions.leave(card.id, signed_in_person().id)
    except actions.AlreadyDoneError:
        flash(_("You have taken part already, so there is nothing to leave."), "bad")
    else:
        flash(_("You have left. Somebody else can have your place now."), "good")
    db.session.commit()
    return redirect(card.href, 303)


def _enter(code: str, fault: str, status: int) -> ResponseReturnValue:
    return render_template("participation/enter.html", code=code, fault=fault), status


@bp.get("/check-in")
@signed_in
def enter() -> ResponseReturnValue:
    """Where a code is typed."""
    return _enter("", "", 200)


@bp.post("/check-in")
@signed_in
def check_in() -> ResponseReturnValue:
    """Check in with a typed code, or with the one a QR has brought."""
    code, person = request.form.get("code", "")[:MAX_CODE], signed_in_person()
    _welcome(person)
    try:
        participation = actions.check_in(code, person.id)
    except actions.UnknownCodeError:
        fault = _("There is no activity with this code. Please look at it once more.")
    except actions.CodeClosedError:
        found = participations.checkin_code(code)
        fault = faces.opening(found) if found else ""
    except actions.ClosedError:
        fault = _("Nobody else can join at the moment. Please speak to the organiser.")
    except actions.ApprovalError:
        fault = _("The organiser accepts people one by one. Please speak to them at the door.")
    except actions.NotOpenError:
        fault = _("This activity can no longer be joined.")
    except actions.FullError:
        fault = _("Every place is taken. Please speak to the organiser.")
    else:
        db.session.commit()
        return redirect(f"/check-in/done/{participation.activity_id}", 303)
    db.session.rollback()
    return _enter(code, fault, 422)


@bp.get("/check-in/done/<int:activity_id>")
@signed_in
def done(activity_id: int) -> str:
    """What happened and what comes next."""
    mine = participations.of_person(signed_in_person().id, activity_id)
    if mine is None or mine.state is not ParticipationState.COMPLETED:
        abort(404)
    return render_template(
        "participation/done.html",
        card=_card(_row(str(activity_id))),
        reward=rewards.of("activity", [activity_id]).get(activity_id),
        moods=feedback.moods(),
        taken=panels.render("taken", activity_id),
    )


@bp.get("/checkin/<code>")
@signed_in
def scanned(code: str) -> ResponseReturnValue:
    """What the QR on an organiser's page opens: one button checks in."""
    found = participations.checkin_code(code[:MAX_CODE])
    if found is None:
        fault = _("There is no activity with this code. Please look at it once more.")
        return _enter(code[:MAX_CODE], fault, 404)
    return render_template(
        "participation/scanned.html",
        code=found.code,
        card=_card(_row(str(found.activity_id))),
        fault=faces.opening(found),
    )


@bp.get("/passport/reminders")
@signed_in
def reminders() -> str:
    """When one is reminded of what one joined in this city."""
    wish = participations.wish(signed_in_person().id)
    return render_template("participation/reminders.html", wish=wish)


@bp.post("/passport/reminders")
@signed_in
def keep_reminders() -> ResponseReturnValue:
    """Keep what the form says."""
    person = signed_in_person()
    _welcome(person)
    days, hours = "day_before" in request.form, "hour_before" in request.form
    actions.wish(person.id, day_before=days, hour_before=hours)
    db.session.commit()
    flash(_("Saved."), "good")
    return redirect("/passport/reminders", 303)


@bp.get("/studio")
@requires("organiser")
def studio() -> str:
    """The organiser's own activities."""
    owned = queries.all_owned(by=signed_in_person().id)
    rows = search.cards([activity.id for activity in owned])
    shown = list(zip(cards.of(rows, web.text_order()), map(details.state_of, rows), strict=True))
    return render_template(
        "participation/studio.html",
        coming=[card for card, state in shown if state in details.COMING],
        over=[card for card, state in shown if state not in details.COMING],
        panels=panels.render("studio", signed_in_person().id),
    )


def _owned(slug: str) -> Activity:
    """The organiser's own activity; a stranger's does not exist for them."""
    owned = queries.owned(number_of(slug) or 0, by=signed_in_person().id)
    return owned or abort(404)


@bp.get("/studio/activities/<slug>/check-in")
@requires("organiser")
def desk(slug: str) -> str:
    """The organiser's check-in page: QR, code, who is here."""
    activity = _owned(slug)
    code = actions.open_checkin(activity)
    db.session.commit()
    together = circles.together(activity.id)
    people = faces.attendees(participations.people(activity.id), together)
    values: dict[str, Any] = {
        "card": _card(_row(str(activity.id))),
        "people": people,
        "here": sum(person.is_here for person in people),
        "guests": [guest.name for guest in guests.coming(activity.id)],
    }
    if is_fragment():
        return render_template("participation/_people.html", **values)
    address = web.city_url(tenancy.current_city(), f"/checkin/{code.code}")
    return render_template(
        "participation/desk.html",
        code=code.code.upper(),
        hours=faces.hours(code),
        qr=faces.qr(address),
        address=f"{web.city_host(tenancy.current_city())}/check-in",
        **values,
    )


@bp.post("/studio/activities/<slug>/check-in")
@requires("organiser")
def tick(slug: str) -> ResponseReturnValue:
    """Check somebody in from the list, for those without a phone."""
    activity = _owned(slug)
    found = participations.in_activity(activity.id, request.form.get("participation", "0"))
    if found is None:
        abort(404)
    actions.complete(found, by=signed_in_person().id)
    db.session.commit()
    return redirect(f"/studio/activities/{activity.id}-{activity.slug}/check-in#people", 303)
