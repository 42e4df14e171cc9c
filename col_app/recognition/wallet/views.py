"""The wallet: at the apex, since it is a person's and no city's."""

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
    stream_with_context,
)
from flask.typing import ResponseReturnValue

from col_app.core import web
from col_app.core.access import Identity, current_identity, public, signed_in, signed_in_person
from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext
from col_app.people.accounts import queries as accounts
from col_app.recognition.awards.words import explain
from col_app.recognition.verify.judges import BusyError
from col_app.recognition.wallet import actions, faces, foreign, forms, packing, queries
from col_app.recognition.wallet.faces import BADGES, COLLECTIONS
from col_app.recognition.wallet.forms import Draft
from col_app.recognition.wallet.models import MAX_BYTES, Form

bp = Blueprint("wallet", __name__, template_folder="templates")
ONE = f"{COLLECTIONS}/<public_id>"
IMPORTED = f"{BADGES}/imported/<int:number>"
TYPES = {Form.PNG: "image/png", Form.SVG: "image/svg+xml", Form.JSON: "application/ld+json"}
NO_COUNTRY = ""
"""A collection is seen in all countries, so the age asked for is that of a country unknown."""


@bp.get(BADGES)
@signed_in
def show() -> str:
    """Badges of every city, badges from elsewhere, collections."""
    return _wallet()


def _wallet(fault: str = "") -> str:
    person = signed_in_person()
    entries = faces.entries(person.id, web.text_order())
    return render_template(
        "wallet/show.html",
        own=[entry for entry in entries if entry.look],
        kept=[faces.kept(badge) for badge in queries.imported(person.id)],
        collections=[faces.line(own, count) for own, count in queries.collections(person.id)],
        fault=fault,
    )


@bp.post(f"{BADGES}/imported")
@signed_in
def take() -> ResponseReturnValue:
    """Take a badge from elsewhere in, or say why not."""
    person = signed_in_person()
    uploaded = request.files.get("file")
    body = uploaded.read(MAX_BYTES + 1) if uploaded else b""
    fault = _taken(person, body or request.form.get("text", "").encode("utf-8", "replace"))
    if fault:
        return _wallet(fault), 422
    flash(_("The badge is in your wallet."), "good")
    return redirect(f"{BADGES}#imported", 303)


def _taken(person: Identity, body: bytes) -> str:
    """Why a badge was not taken; empty when it was."""
    if not body.strip():
        return _("Choose a file, or paste the text of a badge.")
    try:
        actions.take(person.id, queries.addresses_of(person.id), body)
    except foreign.UnreadableError:
        return _("There is no badge in it that we can read.")
    except BusyError:
        return _("Many badges are being checked just now. Please try again in a moment.")
    except actions.TooLargeError:
        return _("This file is larger than 2 MB.")
    except actions.KeptAlreadyError:
        return _("This badge is in your wallet already.")
    except actions.TooManyError:
        most = actions.MOST_IMPORTED
        return ngettext(
            "You keep %(num)d badge from elsewhere, which is as many as one may have.",
            "You keep %(num)d badges from elsewhere, which is as many as one may have.",
            most,
        )
    except actions.RefusedError as refused:
        return _why(refused)
    return ""


def _why(refused: actions.RefusedError) -> str:
    words = explain(refused.verdict)
    failed = [check for check in words.checks if check.ok is False]
    reasons = " ".join(f"{check.title}. {check.text}" for check in failed)
    return f"{words.title}. {reasons or words.line}"


@bp.post(f"{IMPORTED}/check")
@signed_in
def check(number: int) -> ResponseReturnValue:
    """Judge a badge from elsewhere anew."""
    person = signed_in_person()
    try:
        actions.check_again(person.id, number, queries.addresses_of(person.id))
    except LookupError:
        abort(404)
    except BusyError:
        abort(503)
    flash(_("The badge was checked again."), "good")
    return redirect(f"{BADGES}#foreign-{number}", 303)


@bp.post(IMPORTED)
@signed_in
def drop(number: int) -> ResponseReturnValue:
    """Forget a badge from elsewhere."""
    if not actions.drop(signed_in_person().id, number):
        abort(404)
    flash(_("The badge is no longer in your wallet."), "good")
    return redirect(BADGES, 303)


@bp.get(f"{IMPORTED}/file")
@signed_in
def file(number: int) -> Response:
    """The file as it came, to be kept and never to be run: foreign pictures may hold scripts."""
    badge = queries.with_body(signed_in_person().id, number) or abort(404)
    response = Response(badge.body, mimetype=TYPES.get(badge.form, "text/plain"))
    response.headers["Content-Disposition"] = f'attachment; filename="{number}.{badge.form}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@bp.get(f"{BADGES}.zip")
@signed_in
def archive() -> Response:
    """Everything in every form."""
    parts = packing.packed(signed_in_person().id)
    response = Response(stream_with_context(parts), mimetype="application/zip")
    response.headers["Content-Disposition"] = 'attachment; filename="badges.zip"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@bp.get("/passport/cv")
@signed_in
def cv() -> str:
    """Chosen badges, what they show, and finished playlists: a sheet to print."""
    person = signed_in_person()
    entries = [e for e in faces.entries(person.id, web.text_order()) if not e.state]
    asked = set(request.args.getlist("badge"))
    chosen = [entry for entry in entries if not asked or entry.key in asked]
    skills = dict.fromkeys(skill for entry in chosen for skill in entry.skills)
    return render_template(
        "wallet/cv.html",
        name=person.name,
        email=person.email,
        entries=entries,
        chosen=[entry for entry in chosen if not entry.is_final],
        playlists=[entry for entry in chosen if entry.is_final],
        keys={entry.key for entry in chosen},
        skills=list(skills),
    )


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
    may_share = accounts.may_share(person.id, NO_COUNTRY)
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
        may_share=accounts.may_share(person.id, NO_COUNTRY),
    )


@bp.get(ONE)
@public
def collection(public_id: str) -> ResponseReturnValue:
    """Badges that somebody shows: for its owner always, for others while it is open."""
    found, identity = queries.collection(public_id), current_identity()
    if found is None:
        abort(404)
    own = found.collection
    is_own = identity is not None and identity.id == own.person_id
    if not is_own and not faces.is_open(own):
        abort(410 if own.is_shared else 404)
    entries = faces.shown(found, web.text_order())
    response = make_response(
        render_template(
            "wallet/collection.html",
            collection=own,
            holder=faces.by_line(entries, found.holder),
            entries=entries,
            address=web.apex_url(f"{COLLECTIONS}/{public_id}"),
            is_own=is_own,
            line=faces.line(own, len(entries)),
        )
    )
    if not own.is_listed:
        response.headers["X-Robots-Tag"] = "noindex"
    return response
