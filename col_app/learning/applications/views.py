"""Asking for a place, and the organiser's answers."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from col_app.core import i18n, web
from col_app.core.access import requires, signed_in, signed_in_person
from col_app.core.db import db
from col_app.core.ids import number_of
from col_app.core.speech import gettext as _
from col_app.learning import panels
from col_app.learning.activities import cards, search
from col_app.learning.applications import actions, decisions, faces, forms, letters, queries
from col_app.learning.seats import actions as seats
from col_app.people.members import actions as members

bp = Blueprint("applications", __name__, template_folder="templates")
bp.record_once(lambda _state: letters.register())
BIGGEST = 2**63


@bp.post("/activities/<slug>/application")
@signed_in
def ask(slug: str) -> ResponseReturnValue:
    """Ask for a place, or take that back when the form says DELETE."""
    rows = search.cards([number_of(slug) or 0]) or abort(404)
    card, person = cards.of(rows, web.text_order())[0], signed_in_person()
    if request.form.get("_method", "").upper() == "DELETE":
        return _withdrawn(card, person.id)
    words = forms.read_words(request.form.get("words", ""))
    if forms.is_too_long(words):
        page = "applications/ask.html"
        return render_template(page, card=card, words=words, fault=forms.too_long()), 422
    members.welcome(person.id, person.name, person.lang)
    try:
        actions.ask(card.id, person.id, words)
    except seats.NotOpenError:
        flash(_("This activity can no longer be joined."), "bad")
    except actions.NotAskedError:
        flash(_("You need not ask: everybody may join."), "good")
    except actions.DecidedError:
        flash(_("The organiser has answered already."), "bad")
    else:
        flash(_("You have asked for a place. The organiser's answer comes by mail."), "good")
    db.session.commit()
    return redirect(card.href, 303)


def _withdrawn(card: cards.Card, person_id: int) -> ResponseReturnValue:
    actions.withdraw(card.id, person_id)
    db.session.commit()
    flash(_("You do not ask for a place any more."), "good")
    return redirect(card.href, 303)


@bp.get(faces.QUEUE)
@requires("organiser")
def index() -> str:
    """Who waits for an answer, oldest first, and what was decided a moment ago."""
    by, order = signed_in_person().id, web.text_order()
    wanted = request.args.get("activity", 0, type=int)
    wanted = wanted if 0 < wanted < BIGGEST else 0
    counts = queries.counts(by)
    return render_template(
        "applications/index.html",
        home=faces.QUEUE,
        items=[faces.item(row, order, by) for row in queries.queue(by, wanted)],
        decided=[faces.item(row, order, by) for row in queries.decided(by)],
        total=sum(row["number"] for row in counts),
        activities=[
            (row["id"], i18n.pick_value(row["titles"], order)[1], row["number"]) for row in counts
        ],
        wanted=wanted,
    )


def _row(number: int) -> queries.Row:
    return queries.item(number, signed_in_person().id) or abort(404)


def _page(
    row: queries.Row, answer: forms.Answer | None = None, status: int = 200
) -> ResponseReturnValue:
    values: dict[str, Any] = {
        "home": faces.QUEUE,
        "item": faces.item(row, web.text_order(), signed_in_person().id),
        "phrases": queries.phrases(row["organiser_id"]),
        "words": answer.words if answer else "",
        "faults": answer.faults if answer else {},
        "is_own": row["person_id"] == signed_in_person().id,
    }
    return render_template("applications/show.html", **values), status


@bp.get(f"{faces.QUEUE}/<int:number>")
@requires("organiser")
def show(number: int) -> ResponseReturnValue:
    """One application."""
    return _page(_row(number))


@bp.post(f"{faces.QUEUE}/<int:number>")
@requires("organiser")
def decide(number: int) -> ResponseReturnValue:
    """Accept or decline, undo that, or put a saved phrase below the words."""
    row, answer = _row(number), forms.read_answer(request.form)
    if request.form.get("_method", "").upper() == "DELETE":
        return _undone(number)
    if not answer.decision:
        phrases = {each.id: each.words for each in queries.phrases(row["organiser_id"])}
        answer.words = "\n".join(filter(None, (answer.words, phrases.get(answer.insert, ""))))
        return _page(row, answer)
    if answer.faults:
        return _page(row, answer, 422)
    status = _decided(number, answer)
    if status != 200:
        db.session.rollback()
        return _page(_row(number), answer, status)
    db.session.commit()
    return redirect(faces.QUEUE, 303)


def _decided(number: int, answer: forms.Answer) -> int:
    """The status of what came of it; faults go into the answer."""
    by, faults = signed_in_person().id, answer.faults
    try:
        if answer.decision == forms.DECLINE:
            decisions.decline(number, by, answer.words)
            flash(_("Declined, with your words. The mail leaves in ten minutes."), "good")
        else:
            decisions.accept(number, by, answer.words)
            flash(_("Accepted. The mail leaves in ten minutes."), "good")
    except decisions.MissingWordsError:
        faults["words"] = _("Say why, in a sentence: it makes a no easier to bear.")
        return 422
    except decisions.OwnApplicationError:
        abort(403)
    except decisions.AlreadyDecidedError:
        faults["state"] = _("Somebody was faster: this has been answered or taken back.")
    except seats.FullError:
        faults["state"] = _(
            "Every place is taken, and somebody who joins by e-mail cannot stand in line. Accept "
            "them when a place is free."
        )
    except seats.NotOpenError:
        faults["state"] = _("This activity is over or cancelled: there is nothing to answer.")
    return 409 if faults else 200


def _undone(number: int) -> ResponseReturnValue:
    try:
        decisions.undo(number, signed_in_person().id)
    except (decisions.TooLateError, seats.NotOpenError):
        db.session.rollback()
        flash(_("This can be undone no more: it is too long ago, or something followed."), "bad")
    else:
        db.session.commit()
        flash(_("Undone. It waits for an answer again."), "good")
    return redirect(f"{faces.QUEUE}/{number}", 303)


@bp.post(f"{faces.QUEUE}/<int:number>/phrases")
@requires("organiser")
def phrases(number: int) -> ResponseReturnValue:
    """Save a phrase for those who answer for this organiser, or forget one."""
    organiser_id = _row(number)["organiser_id"]
    gone, phrase = request.form.get("remove", 0, type=int), forms.read_phrase(request.form)
    try:
        if 0 < gone < BIGGEST:
            actions.remove_phrase(organiser_id, gone)
        elif phrase:
            actions.add_phrase(organiser_id, phrase)
    except actions.TooManyPhrasesError:
        flash(_("Twenty phrases are saved. Remove one before you add another."), "bad")
    db.session.commit()
    return redirect(f"{faces.QUEUE}/{number}#phrases", 303)


@panels.add("studio")
def _waiting(person_id: int) -> Markup:
    number = sum(row["number"] for row in queries.counts(person_id))
    html = render_template("applications/_panel.html", number=number, home=faces.QUEUE)
    return Markup(html)  # noqa: S704 - our own template, which escapes
