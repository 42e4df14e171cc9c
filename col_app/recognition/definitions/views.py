"""The studio of those who make badges."""

from __future__ import annotations

import orjson
from flask import Blueprint, Response, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

import tenancy
from col_app.core import clock, formats, i18n, web
from col_app.core.access import requires, signed_in_person
from col_app.core.db import db
from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext
from col_app.core.uploads import takes_files
from col_app.learning import paging
from col_app.recognition.badges import words
from col_app.recognition.badges.models import Badge
from col_app.recognition.definitions import actions, faces, forms, queries, shown
from col_app.recognition.definitions.forms import Sent
from col_app.recognition.definitions.readiness import missing

bp = Blueprint("definitions", __name__, template_folder="templates")
INDEX = "/studio/badges"
ONE = f"{INDEX}/<int:badge_id>"
PAGE_SIZE = 24


def _scope() -> int | None:
    """Whose badges are open to the reader: their organisers', or all of the city's for its team."""
    person = signed_in_person()
    return None if "city" in person.roles else person.id


def _owned(badge_id: int) -> Badge:
    """The badge; a stranger's does not exist for the reader."""
    return queries.owned(badge_id, _scope()) or abort(404)


def _lang() -> str:
    """The language that is being written in."""
    facts, asked = web.portal(), request.values.get("in", "")
    return next((x for x in (asked, web.reader_lang()) if x in facts.languages), facts.default_lang)


@bp.get(INDEX)
@requires("organiser", "city")
def index() -> str:
    """The badges of the reader's organisers."""
    page = paging.number(request.args.get("page", ""))
    order, total = web.text_order(), queries.count(_scope())
    rows = queries.listed(_scope(), PAGE_SIZE, (page - 1) * PAGE_SIZE)
    return render_template(
        "definitions/index.html",
        lines=[faces.line(row, order) for row in rows],
        total=total,
        pages=paging.pages(page, paging.last_page(total, PAGE_SIZE), paging.addresses(INDEX, {})),
    )


@bp.get(f"{INDEX}/new")
@requires("organiser", "city")
def new() -> str:
    """A name first; the rest follows in the editor."""
    return _new("", "", "")


def _new(name: str, organiser: str, fault: str) -> str:
    order = web.text_order()
    names = queries.organisers(_scope())
    options = [(str(key), i18n.pick_value(each, order)[1]) for key, each in names.items()]
    return render_template(
        "definitions/new.html",
        name=name,
        fault=fault,
        organisers=options,
        organiser=organiser,
        language=i18n.name_in(_lang(), order[0]),
        lang=_lang(),
    )


@bp.post(INDEX)
@requires("organiser", "city")
def create() -> ResponseReturnValue:
    """Begin a draft."""
    name = " ".join(request.form.get("name", "").split())
    organiser = request.form.get("organiser", "")
    mine = {str(number) for number in queries.organisers(_scope())}
    if organiser not in mine:
        abort(404)
    most = forms.LONGEST["name"]
    if not name or len(name) > most:
        fault = ngettext(
            "Give the badge a name of at most %(num)d character.",
            "Give the badge a name of at most %(num)d characters.",
            most,
        )
        return _new(name, organiser, fault), 422
    made = actions.start(int(organiser), _lang(), name, signed_in_person().id)
    db.session.commit()
    return redirect(f"{INDEX}/{made.id}?in={_lang()}", 303)


@bp.get(ONE)
@requires("organiser", "city")
def edit(badge_id: int) -> str:
    """The editor."""
    badge = _owned(badge_id)
    contents, revision = queries.draft(badge)
    return _editor(badge, Sent(contents, _lang(), revision, "", ""))


def _editor(badge: Badge, sent: Sent, clash: str = "") -> str:
    find = request.values.get("find", "").strip()[:80]
    return render_template(
        "definitions/edit.html",
        **shown.editor(badge, sent, find),
        clash=clash,
        told=_("Saved") if sent.revision and not clash and not sent.faults else "",
    )


@bp.post(ONE)
@requires("organiser", "city")
@takes_files
def update(badge_id: int) -> ResponseReturnValue:
    """Keep the draft, after the one step that its button asks for."""
    badge, lang = _owned(badge_id), _lang()
    before, _revision = queries.draft(badge)
    sent = forms.read(request.form, before, lang)
    if sent.step == "picture":
        shown.take_picture(request.files.get("file"), sent)
    if sent.faults:
        db.session.rollback()
        return _answer(_owned(badge_id), sent, 422, next(iter(sent.faults.values())))
    try:
        actions.save(badge, sent.contents, sent.revision, signed_in_person().id)
    except actions.ConflictError:
        return _clash(badge_id, sent)
    db.session.commit()
    if _wants_json():
        return _told(_owned(badge_id), 200, _("Saved at %(time)s", time=_now()))
    return redirect(shown.onwards(badge_id, sent, request.form.get("find", "")), 303)


def _clash(badge_id: int, sent: Sent) -> ResponseReturnValue:
    db.session.rollback()
    badge = _owned(badge_id)
    sent.revision = queries.draft(badge)[1]
    return _answer(badge, sent, 409, _("Somebody else has saved this badge since you opened it."))


def _answer(badge: Badge, sent: Sent, status: int, fault: str) -> ResponseReturnValue:
    if _wants_json():
        return _told(badge, status, fault)
    return _editor(badge, sent, fault if status == 409 else ""), status


def _told(badge: Badge, status: int, told: str) -> Response:
    body = {"told": told, "revision": queries.draft(badge)[1]}
    return Response(orjson.dumps(body), status, mimetype="application/json")


def _wants_json() -> bool:
    return request.accept_mimetypes.best == "application/json"


def _now() -> str:
    return formats.clock_time(clock.now())


@bp.get(f"{ONE}/preview")
@requires("organiser", "city")
def preview(badge_id: int) -> str:
    """The badge as learners will see it."""
    badge = _owned(badge_id)
    contents, _revision = queries.draft(badge)
    return render_template("definitions/preview.html", **shown.preview(badge, contents))


@bp.get(f"{ONE}/publication")
@requires("organiser", "city")
def check(badge_id: int) -> str:
    """What is missing, what changes, who is touched by it."""
    return _check(_owned(badge_id))


def _check(badge: Badge) -> str:
    contents, revision = queries.draft(badge)
    lang, reader = web.portal().default_lang, web.reader_lang()
    found = missing(contents, lang)
    is_first = badge.published_at is None and badge.retired_at is None
    return render_template(
        "definitions/check.html",
        badge_id=badge.id,
        name=shown.name(contents),
        revision=revision,
        points=faces.points(found, reader),
        is_ready=bool(revision) and not any(point.is_needed for point in found),
        next_version=badge.version if is_first else badge.version + 1,
        changes=[] if is_first else faces.changes(queries.published(badge), contents),
        held=queries.holder_count(badge.id),
        version=badge.version,
        validity=words.validity(contents["valid_months"]),
    )


@bp.post(f"{ONE}/publication")
@requires("organiser", "city")
def publish(badge_id: int) -> ResponseReturnValue:
    """Publish the draft; retire the badge when the form says DELETE."""
    if request.form.get("_method", "").upper() == "DELETE":
        return retire(badge_id)
    badge, person = _owned(badge_id), signed_in_person()
    revision = request.form.get("revision", "")
    seen = int(revision) if revision.isdecimal() and len(revision) < 10 else 0
    try:
        version = actions.publish(badge, seen, web.portal().default_lang, person.id)
    except actions.IncompleteError:
        db.session.rollback()
        return _check(_owned(badge_id)), 422
    except (actions.ConflictError, actions.NothingNewError):
        db.session.rollback()
        flash(_("The badge has changed since you looked. Please look at it once more."), "bad")
        return redirect(f"{INDEX}/{badge_id}/publication", 303)
    _commit_for_all()
    flash(_("Version %(number)s is published.", number=version), "good")
    return redirect(f"/badges/{badge_id}-{badge.slug}", 303)


def _commit_for_all() -> None:
    """What the public sees changes: every process forgets what it remembers of the city."""
    db.session.commit()
    web.app().directory.changed(tenancy.current_city().slug)


@bp.delete(f"{ONE}/publication")
@requires("organiser", "city")
def retire(badge_id: int) -> ResponseReturnValue:
    """Give the badge no more."""
    badge = _owned(badge_id)
    try:
        actions.retire(badge, signed_in_person().id)
    except actions.NotPublishedError:
        db.session.rollback()
        flash(_("This badge is not given at the moment."), "bad")
    else:
        _commit_for_all()
        flash(_("The badge is retired. Those who hold it keep it."), "good")
    return redirect(INDEX, 303)


@bp.post(f"{ONE}/draft")
@requires("organiser", "city")
def withdraw(badge_id: int) -> ResponseReturnValue:
    """Forget what is not published."""
    if request.form.get("_method", "").upper() != "DELETE":
        abort(405)
    try:
        is_gone = actions.withdraw(_owned(badge_id), signed_in_person().id)
    except actions.NothingNewError:
        db.session.rollback()
        flash(_("There is no draft to withdraw."), "bad")
        return redirect(f"{INDEX}/{badge_id}", 303)
    db.session.commit()
    flash(_("The draft is withdrawn."), "good")
    return redirect(INDEX if is_gone else f"{INDEX}/{badge_id}", 303)
