"""A learner's mentors: who they are, what each of them sees, until when."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from col_app.core import web
from col_app.core.access import signed_in, signed_in_person
from col_app.core.db import db
from col_app.core.speech import gettext as _
from col_app.learning import panels
from col_app.me.mentors import actions, doing, faces, forms, inviting, letters, queries, shared
from col_app.me.mentors.models import Mentorship
from col_app.people.accounts import queries as accounts

bp = Blueprint("mentors", __name__, template_folder="templates")
bp.record_once(lambda _state: letters.register())
MINE = "/passport/mentors"
NOTES_IN_PASSPORT = 3


@bp.get(MINE)
@signed_in
def index() -> str:
    """The reader's mentors: who sees something, who was invited, what is over."""
    person = signed_in_person()
    found = [faces.face(row) for row in queries.of_person(person.id)]
    return render_template(
        "mentors/index.html",
        current=[each for each in found if each.way != "over"],
        over=[each for each in found if each.way == "over"],
        may_invite=inviting.may_invite(person.id),
        too_young=doing.too_young(),
    )


@bp.get(f"{MINE}/new")
@signed_in
def new() -> str:
    """Whom, what, until when."""
    return _new(forms.new())


@bp.post(MINE)
@signed_in
def create() -> ResponseReturnValue:
    """Invite: by mail, or by a link that is shown this once."""
    person = signed_in_person()
    wish = forms.read_invitation(request.form, _own_evidence(person.id))
    if wish.faults:
        return _new(wish), 422
    whom, sharing, made = wish.whom(web.reader_lang()), wish.sharing(), []
    fault = doing.refused(
        lambda: made.append(inviting.invite(person.id, whom, sharing).id), doing.invite_faults()
    )
    if fault:
        wish.faults[fault[0]] = fault[1]
        return _new(wish), 409
    if whom.email is None:
        link = letters.address(made[0])
        return render_template("mentors/link.html", called=whom.called, link=link)
    flash(_("Invited. You get a mail when they accept."), "good")
    return redirect(MINE, 303)


def _own_evidence(person_id: int) -> list[int]:
    return [row["id"] for row in queries.handed_in(person_id)]


def _new(wish: forms.Wish) -> str:
    person = signed_in_person()
    return render_template(
        "mentors/new.html",
        **_choices(wish, person.id),
        may_invite=inviting.may_invite(person.id),
        too_young=doing.too_young(),
        is_minor=bool(accounts.minors([person.id])),
    )


def _choices(wish: forms.Wish, person_id: int) -> dict[str, Any]:
    return {
        "wish": wish,
        "pieces": [(piece, *words) for piece, words in faces.piece_names().items()],
        "evidence": shared.proofs(
            queries.handed_in(person_id), web.text_order(), "/evidence/{}".format
        ),
        "first_day": forms.today().isoformat(),
        "last_day": forms.latest_end().isoformat(),
    }


@bp.get(f"{MINE}/<int:number>")
@signed_in
def show(number: int) -> str:
    """One mentor: what they see, their notes, and the way to end it."""
    row = _own(number)
    return _show(row, forms.of(row))


@bp.post(f"{MINE}/<int:number>")
@signed_in
def update(number: int) -> ResponseReturnValue:
    """Change what they see; with `_method` DELETE end it."""
    row, person = _own(number), signed_in_person()
    found = db.session.get_one(Mentorship, number)
    if request.form.get("_method", "").upper() == "DELETE":
        return _act(lambda: actions.end(found, person.id), _said_at_end(row), MINE)
    wish = forms.read_sharing(request.form, _own_evidence(person.id))
    if wish.faults:
        return _show(row, wish), 422
    sharing = wish.sharing()
    return _act(lambda: actions.share(found, sharing), _("Saved. It counts from now on."), _at(row))


def _said_at_end(row: queries.Row) -> str:
    if row["is_on"]:
        return _("Ended. They see nothing of you any more.")
    return _("Taken back. The link does not work any more.")


def _act(work: Callable[[], object], said: str, to: str) -> ResponseReturnValue:
    try:
        doing.refused(work, {})
    except actions.ClosedError:
        flash(_("It is over already."), "error")
        return redirect(MINE, 303)
    flash(said, "good")
    return redirect(to, 303)


def _own(number: int) -> queries.Row:
    return queries.own(number, signed_in_person().id) or abort(404)


def _at(row: queries.Row) -> str:
    return f"{MINE}/{row['id']}"


def _show(row: queries.Row, wish: forms.Wish) -> str:
    person = signed_in_person()
    return render_template(
        "mentors/show.html",
        item=faces.face(row),
        notes=[faces.note(each) for each in queries.notes_of(row["id"], person.id)],
        **_choices(wish, person.id),
    )


@bp.get(f"{MINE}/<int:number>/preview")
@signed_in
def preview(number: int) -> str:
    """The page as the mentor sees it."""
    row = _own(number)
    if not (row["is_on"] or row["is_open"]):
        abort(404)
    return render_template(
        "mentors/preview.html",
        item=faces.face(row),
        learner=row["learner"],
        shared=shared.shared(row, web.text_order(), "/evidence/{}".format),
    )


@bp.post(f"{MINE}/notes/<int:number>")
@signed_in
def remove_note(number: int) -> ResponseReturnValue:
    """Take a note away."""
    found = queries.note(number, signed_in_person().id) or abort(404)
    to = f"{MINE}/{found.mentorship_id}"
    db.session.delete(found)
    db.session.commit()
    flash(_("The note is gone."), "good")
    return redirect(to, 303)


@panels.add("passport")
def _in_passport(person_id: int) -> Markup:
    counts, notes = queries.in_passport(person_id, NOTES_IN_PASSPORT)
    html = render_template(
        "mentors/_passport.html",
        mentors=counts["mentors"],
        accompanied=counts["accompanied"],
        notes=[faces.note(each) for each in notes],
    )
    return Markup(html)  # noqa: S704 - our own template, which escapes
