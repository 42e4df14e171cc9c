"""The studio of those who recognise: what they were asked, and their answers."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from markupsafe import Markup

from col_app.core import i18n, web
from col_app.core.access import requires, signed_in_person
from col_app.core.db import db
from col_app.core.speech import gettext as _
from col_app.learning import panels
from col_app.recognition.recognise import actions, answers, faces, forms, queries
from col_app.recognition.recognise.models import Experience, State

bp = Blueprint("recognising", __name__, template_folder="templates")
STUDIO = "/studio/recognise"


@bp.get(STUDIO)
@requires("organiser", "recogniser")
def index() -> str:
    """What the reader's organisers were asked, and whether they may be asked."""
    by, order = signed_in_person().id, web.text_order()
    shown = [faces.face(row, order) for row in queries.queue(by)]
    return render_template(
        "recognise/studio.html",
        waiting=[each for each in shown if each.state == State.SENT],
        others=[each for each in shown if each.state != State.SENT],
        organisers=[
            (row["id"], i18n.pick_value(row["names"], order)[1], row["is_open"])
            for row in queries.organisers(by)
        ],
    )


@bp.post(f"{STUDIO}/offers/<int:organiser_id>")
@requires("organiser", "recogniser")
def offer(organiser_id: int) -> ResponseReturnValue:
    """Let people ask one's organiser, or no more when the form says DELETE."""
    if organiser_id not in {row["id"] for row in queries.organisers(signed_in_person().id)}:
        abort(404)
    is_open = request.form.get("_method", "").upper() != "DELETE"
    actions.offer(organiser_id, is_open)
    db.session.commit()
    flash(_("People can ask you now.") if is_open else _("Nobody new can ask you."), "good")
    return redirect(STUDIO, 303)


@bp.get(f"{STUDIO}/<int:number>")
@requires("organiser", "recogniser")
def review(number: int) -> str:
    """What somebody tells, beside what the badge asks for."""
    _to_decide(number)
    return _page(number, forms.Decision())


@bp.post(f"{STUDIO}/<int:number>")
@requires("organiser", "recogniser")
def decide(number: int) -> ResponseReturnValue:
    """Accept, ask for more, or decline."""
    experience, decision = _to_decide(number), forms.read_decision(request.form)
    if decision.faults:
        return _page(number, decision), 422
    try:
        _answer(experience, decision)
    except actions.NotDoneError as fault:
        db.session.rollback()
        flash(forms.explain(fault), "error")
        return redirect(STUDIO, 303)
    db.session.commit()
    flash(_("Your answer is on its way."), "good")
    return redirect(STUDIO, 303)


def _to_decide(number: int) -> Experience:
    """What one's organiser was asked; all else, one's own too, does not exist."""
    return queries.to_decide(number, signed_in_person().id) or abort(404)


def _answer(experience: Experience, decision: forms.Decision) -> None:
    answer = answers.Answer(signed_in_person().id, decision.round, decision.words)
    if decision.what == "accept":
        narrative = _narrative(experience.id, decision)
        answers.accept(experience, decision.methods, narrative, answer)
    elif decision.what == "ask":
        answers.ask_more(experience, answer)
    else:
        answers.decline(experience, answer)


def _narrative(number: int, decision: forms.Decision) -> str:
    """The words of the credential, in the language of its holder as all of it."""
    row = queries.by_id(number) or abort(404)
    lang = row["person_lang"] or web.portal().default_lang
    order = i18n.chain(lang, web.portal().default_lang)
    with force_locale(lang):
        organiser = i18n.pick_value(row["organiser_names"], order)[1]
        return faces.narrative(organiser, decision.methods, decision.words)


def _page(number: int, decision: forms.Decision) -> str:
    row, order = queries.by_id(number) or abort(404), web.text_order()
    return render_template(
        "recognise/review.html",
        experience=faces.face(row, order),
        criteria=i18n.pick_value(queries.criteria(row["badge_id"]), order)[1],
        decision=decision,
        methods=faces.method_labels(),
    )


@panels.add("studio")
def _in_studio(_person_id: int) -> Markup:
    return Markup(render_template("recognise/_studio.html"))  # noqa: S704 - our own template
