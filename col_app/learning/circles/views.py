"""Learning circles: making, keeping, joining and leaving them."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from col_app.core import clock, formats, web
from col_app.core.access import Identity, signed_in, signed_in_person
from col_app.core.db import db
from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext
from col_app.learning import panels
from col_app.learning.activities import cards, search
from col_app.learning.circles import actions, faces, forms, letters, queries
from col_app.learning.circles.faces import INDEX
from col_app.learning.circles.forms import Draft
from col_app.learning.circles.models import Circle
from col_app.learning.participation.faces import qr
from col_app.people.accounts import queries as accounts
from col_app.people.members import actions as members
from col_app.people.members import names

bp = Blueprint("circles", __name__, template_folder="templates")
bp.record_once(lambda _state: letters.register())
ONE = f"{INDEX}/<public_id>"
INVITATION = f"{INDEX}/invitations/<code>"
MOST_PROPOSALS = 20
PASSPORT = "/passport"


def _is_deletion() -> bool:
    return request.form.get("_method", "").upper() == "DELETE"


def _seen(public_id: str) -> queries.Row:
    """A circle of the reader; one of others does not exist for them."""
    return queries.one(public_id, signed_in_person().id) or abort(404)


def _kept(public_id: str) -> Circle:
    return queries.kept(public_id, by=signed_in_person().id) or abort(404)


def _may_show(person_id: int, kept_by: int) -> bool:
    """Whether both are old enough that something may go beyond the circle."""
    country = web.portal().country
    return all(accounts.may_share(each, country) for each in {person_id, kept_by})


def _shown_under(person_id: int, kept_by: int) -> int | None:
    """The keeper under whom organisers may know of the circle, as the form wishes."""
    return kept_by if "is_shown" in request.form and _may_show(person_id, kept_by) else None


@bp.get(f"{INDEX}/new")
@signed_in
def new() -> str:
    """An empty form."""
    return render_template("circles/new.html", draft=Draft())


@bp.post(f"{INDEX}/new")
@signed_in
def create() -> ResponseReturnValue:
    """Make a circle; its keeper goes on to invite the others."""
    person, draft = signed_in_person(), forms.read(request.form)
    if not draft.faults:
        members.welcome(person.id, person.name, person.lang)
        try:
            made = actions.make(person.id, draft.name, draft.about)
        except actions.TooManyCirclesError:
            draft.faults["name"] = _too_many()
        else:
            actions.invite(made)
            db.session.commit()
            return redirect(f"{INDEX}/{made.public_id}/keeping#invitation", 303)
    db.session.rollback()
    return render_template("circles/new.html", draft=draft), 422


def _too_many() -> str:
    return ngettext(
        "You are in %(num)d circle, which is as many as one may be in. Leave one first.",
        "You are in %(num)d circles, which is as many as one may be in. Leave one first.",
        actions.MOST_CIRCLES,
    )


@bp.get(ONE)
@signed_in
def show(public_id: str) -> str:
    """One circle: what it is asked, who is in it, what its people earned together."""
    circle, person = _seen(public_id), signed_in_person()
    rows = queries.proposals(circle["id"], person.id, MOST_PROPOSALS)
    found = search.cards([row["activity_id"] for row in rows])
    asked = faces.with_cards(rows, cards.of(found, web.text_order()))
    return render_template(
        "circles/show.html",
        circle=circle,
        home=f"{INDEX}/{public_id}",
        ahead=[each for each in asked if each.is_open],
        over=[each for each in asked if not each.is_open],
        people=faces.people(queries.people(circle["id"], person.id)),
        size=faces.size(circle["member_count"]),
        may_show=_may_show(person.id, circle["kept_by"]),
        panels=panels.render("circle", circle["id"]),
    )


@bp.post(f"{ONE}/membership")
@signed_in
def wish(public_id: str) -> ResponseReturnValue:
    """Keep what a member wishes; leave the circle when the form says DELETE."""
    circle, person = _seen(public_id), signed_in_person()
    if _is_deletion():
        return _leave(circle, person)
    shown_under = _shown_under(person.id, circle["kept_by"])
    actions.wish(circle["id"], person.id, shown_under, wants_mail="wants_mail" in request.form)
    db.session.commit()
    flash(_("Saved."), "good")
    return redirect(f"{INDEX}/{public_id}", 303)


def _leave(circle: queries.Row, person: Identity) -> ResponseReturnValue:
    try:
        actions.leave(circle["id"], person.id)
    except actions.KeeperError:
        db.session.rollback()
        flash(_("You keep this circle: let somebody else keep it first, or close it."), "bad")
        return redirect(f"{INDEX}/{circle['public_id']}/keeping", 303)
    db.session.commit()
    flash(_("You have left the circle. Your places in activities stay yours."), "good")
    return redirect(PASSPORT, 303)


def _keeping(circle: Circle, draft: Draft, status: int = 200) -> ResponseReturnValue:
    person, ends_at = signed_in_person(), circle.invitation_ends_at
    is_open = ends_at is not None and ends_at > clock.now()
    address = web.own_url(f"{INDEX}/invitations/{circle.invitation}") if is_open else ""
    html = render_template(
        "circles/keeping.html",
        draft=draft,
        name=circle.name,
        home=f"{INDEX}/{circle.public_id}",
        address=address,
        qr=qr(address) if address else "",
        ends=formats.date(ends_at) if ends_at else "",
        people=faces.people(queries.people(circle.id, person.id)),
    )
    return html, status


@bp.get(f"{ONE}/keeping")
@signed_in
def keeping(public_id: str) -> ResponseReturnValue:
    """What only its keeper does."""
    circle = _kept(public_id)
    return _keeping(circle, Draft(circle.name, circle.about))


@bp.post(f"{ONE}/keeping")
@signed_in
def keep(public_id: str) -> ResponseReturnValue:
    """Call a circle something else; close it when the form says DELETE."""
    circle = _kept(public_id)
    if _is_deletion():
        actions.close(circle)
        db.session.commit()
        flash(_("The circle is closed. Places and badges of its people stay theirs."), "good")
        return redirect(PASSPORT, 303)
    draft = forms.read(request.form)
    if draft.faults:
        return _keeping(circle, draft, 422)
    actions.describe(circle, draft.name, draft.about)
    db.session.commit()
    flash(_("Saved."), "good")
    return redirect(f"{INDEX}/{public_id}", 303)


@bp.post(f"{ONE}/invitation")
@signed_in
def invite(public_id: str) -> ResponseReturnValue:
    """Make a new link, or end the one there is when the form says DELETE."""
    circle = _kept(public_id)
    if _is_deletion():
        actions.end_invitation(circle)
        flash(_("The link lets nobody in any more."), "good")
    else:
        actions.invite(circle)
        flash(_("Here is a new link. The one before lets nobody in any more."), "good")
    db.session.commit()
    return redirect(f"{INDEX}/{public_id}/keeping#invitation", 303)


@bp.post(f"{ONE}/members/<int:number>")
@signed_in
def change_member(public_id: str, number: int) -> ResponseReturnValue:
    """Let a member keep the circle, or take them out when the form says DELETE."""
    circle = _kept(public_id)
    member = queries.member(circle.id, number) or abort(404)
    if _is_deletion():
        try:
            actions.remove(circle, member)
        except actions.KeeperError:
            abort(404)
        flash(_("They are not in the circle any more, and the link has ended."), "good")
        back = f"{INDEX}/{public_id}/keeping#people"
    else:
        may_show = accounts.may_share(member.person_id, web.portal().country)
        actions.hand_over(circle, member, may_show=may_show)
        flash(_("Somebody else keeps this circle now."), "good")
        back = f"{INDEX}/{public_id}"
    db.session.commit()
    return redirect(back, 303)


@bp.get(INVITATION)
@signed_in
def invited(code: str) -> ResponseReturnValue:
    """What the circle of an invitation is, before anybody joins."""
    return _invitation(code)


def _invitation(code: str, fault: str = "") -> ResponseReturnValue:
    person = signed_in_person()
    circle = queries.invited(code, person.id)
    if circle is None:
        return render_template("circles/no_invitation.html"), 404
    if circle["is_in"]:
        return redirect(f"{INDEX}/{circle['public_id']}", 303)
    html = render_template(
        "circles/invitation.html",
        circle=circle,
        keeper=faces.known_as(circle["keeper"]),
        size=faces.size(circle["member_count"]),
        own_name=names.short(person.name),
        may_show=_may_show(person.id, circle["kept_by"]),
        action=f"{INDEX}/invitations/{code}",
        fault=fault,
    )
    return html, 409 if fault else 200


@bp.post(INVITATION)
@signed_in
def join(code: str) -> ResponseReturnValue:
    """Come into the circle."""
    person = signed_in_person()
    circle = queries.invited(code, person.id)
    if circle is None:
        return _invitation(code)
    shown_under = _shown_under(person.id, circle["kept_by"])
    members.welcome(person.id, person.name, person.lang)
    try:
        joined = actions.join(code, person.id, shown_under)
    except actions.InvitationOverError:
        fault = ""
    except actions.CircleFullError:
        fault = _("This circle is full: nobody else can join it.")
    except actions.TooManyCirclesError:
        fault = _too_many()
    else:
        db.session.commit()
        flash(_("You are in the circle."), "good")
        return redirect(f"{INDEX}/{joined.public_id}", 303)
    db.session.rollback()
    return _invitation(code, fault)


@panels.add("passport")
def _on_passport(person_id: int) -> Markup:
    circles = [faces.line(row) for row in queries.mine(person_id)]
    html = render_template("circles/_passport.html", circles=circles)
    return Markup(html)  # noqa: S704 - our own template, which escapes
