"""Lists by learners: reading, making, sharing and copying them."""

from __future__ import annotations

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    make_response,
    redirect,
    render_template,
    request,
)
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from col_app.core import web
from col_app.core.access import Identity, current_identity, public, signed_in, signed_in_person
from col_app.core.db import db
from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext
from col_app.learning import panels
from col_app.learning.collection import structured
from col_app.learning.lists import actions, faces, forms, queries
from col_app.learning.lists.faces import INDEX
from col_app.learning.lists.forms import Draft
from col_app.learning.lists.models import MOST_ITEMS, OwnList, Visibility
from col_app.learning.participation.faces import qr
from col_app.learning.saved import queries as saved
from col_app.learning.saved import things
from col_app.people.accounts import queries as accounts
from col_app.people.members import actions as members

bp = Blueprint("lists", __name__, template_folder="templates")
PAGE_SIZE = 24
ONE = f"{INDEX}/<public_id>"


@bp.get(INDEX)
@public
def index() -> str:
    """Public lists, latest first."""
    asked = request.args.get("page", "1")
    page = max(1, int(asked)) if asked.isdecimal() and len(asked) < 5 else 1
    rows = queries.public(PAGE_SIZE, (page - 1) * PAGE_SIZE)
    found = things.of(dict.fromkeys(faces.keys(rows)))
    return render_template(
        "lists/index.html",
        lists=[faces.face(row, found) for row in rows],
        page_number=page,
        last_page=-(-queries.public_count() // PAGE_SIZE),
    )


@bp.get(ONE)
@public
def show(public_id: str) -> Response:
    """One list, for its owner and for whoever it is shared with."""
    identity = current_identity()
    row = queries.visible(public_id, identity.id if identity else None) or abort(404)
    done = faces.done_by(identity.id, [row]) if identity else frozenset[faces.Key]()
    origin = queries.origin(row["id"]) if row["original_public_id"] else ""
    own_list = faces.face(row, things.of(faces.keys([row])), done, origin or "")
    address = web.own_url(own_list.href)
    html = render_template(
        "lists/show.html",
        list=own_list,
        address=address,
        qr=qr(address) if own_list.visibility is not Visibility.PRIVATE else "",
        is_followed=identity is not None and queries.is_followed(row["id"], identity.id),
        is_own=identity is not None and row["person_id"] == identity.id,
        label=faces.visibility_labels()[own_list.visibility],
        progress=faces.progress(own_list.entries),
        shape=structured(own_list.title, own_list.href, [e.thing.href for e in own_list.entries]),
    )
    response = make_response(html)
    if own_list.visibility is not Visibility.PUBLIC:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


@bp.get(f"{INDEX}/new")
@signed_in
def new() -> ResponseReturnValue:
    """An empty list, to be filled from what is saved."""
    return _form(Draft(), signed_in_person(), INDEX)


@bp.post(INDEX)
@signed_in
def create() -> ResponseReturnValue:
    """Make a list."""
    person, draft = signed_in_person(), forms.read(request.form)
    members.welcome(person.id, person.name, person.lang)
    own = None if draft.faults else _made(person, draft)
    if own is None or not _stored(own, draft, person):
        return _refused(draft, person, INDEX)
    return _onwards(own, draft)


def _made(person: Identity, draft: Draft) -> OwnList | None:
    try:
        return actions.make(person.id, draft.title, draft.about)
    except actions.TooManyListsError:
        draft.faults["title"] = _too_many_lists()
        return None


@bp.get(f"{ONE}/edit")
@signed_in
def edit(public_id: str) -> ResponseReturnValue:
    """Names, order, notes and who may see it."""
    person = signed_in_person()
    row = queries.visible(public_id, person.id)
    if row is None or row["person_id"] != person.id:
        abort(404)
    visibility = Visibility(row["visibility"])
    draft = Draft(row["title"], row["about"], visibility, faces.items(row))
    return _form(draft, person, f"{INDEX}/{public_id}")


@bp.post(ONE)
@signed_in
def update(public_id: str) -> ResponseReturnValue:
    """Keep what the form says, or delete the list when it says DELETE."""
    if request.form.get("_method", "").upper() == "DELETE":
        return delete(public_id)
    person = signed_in_person()
    own = queries.owned(public_id, by=person.id) or abort(404)
    draft = forms.read(request.form)
    if draft.faults or not _stored(own, draft, person):
        return _refused(draft, person, f"{INDEX}/{public_id}")
    return _onwards(own, draft)


@bp.delete(ONE)
@signed_in
def delete(public_id: str) -> ResponseReturnValue:
    """Delete a list."""
    actions.remove(queries.owned(public_id, by=signed_in_person().id) or abort(404))
    db.session.commit()
    flash(_("The list is deleted."), "good")
    return redirect("/saved", 303)


@bp.post(f"{ONE}/copy")
@signed_in
def copy(public_id: str) -> ResponseReturnValue:
    """Take a copy of a list to change it."""
    person = signed_in_person()
    row = queries.visible(public_id, person.id) or abort(404)
    members.welcome(person.id, person.name, person.lang)
    try:
        made = actions.copy(row["id"], person.id)
    except actions.TooManyListsError:
        flash(_too_many_lists(), "bad")
        return redirect(f"{INDEX}/{public_id}", 303)
    db.session.commit()
    flash(_("This copy is yours: change it as you like. Only you see it."), "good")
    return redirect(f"{INDEX}/{made.public_id}/edit", 303)


@bp.post(f"{ONE}/following")
@signed_in
def follow(public_id: str) -> ResponseReturnValue:
    """Follow a list, or no more when the form says DELETE."""
    person = signed_in_person()
    row = queries.visible(public_id, person.id) or abort(404)
    if request.form.get("_method", "").upper() == "DELETE":
        actions.unfollow(row["id"], person.id)
        flash(_("You do not follow this list any more."), "good")
    else:
        members.welcome(person.id, person.name, person.lang)
        actions.follow(row["id"], person.id)
        flash(_("You follow this list: your passport shows how far you are."), "good")
    db.session.commit()
    return redirect(f"{INDEX}/{public_id}", 303)


def _stored(own: OwnList, draft: Draft, person: Identity) -> bool:
    """Whether the list could be brought to what the form says; faults go into the draft."""
    may_share = accounts.may_share(person.id, web.portal().country)
    try:
        actions.describe(own, draft.title, draft.about)
        actions.arrange(own, draft.items)
        actions.show_to(own, draft.visibility, may_share=may_share)
    except actions.TooManyItemsError:
        draft.faults["add"] = ngettext(
            "A list holds at most %(num)d thing.",
            "A list holds at most %(num)d things.",
            MOST_ITEMS,
        )
    except actions.NothingInItError:
        draft.faults["visibility"] = _("Put something in before you share it.")
    except actions.TooYoungError:
        abort(403)
    return not draft.faults


def _too_many_lists() -> str:
    return ngettext(
        "You have %(num)d list, which is as many as one may have. Delete one first.",
        "You have %(num)d lists, which is as many as one may have. Delete one first.",
        actions.MOST_LISTS,
    )


def _onwards(own: OwnList, draft: Draft) -> ResponseReturnValue:
    db.session.commit()
    address = f"{INDEX}/{own.public_id}"
    if draft.stays_at:
        return redirect(f"{address}/edit#{draft.stays_at}", 303)
    flash(_("Your list is saved."), "good")
    return redirect(address, 303)


def _refused(draft: Draft, person: Identity, action: str) -> ResponseReturnValue:
    db.session.rollback()
    return _form(draft, person, action), 422


def _form(draft: Draft, person: Identity, action: str) -> str:
    held = [(item.kind, item.thing_id) for item in draft.items]
    found = things.of(dict.fromkeys((*held, *saved.of_person(person.id))))
    shown = faces.entries(draft.items, found)
    return render_template(
        "lists/edit.html",
        draft=draft,
        action=action,
        entries=shown,
        hidden=[item for item in draft.items if (item.kind, item.thing_id) not in found],
        choices=[thing for key, thing in found.items() if key not in set(held)],
        visibilities=faces.visibility_labels(),
        example=web.own_url("/activities/123-podcast"),
        may_share=accounts.may_share(person.id, web.portal().country),
    )


@panels.add("saved")
def _of_person(person_id: int) -> Markup:
    html = render_template(
        "lists/_panel.html",
        lists=[faces.line(row) for row in queries.of_person(person_id)],
        labels=faces.visibility_labels(),
    )
    return Markup(html)  # noqa: S704 - our own template, which escapes
