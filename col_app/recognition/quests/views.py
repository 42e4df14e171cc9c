"""The learner's side of a quest: tasks, evidence, files."""

from __future__ import annotations

from collections.abc import Sequence

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
from col_app.core.access import Identity, current_identity, signed_in, signed_in_person
from col_app.core.db import db
from col_app.core.ids import number_of
from col_app.core.speech import gettext as _
from col_app.core.uploads import takes_files
from col_app.learning import panels
from col_app.people.members import actions as members
from col_app.recognition.awards import actions as awards
from col_app.recognition.awards import queries as held
from col_app.recognition.badges import faces as badge_faces
from col_app.recognition.badges import queries as badges
from col_app.recognition.badges.models import BadgeTask, Evidence
from col_app.recognition.evidence import actions as evidence
from col_app.recognition.evidence import faces as file_faces
from col_app.recognition.quests import actions, conditions, faces, forms, queries, taking

bp = Blueprint("quests", __name__, template_folder="templates")
ADULT_YEARS = 18


def _may_tell(person: Identity) -> bool:
    """Evidence of minors is never public. Only the year is known: who may be 17 counts as 17."""
    return person.birth_year is not None and clock.now().year - person.birth_year > ADULT_YEARS


def _badge(number: int, tasks: Sequence[queries.Row]) -> badges.Row:
    """A badge that can be earned, or one that the person has begun."""
    row = badges.by_version(number, tasks[0]["of_version"]) if tasks else None
    if row is None or not (row["is_published"] or _has_begun(number)):
        abort(404)
    return row


def _has_begun(badge_id: int) -> bool:
    return bool(queries.begun(badge_id, [signed_in_person().id]))


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
            file_faces.wait(queries.usual_wait(row["organiser_id"], is_peer=each == "peers"))
            for each in ("organiser", "peers")
            if any(task.verified_by == each for task in shown)
        ][:1],
        conditions=_conditions(row["id"], len(shown), sum(t.state == "accepted" for t in shown)),
        award=held.ids_held(row["id"], [person.id]).get(person.id),
        has_written=any(task["submission_id"] for task in tasks),
    )


def _conditions(badge_id: int, task_count: int, done: int | None) -> list[faces.Condition]:
    """What the badge asks for, where that is more than tasks."""
    reader = current_identity()
    standing = conditions.standing(badge_id, reader.id if reader else 0)
    found = faces.conditions(standing, task_count, done) if standing else []
    return found if len(found) > 1 else []


@bp.get("/badges/<slug>/tasks.zip")
@signed_in
def take_along(slug: str) -> Response:
    """All that the reader has written and added for a badge."""
    number = number_of(slug) or 0
    tasks = queries.of_badge(number, signed_in_person().id)
    row = _badge(number, tasks)
    content = taking.pack(tasks, web.text_order()) or abort(404)
    return send_file(content, "application/zip", True, f"{row['slug']}.zip")


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
        files=file_faces.files(row["files"]),
        saved=faces.moment(row["saved_at"]),
        said=[faces.said(each, is_named=False) for each in earlier],
        wait=file_faces.wait(queries.usual_wait(badge["organiser_id"], is_peer=is_peer)),
        may_tell=_may_tell(signed_in_person()),
    )
    return Response(html, status)


@bp.post("/tasks/<int:task_id>")
@signed_in
@takes_files
def change(task_id: int) -> ResponseReturnValue:
    """Save, hand in, take back, or remove a file, as the button says."""
    row, badge = _mine(task_id)
    person = signed_in_person()
    if request.form.get("do") == "take_back":
        return _take_back(task_id)
    asked = Evidence(row["evidence"])
    draft = forms.read(
        request.form, request.files.getlist("files"), asked, may_tell=_may_tell(person)
    )
    members.welcome(person.id, person.name, person.lang)
    task = queries.task(task_id) or abort(404)
    try:
        if not draft.faults:
            _keep(task, draft)
    except (actions.NotKeptError, evidence.NotKeptError, files.NoRoomError) as fault:
        db.session.rollback()
        _explain(draft, fault, asked)
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
        kept = evidence.attach(actions.holder(submission), draft.pieces)
        if draft.do.startswith("remove-"):
            actions.detach(submission, draft.do.removeprefix("remove-"))
        db.session.commit()
    except BaseException:
        evidence.drop(kept)
        raise
    draft.version = version
    if draft.do == "submit":
        actions.submit(task, person_id)
        db.session.commit()


def _explain(draft: forms.Draft, fault: Exception, asked: Evidence) -> None:
    if isinstance(fault, actions.StaleVersionError):
        draft.version = fault.version
    field, sentence = forms.explain(fault, asked)
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


@panels.add("badge")
def _on_badge(badge_id: int) -> Markup:
    count, reader = conditions.counts().get(badge_id, 0), current_identity()
    if not count:
        return Markup("")
    done = queries.count_done(badge_id, reader.id) if reader else None
    asked = _conditions(badge_id, count, done)
    html = render_template("quests/_panel.html", count=count, badge_id=badge_id, conditions=asked)
    return Markup(html)  # noqa: S704 - our own template, which escapes


@panels.add("activity")
def _on_activity(activity_id: int) -> Markup:
    return _of_activity(activity_id, is_over=False)


@panels.add("taken")
def _after_activity(activity_id: int) -> Markup:
    return _of_activity(activity_id, is_over=True)


def _of_activity(activity_id: int, *, is_over: bool) -> Markup:
    """That taking part is one half of its badge, where the badge has tasks."""
    found = badges.by_activity().get(activity_id)
    count = conditions.counts().get(found["id"], 0) if found else 0
    if found is None or not count or (is_over and not _is_left(found["id"])):
        return Markup("")
    href = f"/badges/{found['id']}-{found['slug']}/tasks"
    html = render_template("quests/_half.html", count=count, href=href, is_over=is_over)
    return Markup(html)  # noqa: S704 - our own template, which escapes


def _is_left(badge_id: int) -> bool:
    reader = current_identity()
    return reader is not None and not awards.holds(badge_id, reader.id)
