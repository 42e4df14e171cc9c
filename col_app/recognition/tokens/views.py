"""Awarding by programs, and the tokens that let them."""

from __future__ import annotations

from typing import Any

import orjson
from flask import Blueprint, Response, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

import tenancy
from col_app.core import errors, i18n, web
from col_app.core.access import public, requires, signed_in_person
from col_app.core.db import db
from col_app.core.security import for_machines
from col_app.core.speech import gettext as _
from col_app.people.accounts import addresses
from col_app.people.accounts.actions import clean_name
from col_app.recognition.badges import queries as badges
from col_app.recognition.tokens import actions, queries

bp = Blueprint("tokens", __name__, template_folder="templates")
MOST = 1000
MOST_NARRATIVE, MOST_KEY = 2000, 200
FIELDS = {"recipient", "narrative", "idempotency_key"}


class _RefusedError(Exception):
    """The request cannot be kept; the first argument says why."""


@bp.post("/api/v1/badges/<int:badge_id>/awards")
@for_machines
@public
def create(badge_id: int) -> Response:
    """Award a badge to one recipient, or to a list of them, with a token of its organiser."""
    scheme, _space, word = request.headers.get("Authorization", "").partition(" ")
    token = queries.open_with(actions.digest(word)) if scheme.lower() == "bearer" else None
    if token is None:
        refused = errors.problem(401, "A token of the organiser is needed: Authorization: Bearer …")
        refused.headers["WWW-Authenticate"] = "Bearer"
        return refused
    badge = badges.by_id(badge_id)
    if badge is None or badge["organiser_id"] != token.organiser_id:
        return errors.problem(404, "This organiser has no published badge with this number.")
    if not badge["is_published"]:
        return errors.problem(409, "This badge is a draft or was retired: it cannot be awarded.")
    try:
        is_list, asks = _asks(request.get_data())
        ids = actions.award_asked(token, badge, asks)
    except _RefusedError as fault:
        return errors.problem(422, str(fault))
    except actions.KeyUsedError as fault:
        db.session.rollback()
        return errors.problem(422, "The key stands for another award.", idempotency_key=str(fault))
    db.session.commit()
    return _made(is_list, asks, ids)


def _made(is_list: bool, asks: list[actions.Ask], ids: list[str]) -> Response:
    city = tenancy.current_city()
    rows = [
        {"id": each, "url": web.city_url(city, f"/credentials/{each}"), "idempotency_key": ask.key}
        for ask, each in zip(asks, ids, strict=True)
    ]
    body = {"awards": rows} if is_list else rows[0]
    response = Response(orjson.dumps(body), 201, mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    if not is_list:
        response.headers["Location"] = rows[0]["url"]
    return response


def _asks(body: bytes) -> tuple[bool, list[actions.Ask]]:
    try:
        found = orjson.loads(body)
    except orjson.JSONDecodeError as fault:
        raise _RefusedError("The body is no JSON.") from fault
    is_list = isinstance(found, list)
    rows = found if is_list else [found]
    if not 0 < len(rows) <= MOST:
        raise _RefusedError(f"A list holds 1 to {MOST} awards.")
    asks = [_ask(row, number) for number, row in enumerate(rows, start=1)]
    if len({ask.key for ask in asks}) < len(asks):
        raise _RefusedError("Each award of a list has an idempotency_key of its own.")
    return is_list, asks


def _ask(row: Any, number: int) -> actions.Ask:
    if not isinstance(row, dict) or not row.keys() <= FIELDS:
        raise _RefusedError(f"Award {number}: recipient, narrative and idempotency_key are known.")
    narrative, key = row.get("narrative", ""), row.get("idempotency_key")
    if not isinstance(key, str) or not 0 < len(key) <= MOST_KEY or not key.isprintable():
        raise _RefusedError(f"Award {number}: idempotency_key is a text of 1 to {MOST_KEY} signs.")
    if not isinstance(narrative, str) or len(narrative) > MOST_NARRATIVE or "\x00" in narrative:
        raise _RefusedError(f"Award {number}: narrative is at most {MOST_NARRATIVE} signs long.")
    try:
        email = addresses.normal_form(str(row.get("recipient", "")))
    except addresses.AddressError as fault:
        raise _RefusedError(f"Award {number}: recipient is no e-mail address.") from fault
    return actions.Ask(email, narrative, key)


def _mine() -> dict[int, str]:
    """The names of the organisers whose tokens the reader may see, by number."""
    person, order = signed_in_person(), web.text_order()
    rows = queries.organisers(person.id, "city" in person.roles)
    return {row["id"]: i18n.pick_value(row["names"], order)[1] for row in rows}


def _page(token: str = "", fault: str = "", name: str = "") -> str:
    organisers = _mine()
    return render_template(
        "tokens/index.html",
        organisers=organisers,
        tokens=queries.of_organisers(list(organisers)),
        token=token,
        fault=fault,
        name=name,
    )


@bp.get("/studio/tokens")
@requires("organiser", "city")
def index() -> str:
    """The tokens of one's organisers."""
    return _page()


@bp.post("/studio/tokens")
@requires("organiser", "city")
def make() -> ResponseReturnValue:
    """Make a token; this answer alone shows it."""
    name, organiser = clean_name(request.form.get("name", ""))[:80], request.form.get("organiser")
    chosen = next((each for each in _mine() if str(each) == organiser), None)
    if chosen is None:
        abort(404)
    if not name:
        return _page(fault=_("Say what the token is for.")), 422
    token = actions.make(chosen, name, signed_in_person().id)
    db.session.commit()
    return _page(token)


@bp.post("/studio/tokens/<int:token_id>")
@requires("organiser", "city")
def revoke(token_id: int) -> ResponseReturnValue:
    """Revoke a token."""
    tokens = queries.of_organisers(list(_mine()))
    token = next((each for each in tokens if each.id == token_id), None) or abort(404)
    actions.revoke(token, signed_in_person().id)
    db.session.commit()
    return redirect("/studio/tokens", 303)
