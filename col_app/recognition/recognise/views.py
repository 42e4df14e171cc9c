"""Recognise me: what people did elsewhere, from telling to the answer."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from col_app.core import files, web
from col_app.core.access import signed_in, signed_in_person
from col_app.core.db import db
from col_app.core.speech import gettext as _
from col_app.core.uploads import takes_files
from col_app.learning import panels
from col_app.people.members import actions as members
from col_app.recognition.evidence import actions as evidence
from col_app.recognition.evidence.faces import wait
from col_app.recognition.recognise import actions, faces, forms, letters, queries
from col_app.recognition.recognise.models import Experience, State

bp = Blueprint("recognise", __name__, template_folder="templates")
bp.record_once(lambda _state: letters.register())


@bp.get("/recognise")
@signed_in
def index() -> str:
    """What the reader asked to be recognised, and how it goes."""
    order = web.text_order()
    shown = [faces.face(row, order) for row in queries.of_person(signed_in_person().id)]
    return render_template("recognise/index.html", experiences=shown)


@bp.get("/recognise/new")
@signed_in
def new() -> Response:
    """Ask what somebody did."""
    return _new(forms.Story(actions.Told("", "")))


def _new(story: forms.Story, status: int = 200) -> Response:
    return Response(render_template("recognise/new.html", story=story), status)


@bp.post("/recognise")
@signed_in
@takes_files
def create() -> ResponseReturnValue:
    """Keep what is told; next come the badges that suit it."""
    story, person = _read(), signed_in_person()
    if story.faults:
        return _new(story, 422)
    members.welcome(person.id, person.name, person.lang)
    try:
        made = _keep(lambda: actions.tell(person.id, story.told), story)
    except (actions.NotDoneError, evidence.NotKeptError, files.NoRoomError) as fault:
        db.session.rollback()
        is_full = isinstance(fault, actions.TooManyError)
        story.faults["title" if is_full else "files"] = forms.explain(fault)
        return _new(story, 409 if is_full else 422)
    return redirect(f"/recognise/{made}#badges", 303)


def _read() -> forms.Story:
    return forms.read_story(request.form, request.files.getlist("files"))


def _keep(tell: Callable[[], Experience], story: forms.Story) -> int:
    """Write what is told, with its files, and commit; the number of the experience."""
    kept = list[str]()
    try:
        experience = tell()
        number = experience.id
        kept = evidence.attach(actions.holder(experience), story.pieces)
        db.session.commit()
    except BaseException:
        evidence.drop(kept)
        raise
    return number


@bp.get("/recognise/<int:number>")
@signed_in
def show(number: int) -> Response:
    """One experience: where it stands, what can be done next."""
    own = _own(number)
    return _page(own, _as_told(own))


def _as_told(own: Experience) -> forms.Story:
    return forms.Story(actions.Told(own.title, own.story, own.proof, own.link))


@bp.post("/recognise/<int:number>")
@signed_in
@takes_files
def update(number: int) -> ResponseReturnValue:
    """Tell it better, remove a file, or take it back when the form says DELETE."""
    own, here = _own(number), f"/recognise/{number}"
    if request.form.get("_method", "").upper() == "DELETE":
        return _do(
            lambda: actions.withdraw(own), _("It is taken back and forgotten."), "/recognise", here
        )
    gone = request.form.get("do", "").partition("remove-")[2]
    if own.state not in actions.OPEN:
        return _do(lambda: actions.detach(own, gone), _("The file is removed."), here)
    return _change(own, _read(), gone)


def _change(own: Experience, story: forms.Story, gone: str) -> ResponseReturnValue:
    number = own.id
    if story.faults:
        return _page(own, story, 422)

    def tell() -> Experience:
        actions.change(own, story.told)
        if gone:
            actions.detach(own, gone)
        return own

    try:
        _keep(tell, story)
    except (actions.NotDoneError, evidence.NotKeptError, files.NoRoomError) as fault:
        db.session.rollback()
        story.faults["files"] = forms.explain(fault)
        return _page(_own(number), story, 422)
    if story.do == "send":
        said = _("Sent. You get a mail when there is an answer.")
        return _do(lambda: actions.send(own, 0), said, f"/recognise/{number}")
    flash(_("The file is removed.") if gone else _("Your words are kept."), "good")
    return redirect(f"/recognise/{number}{'#tell' if gone else '#badges'}", 303)


@bp.post("/recognise/<int:number>/sending")
@signed_in
def send(number: int) -> ResponseReturnValue:
    """Ask for one of the badges that suit it."""
    own, given = _own(number), request.form.get("badge", "")
    badge_id = int(given) if given.isascii() and given.isdigit() and len(given) < 18 else 0
    said = _("Sent. You get a mail when there is an answer.")
    return _do(lambda: actions.send(own, badge_id), said, f"/recognise/{number}")


@bp.post("/recognise/<int:number>/turning")
@signed_in
def turn(number: int) -> ResponseReturnValue:
    """Make it a draft again, for somebody else."""
    own = _own(number)
    said = _("It is yours again. Choose whom to ask next.")
    return _do(lambda: actions.turn(own), said, f"/recognise/{number}#badges")


def _do(act: Callable[[], None], said: str, to: str, back: str = "") -> ResponseReturnValue:
    try:
        act()
    except actions.NotDoneError as fault:
        db.session.rollback()
        flash(forms.explain(fault), "error")
        return redirect(back or to, 303)
    db.session.commit()
    flash(said, "good")
    return redirect(to, 303)


def _own(number: int) -> Experience:
    return queries.own(number, signed_in_person().id) or abort(404)


def _page(own: Experience, story: forms.Story, status: int = 200) -> Response:
    order, told = web.text_order(), f"{story.told.title} {story.told.story}"
    row = queries.by_id(own.id) or abort(404)
    found = queries.proposed(told, own) if own.state is State.DRAFT else ()
    html = render_template(
        "recognise/show.html",
        experience=faces.face(row, order),
        story=story,
        proposals=[faces.proposal(each, order) for each in found],
        earlier=[faces.before(each, order) for each in queries.earlier(own.id)],
        wait=wait(queries.usual_wait(own.badge_id)) if own.badge_id else "",
        may_turn=actions.may_turn(own),
    )
    return Response(html, status)


@panels.add("award")
def _on_award(award_id: int) -> Markup:
    row = queries.of_award(award_id)
    if row is None:
        return Markup("")
    face = faces.face(row, web.text_order())
    html = render_template("recognise/_award.html", experience=face)
    return Markup(html)  # noqa: S704 - our own template, which escapes


@panels.add("passport")
def _on_passport(_person_id: int) -> Markup:
    return Markup(render_template("recognise/_way.html"))  # noqa: S704 - our own template
