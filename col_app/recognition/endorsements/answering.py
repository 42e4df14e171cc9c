"""The page on which somebody answers, whether they came by a link or through the studio."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from col_app.core import web
from col_app.core.speech import gettext as _
from col_app.recognition.badges import faces as badges
from col_app.recognition.badges import queries as badge_queries
from col_app.recognition.badges import words
from col_app.recognition.endorsements import actions, doing, faces, forms, queries
from col_app.recognition.endorsements.models import Endorsement
from col_app.recognition.evidence.models import EvidenceFile
from col_app.recognition.evidence.serving import served


@dataclass(frozen=True, slots=True)
class Desk:
    """Where an answer is given: its address, how to be asked never again (or ""), and the person
    who acts for an organiser (or None)."""

    path: str
    never: str = ""
    by: int | None = None


def page(row: queries.Row, desk: Desk, answer: forms.Answer) -> str:
    """The badge with everything that speaks for it, and the form while there is no answer."""
    order = web.text_order()
    badge = badge_queries.by_version(row["badge_id"], row["version"]) or abort(404)
    evidence = queries.shown_evidence(row["id"]) if faces.is_open(row) else ()
    return render_template(
        "endorsements/answer.html",
        item=faces.face(row, order),
        state_label=faces.endorser_states()[row["state"]],
        is_open=faces.is_open(row),
        is_public=queries.is_public(row),
        badge=badges.face(badge, order),
        steps=words.steps(badge_queries.tasks(row["badge_id"], row["version"]), order),
        evidence=[faces.proof(e, order, (desk.path + "/evidence/{}").format) for e in evidence],
        answer=answer,
        is_person=row["organiser_id"] is None,
        desk=desk,
    )


def answer(row: queries.Row, found: Endorsement, desk: Desk) -> ResponseReturnValue:
    """What the form says: write, decline, or withdraw what was written."""
    do = request.form.get("do", "")
    if do == "decline":
        said = _("Thank you for the answer. They read that you do not endorse it this time.")
        return doing.act(lambda: actions.decline(found, desk.by), said, desk.path)
    if do == "withdraw":
        said = _("Withdrawn. Whoever checks it learns so within a minute.")
        return doing.act(lambda: actions.withdraw(found, desk.by), said, desk.path)
    given = forms.read_answer(request.form, is_person=row["organiser_id"] is None)
    if given.faults:
        return page(row, desk, given), 422
    lang = web.reader_lang()
    return doing.act(
        lambda: actions.write(found, given.said(), lang, desk.by),
        _("Signed. It is shown as soon as they accept it."),
        desk.path,
    )


def file(found: EvidenceFile | None) -> Response:
    """A file of the evidence, which no cache keeps."""
    if found is None:
        abort(404)
    response = served(found, found.name)
    response.headers["Cache-Control"] = "private, no-store"
    return response
