"""The bookmark on every page, and the page of what is saved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlencode, urlsplit

from flask import Blueprint, abort, flash, g, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue

from col_app.core.access import (
    current_identity,
    public,
    sign_in_path,
    signed_in,
    signed_in_person,
)
from col_app.core.db import db
from col_app.core.errors import wants_json
from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext
from col_app.learning import panels
from col_app.learning.saved import actions, faces, queries, things
from col_app.learning.saved.faces import Key, Thing
from col_app.learning.saved.models import Kind
from col_app.people.sessions.cookies import give, take_back
from col_app.people.sessions.journeys import safe_path

bp = Blueprint("saved", __name__, template_folder="templates")
INDEX = "/saved"
ONE = f"{INDEX}/<any({','.join(Kind)}):kind>/<int:thing_id>"
WISH_COOKIE, WISH_SECONDS = "__Host-wish", 1800


@dataclass(frozen=True, slots=True)
class Mark:
    """The bookmark of a thing. `is_saved` is none for those who are not signed in."""

    href: str
    is_saved: bool | None


@bp.app_template_global()
def saving(kind: str, thing_id: int) -> Mark:
    """The bookmark of a thing for this reader; one query for all of a page."""
    return Mark(_address(kind, thing_id), _is_saved((Kind(kind), thing_id)))


def _address(kind: str, thing_id: int) -> str:
    return f"{INDEX}/{kind}/{thing_id}"


def _is_saved(key: Key) -> bool | None:
    identity = current_identity()
    if identity is None:
        return None
    if "saved" not in g:
        g.saved = frozenset(queries.of_person(identity.id))
    return key in cast(frozenset[Key], g.saved)


@bp.get(INDEX)
@signed_in
def index() -> str:
    """Everything the person saved, by kind; what is over comes last."""
    person = signed_in_person()
    keys = queries.of_person(person.id)
    found = things.of(keys)
    return render_template(
        "saved/index.html",
        groups=_groups(found.values()),
        hidden=len(keys) - len(found),
        forgotten=_forgotten(request.args.get("forgotten", "")),
        lists=panels.render("saved", person.id),
    )


def _groups(found: Iterable[Thing]) -> list[tuple[str, list[Thing]]]:
    by_kind: dict[Kind, list[Thing]] = {}
    for thing in sorted(found, key=lambda thing: thing.is_past):
        by_kind.setdefault(thing.kind, []).append(thing)
    labels = faces.group_labels()
    return [(label, by_kind[kind]) for kind, label in labels.items() if kind in by_kind]


def _forgotten(key: str) -> Thing | None:
    """What was just forgotten, to bring it back."""
    read = things.read_key(key)
    return _thing(*read) if read and not _is_saved(read) else None


def _thing(kind: Kind, thing_id: int) -> Thing | None:
    return things.of([(kind, thing_id)]).get((kind, thing_id))


@bp.get(ONE)
@public
def wish(kind: str, thing_id: int) -> ResponseReturnValue:
    """Where a stranger's bookmark leads: by way of signing in, and back with the thing saved.

    The cookie tells that this browser asked for it before signing in. Without it the page asks
    first, since a link from anywhere may lead here.
    """
    thing = _thing(Kind(kind), thing_id) or abort(404)
    identity = current_identity()
    if identity is None:
        response = redirect(sign_in_path(_landing(thing)))
        give(response, WISH_COOKIE, thing.key, WISH_SECONDS)
        return response
    if _is_saved((thing.kind, thing.id)):
        return redirect(thing.href, 303)
    if request.cookies.get(WISH_COOKIE) != thing.key:
        return render_template("saved/wish.html", thing=thing)
    _keep(identity.id, thing)
    response = redirect(safe_path(request.args.get("back")) or thing.href, 303)
    take_back(response, WISH_COOKIE)
    return response


def _landing(thing: Thing) -> str:
    address = _address(thing.kind, thing.id)
    with_way_back = f"{address}?{urlencode({'back': _way_back(thing.href)})}"
    return safe_path(with_way_back) or address


def _way_back(otherwise: str) -> str:
    """The page on which the bookmark stood, where the browser tells it."""
    stood = urlsplit(request.referrer or "")
    if stood.netloc != request.host or stood.path.startswith(f"{INDEX}/"):
        return otherwise
    return safe_path(f"{stood.path}?{stood.query}".rstrip("?")) or otherwise


@bp.post(ONE)
@signed_in
def save(kind: str, thing_id: int) -> ResponseReturnValue:
    """Save a thing, or forget it when the form says DELETE."""
    if request.form.get("_method", "").upper() == "DELETE":
        return forget(kind, thing_id)
    thing = _thing(Kind(kind), thing_id) or abort(404)
    is_kept = _keep(signed_in_person().id, thing, quietly=wants_json())
    if wants_json():
        return jsonify(saved=is_kept), 200 if is_kept else 409
    return redirect(_way_back(thing.href), 303)


def _keep(person_id: int, thing: Thing, *, quietly: bool = False) -> bool:
    """Save and say so. False when no more fits."""
    try:
        actions.save(person_id, thing.kind, thing.id)
    except actions.FullError:
        flash(
            ngettext(
                "You have saved %(num)d thing, and more do not fit. Forget some first.",
                "You have saved %(num)d things, and more do not fit. Forget some first.",
                actions.MOST,
            ),
            "bad",
        )
        return False
    db.session.commit()
    if not quietly:
        flash(_("Saved. You find it in your passport."), "good")
    return True


@bp.delete(ONE)
@signed_in
def forget(kind: str, thing_id: int) -> ResponseReturnValue:
    """Save a thing no longer."""
    actions.forget(signed_in_person().id, Kind(kind), thing_id)
    db.session.commit()
    if wants_json():
        return jsonify(saved=False)
    back = _way_back(INDEX)
    if urlsplit(back).path != INDEX:
        flash(_("No longer saved."), "good")
        return redirect(back, 303)
    return redirect(f"{INDEX}?{urlencode({'forgotten': f'{kind}-{thing_id}'})}", 303)
