"""Joining an activity by e-mail alone."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from col_app.core import seals, web
from col_app.core.access import public
from col_app.core.db import db
from col_app.core.ids import number_of
from col_app.core.speech import gettext as _
from col_app.learning.activities import cards, details, search
from col_app.learning.activities import queries as activities
from col_app.learning.applications import actions as applications
from col_app.learning.applications import faces, forms
from col_app.learning.applications import queries as asked
from col_app.learning.guests import actions, letters, queries
from col_app.learning.guests.forms import GuestForm
from col_app.learning.guests.models import Guest
from col_app.learning.seats import actions as seats
from col_app.people.accounts import addresses
from col_app.people.accounts.actions import clean_name

bp = Blueprint("guests", __name__, template_folder="templates")
bp.record_once(lambda _state: letters.register())


def _card(activity_id: int) -> cards.Card:
    rows = search.cards([activity_id])
    return cards.of(rows, web.text_order())[0] if rows else abort(404)


@bp.get("/activities/<slug>/join-by-email")
@public
def new(slug: str) -> str:
    """Ask for an address and a name."""
    return _page(slug, GuestForm(formdata=None))


@bp.post("/activities/<slug>/join-by-email")
@public
def create(slug: str) -> ResponseReturnValue:
    """Write to the address; the answer is the same for one that has a seat already."""
    form = GuestForm()
    if not form.validate():
        return _page(slug, form), 422
    card, email = _card(number_of(slug) or 0), addresses.normal_form(form.email.data or "")
    try:
        actions.ask(card.id, email, clean_name(form.name.data or ""), web.reader_lang())
    except actions.NotByEmailError:
        abort(404)
    except (seats.FullError, seats.NotOpenError):
        db.session.rollback()
        return _page(slug, form), 409
    except actions.BusyError:
        db.session.rollback()
        return _page(slug, form, _("Many people are asking right now. Please try later.")), 429
    db.session.commit()
    return render_template("guests/asked.html", card=card, email=email)


@bp.get("/guest/<token>")
@public
def show(token: str) -> str:
    """Ask for a tap: mail programs open links by themselves."""
    return _guest_page(_guest(token))


@bp.post("/guest/<token>")
@public
def answer(token: str) -> ResponseReturnValue:
    """Take the seat, or give it back when the form says DELETE."""
    guest = _guest(token)
    if guest is None:
        return _guest_page(None)
    if request.form.get("_method", "").upper() == "DELETE":
        actions.cancel(guest)
        db.session.commit()
        return _guest_page(None)
    words = forms.read_words(request.form.get("words", ""))
    if forms.is_too_long(words):
        return _guest_page(guest, words, forms.too_long()), 422
    try:
        actions.confirm(guest, words)
    except (seats.FullError, seats.NotOpenError, applications.DecidedError):
        db.session.rollback()
        return _guest_page(_guest(token)), 409
    db.session.commit()
    return _guest_page(guest)


def _guest(token: str) -> Guest | None:
    number = seals.opened(token, letters.purpose()) or abort(404)
    return queries.by_number(number)


def _page(slug: str, form: GuestForm, fault: str = "") -> str:
    row = activities.page(number_of(slug) or 0)
    if row is None or not row["allows_email_join"]:
        abort(404)
    return render_template(
        "guests/ask.html",
        form=form,
        card=_card(row["id"]),
        state=details.state_of(row),
        fault=fault,
    )


def _guest_page(guest: Guest | None, words: str = "", fault: str = "") -> str:
    if guest is None:
        return render_template("guests/gone.html")
    row = activities.page(guest.activity_id) or abort(404)
    return render_template(
        "guests/show.html",
        card=_card(guest.activity_id),
        state=details.state_of(row),
        is_in=guest.confirmed_at is not None,
        must_ask=row["asks_approval"],
        asking=faces.asking(asked.of_guest(guest.id)),
        words=words,
        fault=fault,
    )
