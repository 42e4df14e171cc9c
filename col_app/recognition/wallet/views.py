"""The wallet: at the apex, since it is a person's and no city's."""

from __future__ import annotations

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    redirect,
    render_template,
    request,
    stream_with_context,
)
from flask.typing import ResponseReturnValue

from col_app.core import web
from col_app.core.access import Identity, public, signed_in, signed_in_person
from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext
from col_app.core.uploads import takes_files
from col_app.recognition.awards import across
from col_app.recognition.awards.words import explain
from col_app.recognition.verify.judges import BusyError
from col_app.recognition.wallet import (
    actions,
    curriculum,
    faces,
    foreign,
    packing,
    paper,
    queries,
    sheets,
)
from col_app.recognition.wallet.faces import BADGES
from col_app.recognition.wallet.models import MAX_BYTES, Form

bp = Blueprint("wallet", __name__, template_folder="templates")
IMPORTED = f"{BADGES}/imported/<int:number>"
TYPES = {Form.PNG: "image/png", Form.SVG: "image/svg+xml", Form.JSON: "application/ld+json"}
YEAR = 365 * 24 * 3600


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
@takes_files
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


@bp.get("/badges/pictures/<slug>/<digest>.png")
@public
def picture(slug: str, digest: str) -> Response:
    """A picture that an organiser of a city sent, at this host: its address is its contents."""
    found = across.pictures(slug, [digest]).get(digest) or abort(404)
    response = Response(found, mimetype="image/png")
    response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response


@bp.get("/passport/cv")
@signed_in
def cv() -> str:
    """Chosen badges, what they show, and finished playlists: a sheet to print."""
    person = signed_in_person()
    return render_template(
        "wallet/cv.html",
        name=person.name,
        email=person.email,
        cv=curriculum.read(person.id, request.args, web.text_order()),
        pdf_href=curriculum.pdf_href(request.args),
    )


@bp.get("/passport/cv.pdf")
@signed_in
def cv_pdf() -> Response:
    """The same sheet as a file."""
    person = signed_in_person()
    cv = curriculum.read(person.id, request.args, web.text_order())
    head = paper.Head(person.name, (person.email, sheets.how_to_check()), skills=tuple(cv.skills))
    parts = [(_("Finished playlists"), cv.playlists), (_("Badges"), cv.badges)]
    return sheets.answer(head, parts, "cv")
