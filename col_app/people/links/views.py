"""Signing in by a link instead of a password."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, redirect, render_template, request, session
from flask.typing import ResponseReturnValue

from col_app.core import seals, web
from col_app.core.access import current_identity, public
from col_app.people.accounts.forms import AddressForm
from col_app.people.links import actions, letters, queries
from col_app.people.sessions import actions as sessions
from col_app.people.sessions.ahead import city_ahead
from col_app.people.sessions.cookies import give_session, session_token
from col_app.people.sessions.desk import this_desk
from col_app.people.sessions.journeys import Journey, read_journey

bp = Blueprint("links", __name__, template_folder="templates")
bp.record_once(lambda _state: letters.register())


@bp.get("/sign-in/link")
@public
def new() -> ResponseReturnValue:
    """Ask where to send the link."""
    journey = read_journey(request.args)
    if current_identity() is not None:
        return redirect(journey.onward, 303)
    return _ask(AddressForm(formdata=None), journey)


@bp.post("/sign-in/link")
@public
def create() -> ResponseReturnValue:
    """Send a link, if there is an account; the answer is the same if there is none."""
    journey, form = read_journey(request.args), AddressForm()
    if not form.validate():
        return _ask(form, journey), 422
    actions.send(form.email.data or "", journey)
    return render_template("links/sent.html", email=form.email.data, is_new=False)


@bp.get("/sign-in/link/<token>")
@public
def show(token: str) -> ResponseReturnValue:
    """Ask for a tap: mail programs open links by themselves."""
    number = seals.opened(token, actions.PURPOSE)
    link = queries.find(number) if number else None
    if link is None:
        return _refused()
    city_ahead(Journey(link.next_path, link.city_slug))
    return render_template("links/take.html")


@bp.post("/sign-in/link/<token>")
@public
def take(token: str) -> ResponseReturnValue:
    """Use the link up and go where its owner wanted to go."""
    number = seals.opened(token, actions.PURPOSE)
    try:
        link = actions.take(number or 0)
    except actions.LinkRefusedError:
        return _refused()
    held = sessions.begin(link.person_id, this_desk().host, session_token())
    session.clear()
    response = redirect(_onward(link.city_slug, link.next_path), 303)
    give_session(response, held)
    return response


def _onward(slug: str, next_path: str) -> str:
    """By the city's own sign-in: the link may be opened in another browser than it was asked in."""
    city = web.app().directory.by_slug(slug) if slug else None
    if city is None:
        return next_path
    return web.city_url(city, f"/sign-in?{urlencode({'next': next_path})}")


def _ask(form: AddressForm, journey: Journey) -> str:
    return render_template("links/ask.html", form=form, journey=journey, city=city_ahead(journey))


def _refused() -> ResponseReturnValue:
    return render_template("links/refused.html"), 410
