"""The studio: organisers endorse badges of others, and ask others about their own."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from col_app.core import i18n, web
from col_app.core.access import requires, signed_in_person
from col_app.core.db import db
from col_app.core.ids import number_of
from col_app.core.speech import gettext as _
from col_app.learning import panels
from col_app.recognition.awards import queries as awards
from col_app.recognition.badges import faces as badge_faces
from col_app.recognition.badges import queries as badges
from col_app.recognition.badges import words
from col_app.recognition.endorsements import (
    actions,
    answering,
    asking,
    doing,
    faces,
    forms,
    queries,
)
from col_app.recognition.endorsements.answering import Desk
from col_app.recognition.endorsements.models import Endorsement
from col_app.recognition.quests.faces import NO_TEXT

bp = Blueprint("endorsement_desk", __name__, template_folder="templates")
STUDIO = "/studio/endorsements"
OF_BADGE = "/studio/badges/<int:badge_id>/endorsements"


@bp.get(STUDIO)
@requires("organiser", "recogniser")
def index() -> str:
    """What the reader's organisers were asked, and what they stand behind."""
    order = web.text_order()
    shown = [faces.face(row, order) for row in queries.asked_of(signed_in_person().id)]
    return render_template(
        "endorsements/studio.html",
        waiting=[each for each in shown if each.state == "asked"],
        others=[each for each in shown if each.state != "asked"],
        states=faces.endorser_states(),
    )


@bp.get(f"{STUDIO}/new")
@requires("organiser", "recogniser")
def new() -> str:
    """Endorse a badge of somebody else, unasked."""
    badge_id = number_of(request.args.get("badge", "")) or abort(404)
    return _offer(badge_id, forms.Answer())


@bp.post(STUDIO)
@requires("organiser", "recogniser")
def create() -> ResponseReturnValue:
    """Sign it; the badge's organiser decides whether it is shown."""
    badge_id = number_of(request.form.get("badge", "")) or abort(404)
    answer, by = forms.read_answer(request.form, is_person=False), signed_in_person().id
    organiser_id = number_of(request.form.get("organiser", "")) or 0
    if answer.faults:
        return _offer(badge_id, answer), 422
    about = asking.Subject(badge_id=badge_id, version=queries.newest(badge_id))
    lang = web.reader_lang()
    return doing.act(
        lambda: actions.offer(about, organiser_id, answer.said(), lang, by),
        _("Signed. It is shown as soon as they accept it."),
        STUDIO,
    )


def _offer(badge_id: int, answer: forms.Answer) -> str:
    order = web.text_order()
    row = badges.by_id(badge_id) or abort(404)
    mine = queries.speaking_for(signed_in_person().id, badge_id)
    return render_template(
        "endorsements/offer.html",
        badge=badge_faces.face(row, order),
        steps=words.steps(badges.tasks(badge_id, row["version"]), order),
        organisers=[(str(r["id"]), i18n.pick_value(r["names"], order)[1]) for r in mine],
        answer=answer,
        action=STUDIO,
    )


@bp.get(f"{STUDIO}/<int:number>")
@requires("organiser", "recogniser")
def show(number: int) -> str:
    """The badge with everything that speaks for it, and the form."""
    return answering.page(_to_answer(number), _desk(number), forms.Answer())


@bp.post(f"{STUDIO}/<int:number>")
@requires("organiser", "recogniser")
def answer(number: int) -> ResponseReturnValue:
    """Endorse in the organiser's name, decline, withdraw: by the button `do`."""
    row = _to_answer(number)
    return answering.answer(row, db.session.get_one(Endorsement, number), _desk(number))


@bp.get(f"{STUDIO}/<int:number>/evidence/<public_id>")
@requires("organiser", "recogniser")
def evidence(number: int, public_id: str) -> Response:
    """A file that the learner chose to show, until there is an answer."""
    _to_answer(number)
    return answering.file(queries.evidence_file(number, public_id))


def _to_answer(number: int) -> queries.Row:
    """What one's organiser was asked; all else, what is about oneself too, does not exist."""
    return queries.to_answer(number, signed_in_person().id) or abort(404)


def _desk(number: int) -> Desk:
    return Desk(f"{STUDIO}/{number}", by=signed_in_person().id)


@bp.get(OF_BADGE)
@requires("organiser", "city")
def of_badge(badge_id: int) -> str:
    """Who stands behind a badge of one's own, and a form to ask others."""
    return _of_badge(_handled(badge_id), forms.Ask(lang=web.reader_lang()))


@bp.post(OF_BADGE)
@requires("organiser", "city")
def ask(badge_id: int) -> ResponseReturnValue:
    """Ask somebody to endorse the newest version of a badge."""
    badge, person = _handled(badge_id), signed_in_person()
    if not badge["is_published"]:
        abort(409)
    asked = forms.read_ask(
        request.form,
        [number for number, _name in _options(badge)],
        (),
        [web.reader_lang(), *web.offered_languages()],
        may_write=True,
    )
    if asked.faults:
        return _of_badge(badge, asked), 422
    about = asking.Subject(badge_id=badge_id, version=badge["version"])
    by = asking.Asker(person.id, person.email)
    return doing.ask(
        lambda: asking.ask(about, asked.whom(), asked.wish(), by),
        asked,
        lambda: _of_badge(badge, asked),
        _path(badge_id),
    )


@bp.post(f"{OF_BADGE}/<int:number>")
@requires("organiser", "city")
def decide(badge_id: int, number: int) -> ResponseReturnValue:
    """Accept, reject, hide, show, move, take back: by the button `do`."""
    _handled(badge_id)
    found = db.session.get(Endorsement, number)
    if found is None or found.badge_id != badge_id:
        abort(404)
    by, do = signed_in_person().id, request.form.get("do", "")
    return doing.decide(found, do, by, _path(badge_id)) or abort(400)


def _path(badge_id: int) -> str:
    return f"/studio/badges/{badge_id}/endorsements"


def _handled(badge_id: int) -> dict[str, Any]:
    """A badge the person may act for; a stranger's does not exist for them."""
    person = signed_in_person()
    found = awards.handled(badge_id, person.id, "city" in person.roles) or abort(404)
    # a draft that was never published has no name for strangers yet
    name = i18n.pick_value(found["names"] or NO_TEXT, web.text_order())[1]
    return {**found, "name": name, "version": queries.newest(badge_id)}


def _options(badge: dict[str, Any]) -> list[tuple[str, str]]:
    order = web.text_order()
    rows = queries.organisers_to_ask(signed_in_person().id, badge["organiser_id"])
    return [(str(row["id"]), i18n.pick_value(row["names"], order)[1]) for row in rows]


def _of_badge(badge: dict[str, Any], asked: forms.Ask) -> str:
    order = web.text_order()
    return render_template(
        "endorsements/badge.html",
        badge=badge["name"],
        is_published=badge["is_published"],
        items=[faces.face(row, order) for row in queries.of_badge(badge["id"])],
        states=faces.owner_states(),
        ask=asked,
        organisers=_options(badge),
        langs=[(each, i18n.own_name(each)) for each in web.offered_languages()],
        action=_path(badge["id"]),
    )


@panels.add("studio")
def _in_studio(_person_id: int) -> Markup:
    return Markup(render_template("endorsements/_studio.html"))  # noqa: S704 - our own template
