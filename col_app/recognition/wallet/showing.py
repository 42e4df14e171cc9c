"""Collections: badges that somebody shows together, by a link."""

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

from col_app.core import formats, web
from col_app.core.access import current_identity, public, signed_in, signed_in_person
from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext
from col_app.people.accounts import queries as accounts
from col_app.recognition.awards.faces import qr
from col_app.recognition.wallet import actions, faces, forms, paper, queries, sheets
from col_app.recognition.wallet.faces import BADGES, COLLECTIONS
from col_app.recognition.wallet.forms import Draft
from col_app.recognition.wallet.models import Collection

bp = Blueprint("collections", __name__, template_folder="templates")
ONE = f"{COLLECTIONS}/<public_id>"


@bp.get(f"{COLLECTIONS}/new")
@signed_in
def new() -> str:
    """An empty collection."""
    return _form(Draft(), COLLECTIONS)


@bp.post(COLLECTIONS)
@signed_in
def create() -> ResponseReturnValue:
    """Make a collection."""
    return _stored(forms.read(request.form), "")


@bp.get(f"{ONE}/edit")
@signed_in
def edit(public_id: str) -> str:
    """Badges, what of each is seen, the link, its last day."""
    found = queries.collection(public_id)
    if found is None or found.collection.person_id != signed_in_person().id:
        abort(404)
    own = found.collection
    draft = Draft(
        own.title,
        own.about,
        own.is_shared,
        own.is_listed,
        forms.last_day(own.ends_at),
        faces.items_of(found),
    )
    return _form(draft, f"{COLLECTIONS}/{public_id}")


@bp.post(ONE)
@signed_in
def update(public_id: str) -> ResponseReturnValue:
    """Keep what the form says, or delete the collection when it says DELETE."""
    if request.form.get("_method", "").upper() != "DELETE":
        return _stored(forms.read(request.form), public_id)
    if not actions.remove(signed_in_person().id, public_id):
        abort(404)
    flash(_("The collection is deleted. Its badges are still yours."), "good")
    return redirect(BADGES, 303)


@bp.post(f"{ONE}/link")
@signed_in
def close(public_id: str) -> ResponseReturnValue:
    """Close the link (the form says DELETE); the badges stay in the collection."""
    is_asked = request.form.get("_method", "").upper() == "DELETE"
    if not is_asked or not actions.close(signed_in_person().id, public_id):
        abort(404)
    flash(_("The link is closed. Only you see the collection."), "good")
    return redirect(f"{BADGES}#h-collections", 303)


def _stored(draft: Draft, public_id: str) -> ResponseReturnValue:
    address = f"{COLLECTIONS}/{public_id}".rstrip("/")
    if not draft.faults:
        public_id = _kept(draft, public_id)
    if draft.faults:
        return _form(draft, address), 422
    flash(_("Your collection is saved."), "good")
    return redirect(f"{COLLECTIONS}/{public_id}", 303)


def _kept(draft: Draft, public_id: str) -> str:
    """The id of the collection; what the action refuses goes into the draft's faults."""
    person = signed_in_person()
    may_share = accounts.may_share(person.id, queries.NO_COUNTRY)
    try:
        if not public_id:
            return actions.make(person.id, draft.wish(), may_share=may_share)
        actions.change(person.id, public_id, draft.wish(), may_share=may_share)
    except actions.NothingInItError:
        draft.faults["is_shared"] = _("Put a badge in before you share it.")
    except actions.TooManyError:
        draft.faults["title"] = ngettext(
            "You have %(num)d collection, which is as many as one may have. Delete one first.",
            "You have %(num)d collections, which is as many as one may have. Delete one first.",
            actions.MOST_COLLECTIONS,
        )
    except actions.TooYoungError:
        abort(403)
    except LookupError:
        abort(404)
    return public_id


def _form(draft: Draft, action: str) -> str:
    person = signed_in_person()
    return render_template(
        "wallet/edit.html",
        draft=draft,
        action=action,
        entries=faces.entries(person.id, web.text_order()),
        may_share=accounts.may_share(person.id, queries.NO_COUNTRY),
    )


@bp.get(ONE)
@public
def show(public_id: str) -> ResponseReturnValue:
    """Badges that somebody shows: for its owner always, for others while it is open."""
    found, is_own = _visible(public_id)
    own, entries = found.collection, faces.shown(found, web.text_order())
    address = web.apex_url(f"{COLLECTIONS}/{public_id}")
    is_open = faces.is_open(own, may_share=found.may_share)
    html = render_template(
        "wallet/collection.html",
        collection=own,
        holder=faces.by_line(entries, found.holder),
        entries=entries,
        address=address,
        short_address=address.partition("://")[2],
        qr=qr(address) if is_open else "",
        last_day=formats.date(faces.last_day(own.ends_at)) if own.ends_at else "",
        is_own=is_own,
        line=faces.line(own, len(entries), may_share=found.may_share),
    )
    return _unlisted(make_response(html), own)


@bp.get(f"{ONE}.pdf")
@public
def pdf(public_id: str) -> Response:
    """The same on paper, with a code that leads here while the collection is open."""
    found, _is_own = _visible(public_id)
    own, entries = found.collection, faces.shown(found, web.text_order())
    holder = faces.by_line(entries, found.holder)
    is_open = faces.is_open(own, may_share=found.may_share)
    lines = [_("Put together by %(name)s", name=holder), sheets.how_to_check()]
    if is_open and own.ends_at:
        until = formats.date(faces.last_day(own.ends_at))
        lines.append(_("The code opens this collection until %(date)s", date=until))
    address = web.apex_url(f"{COLLECTIONS}/{public_id}") if is_open else ""
    head = paper.Head(own.title, tuple(lines), own.about, address)
    return _unlisted(sheets.answer(head, [("", entries)], "collection"), own)


def _visible(public_id: str) -> tuple[queries.Shown, bool]:
    """A collection that the reader may see, and whether it is their own."""
    found, identity = queries.collection(public_id), current_identity()
    if found is None:
        abort(404)
    is_own = identity is not None and identity.id == found.collection.person_id
    if not is_own and not faces.is_open(found.collection, may_share=found.may_share):
        abort(410 if found.collection.is_shared and found.may_share else 404)
    return found, is_own


def _unlisted(response: Response, own: Collection) -> Response:
    if not own.is_listed:
        response.headers["X-Robots-Tag"] = "noindex"
    return response
