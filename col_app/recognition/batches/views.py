"""The studio: choosing a way to award, following a batch, the awards of a badge."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from col_app.core import formats, sheets, web
from col_app.core.access import requires, signed_in_person
from col_app.core.db import db
from col_app.core.fragments import is_fragment
from col_app.core.speech import gettext as _
from col_app.core.uploads import FILE_BYTES, is_larger, takes_files
from col_app.learning import paging, panels
from col_app.people.accounts.actions import clean_name
from col_app.recognition.awards import actions as awarding
from col_app.recognition.awards import queries as awards
from col_app.recognition.awards.handling import handled
from col_app.recognition.badges import queries as badges
from col_app.recognition.badges.faces import reward
from col_app.recognition.batches import actions, faces, lists, queries, sources
from col_app.recognition.batches.models import Batch, Way
from col_app.recognition.batches.sources import Source
from col_app.recognition.groups.actions import save as save_group
from col_app.recognition.invitations import queries as invitations

bp = Blueprint("batches", __name__, template_folder="templates")
PER_PAGE = 50
MOST_REASON = 500
MEGABYTE = 1024 * 1024
Badge = dict[str, Any]


def _choose(badge: Badge, fault: str = "", status: int = 200) -> ResponseReturnValue:
    listed = sources.choices(badge["organiser_id"], by=signed_in_person().id)
    html = render_template(
        "batches/choose.html", badge=badge, sources=listed, form=request.form, fault=fault
    )
    return html, status


@bp.get("/studio/badges/<int:badge_id>/award")
@requires("organiser", "city")
def choose(badge_id: int) -> ResponseReturnValue:
    """All ways to award a badge."""
    return _choose(handled(badge_id))


@bp.post("/studio/badges/<int:badge_id>/award")
@takes_files
@requires("organiser", "city")
def create(badge_id: int) -> ResponseReturnValue:
    """Read addresses or a file; say what would happen before anything does."""
    badge = handled(badge_id)
    if not badge["is_published"]:
        return _choose(badge, faces.not_awarded(), 409)
    file = request.files.get("file")
    if is_larger(file, FILE_BYTES):
        most = FILE_BYTES // MEGABYTE
        return _choose(badge, _("This file is too large: %(most)s MB at most.", most=most), 422)
    try:
        if file is not None:
            way, read = Way.FILE, lists.read_file(file.read())
        else:
            way, narrative = Way.EMAIL, request.form.get("narrative", "").strip()
            read = lists.read_text(request.form.get("emails", ""), narrative)
    except sheets.UnreadableError:
        return _choose(badge, _("This file cannot be read. Save it as CSV in UTF-8."), 422)
    except lists.TooManyLinesError:
        return _choose(badge, _("One action awards at most 10,000 people."), 422)
    return _trial(badge, way, read)


def _trial(badge: Badge, way: Way, read: lists.Read) -> ResponseReturnValue:
    batch = None
    if read.entries:
        batch = actions.make(badge["id"], way, signed_in_person().id, read.entries)
        db.session.commit()
    elif not read.faults:
        return _choose(badge, _("There is no address in it."), 422)
    html = render_template(
        "batches/trial.html",
        badge=badge,
        batch=batch,
        entries=read.entries[:PER_PAGE],
        total=len(read.entries),
        faults=[(each.line, each.text, faces.reason(each.reason)) for each in read.faults[:200]],
        fault_count=len(read.faults),
    )
    return html, 200 if batch else 422


def _source(badge: Badge, value: str) -> Source:
    found = sources.read(value, badge["organiser_id"], by=signed_in_person().id)
    return found or abort(404)


@bp.get("/studio/badges/<int:badge_id>/award/people")
@requires("organiser", "city")
def people(badge_id: int) -> str:
    """Pick people from a check-in list, a circle or a group."""
    badge, source = handled(badge_id), request.args.get("from", "")
    people = _source(badge, source).people
    return render_template(
        "batches/people.html", badge=badge, source=source, people=people, fault=""
    )


@bp.post("/studio/badges/<int:badge_id>/award/people")
@requires("organiser", "city")
def award_people(badge_id: int) -> ResponseReturnValue:
    """Award those who are ticked, or keep them as a group."""
    badge, source = handled(badge_id), request.form.get("from", "")
    ticked, listed = set(request.form.getlist("person")), _source(badge, source)
    chosen = [each["person_id"] for each in listed.people if str(each["person_id"]) in ticked]
    name = clean_name(request.form.get("group", ""))[:80]
    if not chosen:
        fault = _("Tick at least one person.")
    elif request.form.get("do") != "save":
        return _begin(badge, chosen, listed.circle_id)
    elif not name:
        fault = _("Give the group a name.")
    else:
        group_id = save_group(badge["organiser_id"], name, chosen)
        db.session.commit()
        flash(_("The group is saved."), "good")
        return redirect(f"/studio/badges/{badge_id}/award/people?from=group-{group_id}", 303)
    html = render_template(
        "batches/people.html", badge=badge, source=source, people=listed.people, fault=fault
    )
    return html, 422


def _begin(badge: Badge, chosen: list[int], circle_id: int | None) -> ResponseReturnValue:
    if not badge["is_published"]:
        return _choose(badge, faces.not_awarded(), 409)
    entries = [actions.Entry(person_id=each) for each in chosen]
    batch = actions.make(badge["id"], Way.PEOPLE, signed_in_person().id, entries, circle_id)
    actions.start(batch)
    db.session.commit()
    return redirect(f"/studio/batches/{batch.id}", 303)


def _batch(number: int) -> tuple[Batch, Badge]:
    batch = queries.by_number(number) or abort(404)
    return batch, handled(batch.badge_id)


@bp.get("/studio/batches/<int:number>")
@requires("organiser", "city")
def show(number: int) -> str:
    """How far a batch is."""
    batch, badge = _batch(number)
    template = "batches/_progress.html" if is_fragment() else "batches/show.html"
    results = faces.outcomes(queries.outcomes(batch.id))
    return render_template(
        template, batch=batch, badge=badge, outcomes=results, number=formats.number
    )


@bp.post("/studio/batches/<int:number>")
@requires("organiser", "city")
def change(number: int) -> ResponseReturnValue:
    """Start a batch that was tried, or cancel it when the form says DELETE."""
    batch, badge = _batch(number)
    is_cancelled = request.form.get("_method", "").upper() == "DELETE"
    if not is_cancelled and not badge["is_published"]:
        return _choose(badge, faces.not_awarded(), 409)
    try:
        if is_cancelled:
            actions.cancel(batch, signed_in_person().id)
        else:
            actions.start(batch)
    except actions.OverError:
        db.session.rollback()
        flash(_("This is over already."), "bad")
    db.session.commit()
    return redirect(f"/studio/batches/{number}", 303)


@bp.get("/studio/badges/<int:badge_id>/awards")
@requires("organiser", "city")
def index(badge_id: int) -> str:
    """Who holds a badge."""
    badge, q = handled(badge_id), request.args.get("q", "").strip()[:80]
    page = paging.number(request.args.get("page", ""))
    rows = awards.of_badge(badge_id, q, PER_PAGE, (page - 1) * PER_PAGE)
    total = rows[0]["total"] if rows else 0
    here = paging.addresses(f"/studio/badges/{badge_id}/awards", {"q": q})
    return render_template(
        "batches/awards.html",
        badge=badge,
        rows=rows,
        q=q,
        pages=paging.pages(page, paging.last_page(total, PER_PAGE), here),
        total=total,
        waiting=invitations.how_many(badge_id),
        date=formats.date,
    )


@bp.get("/studio/badges/<int:badge_id>/awards/<public_id>/revocation")
@requires("organiser", "city")
def confirm_revocation(badge_id: int, public_id: str) -> str:
    """Ask for the reason: a revocation cannot be undone."""
    return _revocation(handled(badge_id), public_id, "", "")


@bp.post("/studio/badges/<int:badge_id>/awards/<public_id>/revocation")
@requires("organiser", "city")
def revoke(badge_id: int, public_id: str) -> ResponseReturnValue:
    """Revoke an award with a reason."""
    badge, reason = handled(badge_id), request.form.get("reason", "").strip()
    award = awards.by_public_id(public_id)
    if award is None or award.badge_id != badge["id"]:
        abort(404)
    if not 0 < len(reason) <= MOST_REASON:
        fault = _("Give the reason in a sentence.")
        return _revocation(badge, public_id, reason, fault), 422
    awarding.revoke(award, reason, signed_in_person().id)
    db.session.commit()
    flash(_("The award is revoked."), "good")
    return redirect(f"/studio/badges/{badge_id}/awards", 303)


def _revocation(badge: Badge, public_id: str, reason: str, fault: str) -> str:
    award = awards.by_public_id(public_id)
    if award is None or award.badge_id != badge["id"] or award.revoked_at is not None:
        abort(404)
    return render_template(
        "batches/revoke.html", badge=badge, award=award, reason=reason, fault=fault
    )


@panels.add("circle")
def _on_circle(circle_id: int) -> Markup:
    """The badges that people of a circle earned together."""
    numbers = queries.earned_together(circle_id)
    if not numbers:
        return Markup("")
    shown, order = {row["id"]: row for row in badges.by_ids(list(numbers))}, web.text_order()
    html = render_template(
        "batches/_circle.html",
        badges=[
            (reward(shown[badge_id], order), faces.together(number))
            for badge_id, number in numbers.items()
            if badge_id in shown
        ],
    )
    return Markup(html)  # noqa: S704 - our own template, which escapes
