"""The learner's side of a quest: tasks, evidence, files."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    jsonify,
    redirect,
    render_template,
    request,
    send_file,
)
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from col_app.core import clock, errors, files, web
from col_app.core.access import Identity, signed_in, signed_in_person
from col_app.core.db import db
from col_app.core.ids import number_of
from col_app.core.speech import gettext as _
from col_app.learning import panels
from col_app.people.members import actions as members
from col_app.recognition.badges import faces as badge_faces
from col_app.recognition.badges import queries as badges
from col_app.recognition.badges.models import BadgeTask, Evidence
from col_app.recognition.quests import actions, faces, forms, queries
from col_app.recognition.quests.pieces import PHOTO

bp = Blueprint("quests", __name__, template_folder="templates")
ADULT_YEARS = 18
FORM_BYTES = 26 * 1024 * 1024
"""Five files of the largest size: told one by one what is wrong, instead of refused as a whole."""


@bp.url_value_preprocessor
def _let_files_in(_endpoint: str | None, _values: dict[str, Any] | None) -> None:
    if request.endpoint == "quests.change":
        request.max_content_length = FORM_BYTES


def _may_tell(person: Identity) -> bool:
    """Evidence of minors is never public. Only the year is known: who may be 17 counts as 17."""
    return person.birth_year is not None and clock.now().year - person.birth_year > ADULT_YEARS


def _badge(number: int, tasks: Sequence[queries.Row]) -> badges.Row:
    """A badge that can be earned, or one that the person has begun."""
    row = badges.by_version(number, tasks[0]["of_version"]) if tasks else None
    has_begun = any(task["submission_id"] for task in tasks)
    if row is None or not (row["is_published"] or has_begun):
        abort(404)
    return row


@bp.get("/badges/<slug>/tasks")
@signed_in
def index(slug: str) -> ResponseReturnValue:
    """The tasks of a badge, each with its state."""
    person, order = signed_in_person(), web.text_order()
    tasks = queries.of_badge(number_of(slug) or 0, person.id)
    row = _badge(number_of(slug) or 0, tasks)
    if slug != f"{row['id']}-{row['slug']}":
        return redirect(f"/badges/{row['id']}-{row['slug']}/tasks", 308)
    shown = [faces.task(task, order) for task in tasks]
    return render_template(
        "quests/index.html",
        badge=badge_faces.face(row, order),
        tasks=shown,
        done=sum(task.state == "accepted" for task in shown),
        waits=[
            faces.wait(queries.usual_wait(row["organiser_id"], is_peer=each == "peers"))
            for each in ("organiser", "peers")
            if any(task.verified_by == each for task in shown)
        ][:1],
    )


def _mine(task_id: int) -> tuple[queries.Row, badges.Row]:
    person = signed_in_person()
    row = queries.task_of(task_id, person.id) or abort(404)
    return row, _badge(row["badge_id"], [row])


@bp.get("/tasks/<int:task_id>")
@signed_in
def show(task_id: int) -> ResponseReturnValue:
    """One task: what is asked, what the reader has handed in, what was said about it."""
    row, badge = _mine(task_id)
    draft = forms.Draft(row["body"] or "", row["link"] or "", row["is_told"], row["version"])
    return _page(row, badge, draft)


def _page(row: queries.Row, badge: badges.Row, draft: forms.Draft, status: int = 200) -> Response:
    order = web.text_order()
    earlier = queries.earlier(row["submission_id"]) if row["submission_id"] else ()
    is_peer = row["verified_by"] == "peers"
    html = render_template(
        "quests/show.html",
        task=faces.task(row, order),
        badge=badge_faces.face(badge, order),
        draft=draft,
        files=faces.files(row["files"]),
        saved=faces.moment(row["saved_at"]),
        said=[faces.said(each, is_named=False) for each in earlier],
        wait=faces.wait(queries.usual_wait(badge["organiser_id"], is_peer=is_peer)),
        may_tell=_may_tell(signed_in_person()),
    )
    return Response(html, status)


@bp.post("/tasks/<int:task_id>")
@signed_in
def change(task_id: int) -> ResponseReturnValue:
    """Save, hand in, take back, or remove a file, as the button says."""
    row, badge = _mine(task_id)
    person = signed_in_person()
    if request.form.get("do") == "take_back":
        return _take_back(task_id)
    evidence = Evidence(row["evidence"])
    draft = forms.read(
        request.form, request.files.getlist("files"), evidence, may_tell=_may_tell(person)
    )
    members.welcome(person.id, person.name, person.lang)
    task = queries.task(task_id) or abort(404)
    try:
        if not draft.faults:
            _keep(task, draft)
    except (actions.NotKeptError, files.NoRoomError) as fault:
        db.session.rollback()
        _explain(draft, fault, evidence)
    if draft.faults:
        return _refused(task_id, draft)
    if errors.wants_json():
        return jsonify(version=draft.version, said=_("Saved a moment ago"))
    if draft.do == "submit":
        flash(_("Handed in. Thank you!"), "good")
        return redirect(f"/badges/{badge['id']}-{badge['slug']}/tasks", 303)
    flash(_("Saved a moment ago"), "good")
    return redirect(f"/tasks/{task_id}", 303)


def _keep(task: BadgeTask, draft: forms.Draft) -> None:
    """Save and commit, then hand in: what was written stays, also when something is missing."""
    person_id, kept = signed_in_person().id, list[str]()
    try:
        submission = actions.save(task.id, person_id, draft.written())
        version = submission.version
        kept = actions.attach(submission, draft.pieces)
        if draft.do.startswith("remove-"):
            actions.detach(submission, draft.do.removeprefix("remove-"))
        db.session.commit()
    except BaseException:
        actions.detach_kept(kept)
        raise
    draft.version = version
    if draft.do == "submit":
        actions.submit(task, person_id)
        db.session.commit()


def _explain(draft: forms.Draft, fault: Exception, evidence: Evidence) -> None:
    if isinstance(fault, actions.StaleVersionError):
        draft.version = fault.version
    field, sentence = forms.explain(fault, evidence)
    draft.faults[field] = sentence


def _refused(task_id: int, draft: forms.Draft) -> ResponseReturnValue:
    status = 409 if "version" in draft.faults else 422
    if errors.wants_json():
        return errors.problem(status, next(iter(draft.faults.values())))
    row, badge = _mine(task_id)
    return _page(row, badge, draft, status)


def _take_back(task_id: int) -> ResponseReturnValue:
    try:
        actions.take_back(task_id, signed_in_person().id)
    except actions.MoveNotAllowedError:
        flash(_("Somebody has decided about it meanwhile."), "bad")
    else:
        flash(_("It is yours again. Hand it in when it is ready."), "good")
    db.session.commit()
    return redirect(f"/tasks/{task_id}", 303)


@bp.get("/evidence/<public_id>")
@signed_in
def evidence(public_id: str) -> Response:
    """A file, for its owner and those who review it. Nothing but redrawn photos opens inline."""
    found = queries.file(public_id)
    if found is None or not queries.may_read(found[1], signed_in_person().id):
        abort(404)
    row = found[0]
    content = files.read(row.public_id)
    if content is None:
        abort(404)
    is_photo, is_own = row.media_type == PHOTO, found[1].person_id == signed_in_person().id
    name = row.name if is_own or not is_photo else f"photo-{row.position}.jpg"
    response = send_file(
        io.BytesIO(content), row.media_type, as_attachment=not is_photo, download_name=name
    )
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


@panels.add("badge")
def _on_badge(badge_id: int) -> Markup:
    count = queries.count_of(badge_id)
    if not count:
        return Markup("")
    html = render_template("quests/_panel.html", count=count, badge_id=badge_id)
    return Markup(html)  # noqa: S704 - our own template, which escapes
