"""Recognise me: what people did elsewhere, from telling to the answer."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from markupsafe import Markup

from col_app.core import i18n, web
from col_app.core.access import requires, signed_in, signed_in_person
from col_app.core.db import db
from col_app.core.speech import gettext as _
from col_app.learning import panels
from col_app.people.members import actions as members
from col_app.recognition.recognise import actions, faces, forms, letters, queries
from col_app.recognition.recognise.models import Experience, State

bp = Blueprint("recognise", __name__, template_folder="templates")
bp.record_once(lambda _state: letters.register())
STUDIO = "/studio/recognise"


@bp.get("/recognise")
@signed_in
def index() -> str:
    """What the reader asked to be recognised, and how it goes."""
    order = web.text_order()
    shown = [faces.face(row, order) for row in queries.of_person(signed_in_person().id)]
    return render_template("recognise/index.html", experiences=shown)


@bp.get("/recognise/new")
@signed_in
def new() -> str:
    """Ask what somebody did."""
    return render_template("recognise/new.html", story=forms.Story(actions.Told("", "")))


@bp.post("/recognise")
@signed_in
def create() -> ResponseReturnValue:
    """Keep what is told; next come the badges that suit it."""
    story, person = forms.read_story(request.form), signed_in_person()
    if story.faults:
        return render_template("recognise/new.html", story=story), 422
    members.welcome(person.id, person.name, person.lang)
    try:
        made = actions.tell(person.id, story.told)
    except actions.TooManyError:
        db.session.rollback()
        story.faults["title"] = _("You have ten under way. Wait for answers, or take one back.")
        return render_template("recognise/new.html", story=story), 409
    db.session.commit()
    return redirect(f"/recognise/{made.id}#badges", 303)


@bp.get("/recognise/<int:number>")
@signed_in
def show(number: int) -> str:
    """One experience: where it stands, what can be done next."""
    own = _own(number)
    told = actions.Told(own.title, own.story, own.proof, own.link)
    return _page(own, forms.Story(told))


@bp.post("/recognise/<int:number>")
@signed_in
def update(number: int) -> ResponseReturnValue:
    """Tell it better, or take it back when the form says DELETE."""
    own = _own(number)
    if request.form.get("_method", "").upper() == "DELETE":
        return _do(
            lambda: actions.withdraw(own), _("It is taken back and forgotten."), "/recognise"
        )
    story = forms.read_story(request.form)
    if story.faults:
        return _page(own, story), 422
    to = f"/recognise/{number}#badges"
    return _do(lambda: actions.change(own, story.told), _("Your words are kept."), to)


@bp.post("/recognise/<int:number>/sending")
@signed_in
def send(number: int) -> ResponseReturnValue:
    """Ask for one badge."""
    own, given = _own(number), request.form.get("badge", "")
    badge_id = int(given) if given.isascii() and given.isdigit() and len(given) < 18 else 0
    said = _("Sent. You get a mail when there is an answer.")
    return _do(lambda: actions.send(own, badge_id), said, f"/recognise/{number}")


@bp.get(STUDIO)
@requires("organiser", "recogniser")
def studio() -> str:
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
    return _review(number, forms.Decision())


@bp.post(f"{STUDIO}/<int:number>")
@requires("organiser", "recogniser")
def decide(number: int) -> ResponseReturnValue:
    """Accept, ask for more, or decline."""
    experience, decision = _to_decide(number), forms.read_decision(request.form)
    if decision.faults:
        return _review(number, decision), 422
    return _do(lambda: _answer(experience, decision), _("Your answer is on its way."), STUDIO)


def _answer(experience: Experience, decision: forms.Decision) -> None:
    by = signed_in_person().id
    if decision.what == "accept":
        narrative = _narrative(experience.id, decision)
        actions.accept(experience, decision.methods, decision.words, narrative, by)
    elif decision.what == "ask":
        actions.ask_more(experience, decision.words, by)
    else:
        actions.decline(experience, decision.words, by)


def _narrative(number: int, decision: forms.Decision) -> str:
    """The words of the credential, in the language of its holder as all of it."""
    row = queries.by_id(number) or abort(404)
    lang = row["person_lang"] or web.portal().default_lang
    order = i18n.chain(lang, web.portal().default_lang)
    with force_locale(lang):
        organiser = i18n.pick_value(row["organiser_names"], order)[1]
        return faces.narrative(organiser, decision.methods, decision.words)


def _do(act: Callable[[], None], said: str, to: str) -> ResponseReturnValue:
    faults = {
        actions.MoveNotAllowedError: _("Somebody was faster: it has changed in the meantime."),
        actions.NotTakenError: _("This badge is not given for what was done elsewhere."),
        actions.AlreadyHeldError: _("This badge is held already."),
        actions.AlreadyAskedError: _("You ask for this badge already."),
    }
    try:
        act()
    except tuple(faults) as fault:
        db.session.rollback()
        flash(faults[type(fault)], "error")
        return redirect(to, 303)
    db.session.commit()
    flash(said, "good")
    return redirect(to, 303)


def _own(number: int) -> Experience:
    return queries.own(number, signed_in_person().id) or abort(404)


def _to_decide(number: int) -> Experience:
    """What one's organiser was asked; all else, one's own too, does not exist."""
    return queries.to_decide(number, signed_in_person().id) or abort(404)


def _page(own: Experience, story: forms.Story) -> str:
    order, told = web.text_order(), f"{story.told.title} {story.told.story}"
    row = queries.by_id(own.id) or abort(404)
    found = queries.proposed(told, own.person_id) if own.state is State.DRAFT else ()
    return render_template(
        "recognise/show.html",
        experience=faces.face(row, order),
        story=story,
        proposals=[faces.proposal(each, order, told) for each in found],
        wait=faces.wait_line(queries.usual_wait(own.badge_id)) if own.badge_id else "",
    )


def _review(number: int, decision: forms.Decision) -> str:
    row, order = queries.by_id(number) or abort(404), web.text_order()
    return render_template(
        "recognise/review.html",
        experience=faces.face(row, order),
        criteria=i18n.pick_value(queries.criteria(row["badge_id"]), order)[1],
        decision=decision,
        methods=faces.method_labels(),
    )


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


@panels.add("studio")
def _in_studio(_person_id: int) -> Markup:
    return Markup(render_template("recognise/_studio.html"))  # noqa: S704 - our own template
