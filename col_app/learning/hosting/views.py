"""The organiser's page of an activity that people have joined: places, joining, calling off."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from col_app.core import web
from col_app.core.access import requires, signed_in_person
from col_app.core.db import db
from col_app.core.ids import number_of
from col_app.core.speech import gettext as _
from col_app.learning.activities import cards, details, queries, search
from col_app.learning.activities.actions import LastMeetingError
from col_app.learning.activities.models import Activity
from col_app.learning.applications.faces import QUEUE
from col_app.learning.hosting import actions, faces, forms, letters
from col_app.learning.hosting import queries as hosting
from col_app.learning.hosting.forms import WHOLE, Draft
from col_app.learning.seats import actions as seats

bp = Blueprint("hosting", __name__, template_folder="templates")
bp.record_once(lambda _state: letters.register())
PAGE = "/studio/activities/<slug>"


def _owned(slug: str) -> Activity:
    """The organiser's own activity, once it is no draft; a stranger's does not exist for them."""
    owned = queries.owned(number_of(slug) or 0, by=signed_in_person().id)
    return owned if owned and owned.state != "draft" else abort(404)


def _home(activity: Activity) -> str:
    return f"/studio/activities/{activity.id}-{activity.slug}"


def _page(activity: Activity, draft: Draft, status: int = 200) -> ResponseReturnValue:
    row = search.cards([activity.id])[0]
    meetings = hosting.meetings(activity.id)
    page = render_template(
        "hosting/show.html",
        home=_home(activity),
        card=cards.of([row], web.text_order())[0],
        state=details.state_of(row),
        draft=draft,
        asking=hosting.asking_count(activity.id),
        queue=f"{QUEUE}?activity={activity.id}",
        in_line=hosting.waiting_count(activity.id),
        has_people=activity.taken_count > 0,
        called_off=faces.called_off(activity, meetings),
        choices=[(WHOLE, _("The whole activity")), *faces.choices(meetings)],
        messages=faces.messages(hosting.announcements(activity.id)),
        left_today=actions.left_today(activity.id),
    )
    return page, status


def _fresh(activity: Activity) -> Draft:
    capacity = "" if activity.capacity is None else str(activity.capacity)
    return Draft(capacity, activity.asks_approval)


def _refused(slug: str, draft: Draft, status: int = 422) -> ResponseReturnValue:
    """The page with what was sent; forms that were not sent are as they were."""
    db.session.rollback()
    activity = _owned(slug)
    if "capacity" not in draft.faults:
        draft.capacity = _fresh(activity).capacity
        draft.asks_approval = activity.asks_approval
    return _page(activity, draft, status)


def _is_delete() -> bool:
    return request.form.get("_method", "").upper() == "DELETE"


def _not_open() -> None:
    db.session.rollback()
    flash(_("This activity is over or cancelled: nothing was changed."), "bad")


@bp.get(PAGE)
@requires("organiser")
def show(slug: str) -> ResponseReturnValue:
    """Everything about those who take part, in one place."""
    activity = _owned(slug)
    return _page(activity, _fresh(activity))


@bp.post(f"{PAGE}/places")
@requires("organiser")
def places(slug: str) -> ResponseReturnValue:
    """How many may come, and whether they are accepted one by one."""
    activity, draft = _owned(slug), forms.read_places(request.form)
    home, by = _home(activity), signed_in_person().id
    if draft.faults:
        return _refused(slug, draft)
    try:
        actions.set_places(activity.id, draft.places, asks_approval=draft.asks_approval, by=by)
    except seats.CapacityError:
        draft.faults["capacity"] = _(
            "More people have a place, or are offered one, than there would be places."
        )
        return _refused(slug, draft, 409)
    except seats.NotOpenError:
        _not_open()
        return redirect(home, 303)
    db.session.commit()
    flash(_("Saved. New places are offered to those in line."), "good")
    return redirect(home, 303)


@bp.post(f"{PAGE}/joining")
@requires("organiser")
def joining(slug: str) -> ResponseReturnValue:
    """Let people join again, or nobody else when the form says DELETE."""
    activity, by = _owned(slug), signed_in_person().id
    home = _home(activity)
    try:
        if _is_delete():
            actions.close_joining(activity.id, by)
            flash(_("Nobody else can join now. Who is in stays in."), "good")
        else:
            actions.reopen_joining(activity.id, by)
            flash(_("People can join again."), "good")
    except seats.NotOpenError:
        _not_open()
    db.session.commit()
    return redirect(home, 303)


@bp.post(f"{PAGE}/cancellation")
@requires("organiser")
def cancellation(slug: str) -> ResponseReturnValue:
    """Call the activity or one meeting off; undo that when the form says DELETE."""
    activity = _owned(slug)
    if _is_delete():
        return _undone(activity)
    draft, home, by = forms.read_cancellation(request.form), _home(activity), signed_in_person().id
    if draft.faults:
        return _refused(slug, draft)
    try:
        if draft.what == WHOLE:
            actions.cancel(activity.id, draft.reason, by)
        else:
            actions.cancel_meeting(activity.id, draft.position, draft.reason, by)
    except LastMeetingError:
        draft.faults["what"] = _("Nothing would be left. Cancel the whole activity instead.")
        return _refused(slug, draft, 409)
    except (seats.NotOpenError, actions.TooLateError):
        _not_open()
        return redirect(home, 303)
    db.session.commit()
    flash(_("Cancelled. Mails leave in ten minutes; until then you can undo it."), "good")
    return redirect(home, 303)


def _undone(activity: Activity) -> ResponseReturnValue:
    home, by = _home(activity), signed_in_person().id
    position = Draft(what=request.form.get("what", "")).position
    try:
        if position:
            actions.undo_cancel_meeting(activity.id, position, by)
        else:
            actions.undo_cancel(activity.id, by)
    except (actions.TooLateError, seats.NotOpenError):
        db.session.rollback()
        flash(_("This can be undone no more: people have been told."), "bad")
    else:
        db.session.commit()
        flash(_("Undone. It takes place after all, and nobody was told."), "good")
    return redirect(home, 303)


@bp.post(f"{PAGE}/messages")
@requires("organiser")
def messages(slug: str) -> ResponseReturnValue:
    """Write to everybody who is in."""
    activity, draft = _owned(slug), forms.read_message(request.form)
    home = _home(activity)
    if draft.faults:
        return _refused(slug, draft)
    try:
        actions.write(activity.id, draft.words, signed_in_person().id)
    except actions.TooOftenError:
        draft.faults["words"] = _(
            "That is enough for one day. Keep your words and send them later."
        )
        return _refused(slug, draft, 429)
    except actions.NobodyError:
        draft.faults["words"] = _("Nobody is in yet, so nobody would read it.")
        return _refused(slug, draft, 409)
    db.session.commit()
    flash(_("Sent to everybody who is in."), "good")
    return redirect(f"{home}#messages", 303)
