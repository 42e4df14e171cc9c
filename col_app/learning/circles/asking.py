"""A circle and an activity: asking it to come along, and saying yes or no."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from col_app.core import web
from col_app.core.access import current_identity, signed_in, signed_in_person
from col_app.core.db import db
from col_app.core.ids import number_of
from col_app.core.speech import gettext as _
from col_app.learning import panels
from col_app.learning.activities import cards, search
from col_app.learning.activities.cards import Card
from col_app.learning.circles import faces, proposals, queries
from col_app.learning.circles.faces import INDEX
from col_app.learning.circles.proposals import Outcome
from col_app.learning.participation.actions import AlreadyDoneError, ClosedError, NotOpenError
from col_app.people.members import actions as members
from col_app.people.sessions.journeys import safe_path

bp = Blueprint("circle_proposals", __name__, template_folder="templates")
ONE = f"{INDEX}/<public_id>/proposals/<int:number>"


def _card(activity_id: int) -> Card:
    rows = search.cards([activity_id])
    return cards.of(rows, web.text_order())[0] if rows else abort(404)


def _seen(public_id: str, number: int) -> queries.Row:
    """A proposal to a circle of the reader; one of others does not exist for them."""
    row = queries.proposal(number, signed_in_person().id)
    return row if row and row["public_id"] == public_id else abort(404)


@bp.post("/activities/<slug>/proposals")
@signed_in
def propose(slug: str) -> ResponseReturnValue:
    """Ask a circle to come along."""
    card, person = _card(number_of(slug) or 0), signed_in_person()
    circle = queries.one(request.form.get("circle", ""), person.id) or abort(404)
    try:
        number = proposals.propose(circle["id"], card.id, person.id)
    except proposals.StrangerError:
        abort(404)
    except proposals.OverError:
        flash(_over(), "bad")
    except proposals.TooManyProposalsError:
        flash(_("The circle is asked a lot already. Let it answer first."), "bad")
    else:
        db.session.commit()
        flash(_("The circle is asked. Each of them says yes or no."), "good")
        return redirect(f"{INDEX}/{circle['public_id']}/proposals/{number}", 303)
    db.session.rollback()
    return redirect(card.href, 303)


def _over() -> str:
    return _("It has begun, or it does not take place: there is nothing to answer any more.")


@bp.get(ONE)
@signed_in
def show(public_id: str, number: int) -> str:
    """What the circle is asked, who comes, and what the reader says."""
    row = _seen(public_id, number)
    card = _card(row["activity_id"])
    return render_template("circles/proposal.html", asked=faces.asked(row, card), card=card)


@bp.post(ONE)
@signed_in
def answer(public_id: str, number: int) -> ResponseReturnValue:
    """Say yes or no; take the question back when the form says DELETE."""
    row = _seen(public_id, number)
    if request.form.get("_method", "").upper() == "DELETE":
        return _take_back(row)
    if request.form.get("answer") not in ("yes", "no"):
        abort(400)
    back = safe_path(request.form.get("next")) or f"{INDEX}/{public_id}/proposals/{number}"
    try:
        back = _come(row, back) if request.form["answer"] == "yes" else _decline(row, back)
    except proposals.OverError:
        flash(_over(), "bad")
    except ClosedError:
        flash(_("Nobody else can join at the moment."), "bad")
    except NotOpenError:
        flash(_("This activity can no longer be joined."), "bad")
    except AlreadyDoneError:
        flash(_("You have taken part already, so there is nothing to leave."), "bad")
    else:
        db.session.commit()
        return redirect(back, 303)
    db.session.rollback()
    return redirect(back, 303)


def _come(row: queries.Row, back: str) -> str:
    """Where the way leads after a yes."""
    person = signed_in_person()
    members.welcome(person.id, person.name, person.lang)
    outcome = proposals.come(row, person.id)
    if outcome is Outcome.ASKS:
        flash(_("The organiser accepts people one by one: ask for your place here."), "info")
        return f"{_card(row['activity_id']).href}/join"
    if outcome is Outcome.WAITS:
        flash(_("Every place is taken: you stand in line now."), "good")
    else:
        flash(_("You are in. We look forward to seeing you."), "good")
    return back


def _decline(row: queries.Row, back: str) -> str:
    proposals.decline(row, signed_in_person().id)
    flash(_("That is fine. The circle is not told who says no."), "good")
    return back


def _take_back(row: queries.Row) -> ResponseReturnValue:
    if not (row["is_own"] or row["is_keeper"]):
        abort(404)
    proposals.take_back(row["id"])
    db.session.commit()
    flash(_("The circle is not asked any more. Who has a place keeps it."), "good")
    return redirect(f"{INDEX}/{row['public_id']}", 303)


@panels.add("activity")
def _on_activity(activity_id: int) -> Markup:
    """For members of circles alone: who comes, or a way to ask."""
    identity = current_identity()
    rows = queries.at_activity(activity_id, identity.id) if identity else []
    if not rows:
        return Markup("")
    html = render_template(
        "circles/_activity.html",
        asked=[faces.asked(row) for row in rows if row["id"]],
        others=[(row["public_id"], row["circle"]) for row in rows if not row["id"]],
        activity_id=activity_id,
    )
    return Markup(html)  # noqa: S704 - our own template, which escapes
