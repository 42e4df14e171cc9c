"""Two taps of the learner, and what the organiser sees of them."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from col_app.core import web
from col_app.core.access import requires, signed_in, signed_in_person
from col_app.core.db import db
from col_app.core.speech import gettext as _
from col_app.learning.activities import cards, search
from col_app.learning.feedback import actions, faces, queries
from col_app.learning.feedback.models import Mood, Reason
from col_app.learning.participation import queries as participations
from col_app.learning.participation.models import Participation, ParticipationState

bp = Blueprint("feedback", __name__, template_folder="templates")
Word = TypeVar("Word", bound=StrEnum)


def _mine(activity_id: int) -> Participation:
    """The reader's own participation; what they did not take part in does not exist for them."""
    mine = participations.of_person(signed_in_person().id, activity_id)
    if mine is None or mine.state is not ParticipationState.COMPLETED:
        abort(404)
    return mine


@bp.get("/feedback/<int:activity_id>")
@signed_in
def show(activity_id: int) -> str:
    """How was it? What was said before can be changed."""
    given = queries.given(_mine(activity_id).id)
    return render_template(
        "feedback/show.html",
        card=cards.of(search.cards([activity_id]), web.text_order())[0],
        moods=faces.moods(),
        reasons=faces.reasons(),
        mood=given.mood if given else None,
        reason=given.reason if given else None,
    )


@bp.post("/feedback/<int:activity_id>")
@signed_in
def give(activity_id: int) -> ResponseReturnValue:
    """Keep a tap, or ask no more when the form says DELETE."""
    mine = _mine(activity_id)
    if request.form.get("_method", "").upper() == "DELETE":
        actions.dismiss(mine)
        db.session.commit()
        return redirect("/passport", 303)
    mood = _word(Mood, "mood")
    if mood is None:
        abort(422)
    reason = _word(Reason, "reason")
    actions.give(mine, mood, reason)
    db.session.commit()
    if reason is None:
        return redirect(f"/feedback/{activity_id}", 303)
    flash(_("Thank you! The organiser sees it without your name."), "good")
    return redirect("/passport", 303)


def _word(words: type[Word], name: str) -> Word | None:
    said = request.form.get(name, "")
    return words(said) if said in set(words) else None


@bp.get("/studio/feedback")
@requires("organiser", "city")
def trend() -> str:
    """What people say about one's activities; the city team sees all of them."""
    person = signed_in_person()
    by = None if "city" in person.roles else person.id
    shown = faces.trends(queries.counts(by))
    rows = search.cards([each.activity_id for each in shown if each.activity_id])
    found = {card.id: card for card in cards.of(rows, web.text_order())}
    return render_template("feedback/trend.html", trends=shown, cards=found, fewest=faces.FEWEST)
