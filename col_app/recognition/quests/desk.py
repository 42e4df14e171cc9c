"""Reviewing: the organiser's queue in the studio, and the queue of peers."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from col_app.core import i18n, web
from col_app.core.access import requires, signed_in, signed_in_person
from col_app.core.db import db
from col_app.core.speech import gettext as _
from col_app.recognition.evidence import faces as file_faces
from col_app.recognition.evidence import queries as files
from col_app.recognition.quests import faces, forms, queries, reviews

bp = Blueprint("reviews", __name__, template_folder="templates")
STUDIO, PEERS = "/studio/review", "/reviews"


def _home(is_peer: bool) -> str:
    return PEERS if is_peer else STUDIO


def _queue(is_peer: bool) -> str:
    """What waits: by badge, and one by one."""
    by, order = signed_in_person().id, web.text_order()
    wanted = request.args.get("badge", 0, type=int)
    # a number beyond bigint names no badge
    wanted = wanted if 0 < wanted < 2**63 else 0
    counts = queries.counts(by, is_peer=is_peer)
    return render_template(
        "quests/queue.html",
        is_peer=is_peer,
        home=_home(is_peer),
        items=[
            faces.item(row, order, is_peer=is_peer)
            for row in queries.queue(by, is_peer=is_peer, badge_id=wanted)
        ],
        total=sum(row["number"] for row in counts),
        badges=[
            (row["id"], i18n.pick_value(row["names"], order)[1], row["number"]) for row in counts
        ],
        wanted=wanted,
        undoable=_undoable(),
    )


def _undoable() -> int:
    """The submission that the reader decided last, while that can be undone."""
    number = request.args.get("done", 0, type=int)
    is_fresh = 0 < number < 2**63 and reviews.can_undo(number, signed_in_person().id)
    return number if is_fresh else 0


def _item(number: int, is_peer: bool) -> queries.Row:
    return queries.item(number, signed_in_person().id, is_peer=is_peer) or abort(404)


def _page(
    row: queries.Row, is_peer: bool, opinion: forms.Opinion | None = None, status: int = 200
) -> ResponseReturnValue:
    """The criteria and the task beside the evidence, and what can be said about it."""
    order, me = web.text_order(), signed_in_person().id
    earlier = queries.earlier(row["id"])
    holder = files.Holder("submission", row["id"], row["person_id"])
    values: dict[str, Any] = {
        "is_peer": is_peer,
        "home": _home(is_peer),
        "item": faces.item(row, order, is_peer=is_peer),
        "files": file_faces.files(files.of(holder), is_named=not is_peer),
        "said": [faces.said(each, is_named=not is_peer) for each in earlier],
        "phrases": [] if is_peer else queries.phrases(row["organiser_id"]),
        "words": opinion.words if opinion else "",
        "faults": opinion.faults if opinion else {},
        "is_own": row["person_id"] == me,
        "can_undo": reviews.can_undo(row["id"], me),
        "has_answered": any((x["round"], x["reviewer_id"]) == (row["round"], me) for x in earlier),
        "undoable": _undoable(),
    }
    return render_template("quests/review.html", **values), status


def _decide(number: int, is_peer: bool) -> ResponseReturnValue:
    """Accept or send back, then open the next one; or put a saved phrase below the words."""
    row, opinion = _item(number, is_peer), forms.read_opinion(request.form)
    if opinion.decision is None:
        phrases = {each.id: each.words for each in queries.phrases(row["organiser_id"])}
        opinion.words = "\n".join(filter(None, (opinion.words, phrases.get(opinion.insert, ""))))
        return _page(row, is_peer, opinion)
    if opinion.faults:
        return _page(row, is_peer, opinion, 422)
    by = signed_in_person().id
    verdict = reviews.Verdict(by, is_peer, opinion.round, opinion.decision, opinion.words)
    try:
        reviews.decide(number, verdict)
    except reviews.MissingWordsError:
        db.session.rollback()
        opinion.faults["words"] = _("Write what is missing, so that they can go on.")
        return _page(row, is_peer, opinion, 422)
    except reviews.OwnWorkError:
        abort(403)
    except reviews.AlreadyDecidedError:
        db.session.rollback()
        opinion.faults["round"] = _(
            "Somebody was faster: this has been decided or changed since you opened it. Your "
            "words were not sent; you see below what happened."
        )
        return _page(_item(number, is_peer), is_peer, opinion, 409)
    db.session.commit()
    flash(_thanks(opinion), "good")
    return redirect(_next(by, is_peer, number), 303)


def _thanks(opinion: forms.Opinion) -> str:
    return _("Accepted.") if opinion.decision == "accepted" else _("Sent back with your words.")


def _next(by: int, is_peer: bool, done: int) -> str:
    waiting = queries.queue(by, is_peer=is_peer)
    home, tail = _home(is_peer), f"?done={done}"
    return f"{home}/{waiting[0]['id']}{tail}" if waiting else f"{home}{tail}"


@bp.get("/studio/review")
@requires("organiser")
def studio() -> str:
    """What waits for the organiser, oldest first."""
    return _queue(is_peer=False)


@bp.get("/studio/review/<int:number>")
@requires("organiser")
def show(number: int) -> ResponseReturnValue:
    """One submission for the organiser."""
    return _page(_item(number, False), is_peer=False)


@bp.post("/studio/review/<int:number>")
@requires("organiser")
def decide(number: int) -> ResponseReturnValue:
    """The organiser decides, or undoes what they decided a moment ago."""
    return _answer(number, is_peer=False)


def _answer(number: int, *, is_peer: bool) -> ResponseReturnValue:
    if request.form.get("_method", "").upper() == "DELETE":
        return _undo(number, is_peer)
    return _decide(number, is_peer)


def _undo(number: int, is_peer: bool) -> ResponseReturnValue:
    _item(number, is_peer)
    try:
        reviews.undo(number, signed_in_person().id)
    except reviews.TooLateError:
        flash(_("This can be undone no more: it is too long ago, or something followed."), "bad")
    else:
        flash(_("Undone. It waits for a decision again."), "good")
    db.session.commit()
    return redirect(f"{_home(is_peer)}/{number}", 303)


@bp.post("/studio/review/<int:number>/phrases")
@requires("organiser")
def phrases(number: int) -> ResponseReturnValue:
    """Save a phrase for the reviewers of this organiser, or forget one."""
    organiser_id = _item(number, False)["organiser_id"]
    gone = request.form.get("remove", 0, type=int)
    phrase = forms.read_phrase(request.form)
    try:
        if gone:
            reviews.remove_phrase(organiser_id, gone)
        elif phrase:
            reviews.add_phrase(organiser_id, phrase)
    except reviews.TooManyPhrasesError:
        flash(_("Twenty phrases are saved. Remove one before you add another."), "bad")
    db.session.commit()
    return redirect(f"{STUDIO}/{number}#phrases", 303)


@bp.get("/reviews")
@signed_in
def peers() -> str:
    """What other learners wait for, without their names."""
    return _queue(is_peer=True)


@bp.get("/reviews/<int:number>")
@signed_in
def peer_show(number: int) -> ResponseReturnValue:
    """One submission for a peer."""
    return _page(_item(number, True), is_peer=True)


@bp.post("/reviews/<int:number>")
@signed_in
def peer_decide(number: int) -> ResponseReturnValue:
    """A peer says what they think, or takes it back a moment later."""
    return _answer(number, is_peer=True)
