"""Signing in on a city's host by way of the apex, and signing out everywhere."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from flask import Blueprint, abort, make_response, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

import tenancy
from col_app.core import web
from col_app.core.access import SESSION_COOKIE, current_identity, public
from col_app.core.db import db
from col_app.people.members import actions as members
from col_app.people.members.models import Role
from col_app.people.sessions import actions
from col_app.people.sessions.cookies import (
    STATE_COOKIE,
    STATE_SECONDS,
    give,
    give_session,
    session_token,
    take_back,
)
from col_app.people.sessions.desk import this_desk
from col_app.people.sessions.journeys import HOME, Journey, read_journey, safe_path
from col_app.people.sessions.tokens import digest, new_token

city_bp = Blueprint("arrivals", __name__, template_folder="templates")
apex_bp = Blueprint("departures", __name__, template_folder="templates")
PASSPORT = "/passport"
"""Where somebody new finds their first suggestions."""
_NONCE = re.compile(r"[A-Za-z0-9_-]{43}")


@city_bp.get("/sign-in")
@public
def sign_in() -> ResponseReturnValue:
    """Go to the apex and come back signed in."""
    return _by_way_of_apex("/sign-in", "/session/depart")


@city_bp.get("/sign-up")
@public
def sign_up() -> ResponseReturnValue:
    """Open an account at the apex and come back signed in."""
    return _by_way_of_apex("/sign-up", "/sign-up", PASSPORT)


@city_bp.get("/session/arrive")
@public
def arrive() -> ResponseReturnValue:
    """Take the code, begin the session, and go on to an address that tells nothing."""
    code, state = request.args.get("code", ""), request.cookies.get(STATE_COOKIE)
    try:
        arrival = actions.arrive(code, state, this_desk().host, session_token())
    except actions.HandoverRefusedError:
        return _refused()
    members.grant(arrival.person_id, Role.LEARNER, tenancy.current_city().id)
    members.welcome(arrival.person_id, arrival.name, arrival.lang)
    db.session.commit()
    session.clear()
    response = _hushed(redirect(arrival.next_path, 303))
    give_session(response, arrival.token)
    take_back(response, STATE_COOKIE)
    return response


@apex_bp.get("/session/depart")
@public
def depart() -> ResponseReturnValue:
    """Hand a signed-in person over to the city that asked; others sign in first."""
    journey = read_journey(request.args)
    city = web.app().directory.by_slug(journey.to) if journey.to else None
    if city is None or city.state != "active":
        abort(400)
    identity = current_identity()
    if identity is None:
        return _hushed(redirect(f"/sign-in?{journey.query}", 303))
    code = actions.depart(identity, journey, web.city_host(city))
    there = web.city_url(city, "/session/arrive?" + urlencode({"code": code}))
    return _hushed(redirect(there, 303))


@apex_bp.post("/sign-out")
@public
def sign_out() -> ResponseReturnValue:
    """End this sign-in on all hosts."""
    return _signed_out(HOME)


@city_bp.post("/sign-out")
@public
def sign_out_here() -> ResponseReturnValue:
    """The same, and home by way of the apex, where the browser forgets the wallet."""
    slug = tenancy.current_city().slug
    return _signed_out(web.apex_url("/session/left?" + urlencode({"to": slug})))


@apex_bp.get("/session/left")
@public
def left() -> ResponseReturnValue:
    """Who signed out in a city comes by: the service worker of this host sees it (`sw.js`)."""
    city = web.app().directory.by_slug(request.args.get("to", ""))
    there = web.city_url(city) if city is not None and city.state == "active" else HOME
    return _hushed(redirect(there, 303))


def _signed_out(onward: str) -> Response:
    identity = current_identity()
    if identity is not None:
        actions.end_sign_in(identity.sign_in_id)
    session.clear()
    response = redirect(onward, 303)
    take_back(response, SESSION_COOKIE)
    return response


def _by_way_of_apex(here: str, there: str, after_home: str = HOME) -> ResponseReturnValue:
    next_path = safe_path(request.args.get("next")) or HOME
    next_path = after_home if next_path == HOME else next_path
    if current_identity() is not None:
        return redirect(next_path, 303)
    city = tenancy.current_city()
    if _name_of(request.host) != _name_of(web.city_host(city)):
        return redirect(web.city_url(city, f"{here}?{urlencode({'next': next_path})}"), 303)
    nonce = _nonce()
    journey = Journey(next_path, city.slug, digest(nonce).hex())
    response = _hushed(redirect(web.apex_url(f"{there}?{journey.query}"), 303))
    give(response, STATE_COOKIE, nonce, STATE_SECONDS)
    return response


def _nonce() -> str:
    # A second tab that signs in must not end the journey of the first: both share the nonce.
    held = request.cookies.get(STATE_COOKIE, "")
    return held if _NONCE.fullmatch(held) else new_token()


def _name_of(host: str) -> str:
    return host.partition(":")[0].rstrip(".").lower()


def _refused() -> ResponseReturnValue:
    if current_identity() is not None:
        return _hushed(redirect(HOME, 303))
    return _hushed(make_response(render_template("sessions/refused.html"), 403))


def _hushed(response: Response) -> Response:
    """A step of the hand-over: neither kept nor told to the next address."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response
