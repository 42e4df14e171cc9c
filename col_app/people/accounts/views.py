"""The one account: signing in at the apex, changing name, language and password."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from wtforms import Field

from col_app.core import i18n, web
from col_app.core.access import current_identity, public, signed_in, signed_in_person
from col_app.core.speech import gettext as _
from col_app.people.accounts import actions, jobs, queries
from col_app.people.accounts.forms import FirstPasswordForm, PasswordForm, ProfileForm, SignInForm
from col_app.people.members import queries as memberships
from col_app.people.sessions import actions as sessions
from col_app.people.sessions import proof
from col_app.people.sessions.ahead import city_ahead
from col_app.people.sessions.cookies import give_session, session_token
from col_app.people.sessions.desk import this_desk
from col_app.people.sessions.journeys import Journey, read_journey

bp = Blueprint("accounts", __name__, template_folder="templates")
bp.record_once(lambda _state: jobs.register())


@bp.get("/sign-in")
@public
def sign_in() -> ResponseReturnValue:
    """Ask who is there; somebody signed in goes on at once."""
    journey = read_journey(request.args)
    if current_identity() is not None:
        return redirect(journey.onward, 303)
    return _sign_in_page(SignInForm(formdata=None), journey)


@bp.post("/sign-in")
@public
def begin_session() -> ResponseReturnValue:
    """Check the password and begin a session with a new id."""
    journey, form = read_journey(request.args), SignInForm()
    if not form.validate():
        return _sign_in_page(form, journey), 422
    try:
        person = actions.authenticate(form.email.data or "", form.password.data or "")
    except actions.SignInRefusedError:
        _blame(form.password, _("This address and this password do not belong together."))
        return _sign_in_page(form, journey), 422
    except actions.TooManyTriesError:
        _blame(form.password, _("Too many tries. Please wait a quarter of an hour."))
        return _sign_in_page(form, journey), 429
    token = sessions.begin(person.id, this_desk().host, session_token())
    session.clear()
    response = redirect(journey.onward, 303)
    give_session(response, token)
    return response


@bp.get("/account")
@signed_in
def show() -> ResponseReturnValue:
    """The person's account."""
    return _account_page()


@bp.post("/account")
@signed_in
def update() -> ResponseReturnValue:
    """Change name and language."""
    form = ProfileForm()
    if not form.validate():
        return _account_page(profile=form), 422
    actions.change_profile(signed_in_person().id, form.name.data or "", form.lang.data)
    return redirect(f"/account?saved=profile&lang={i18n.tag(form.lang.data)}", 303)


@bp.post("/account/password")
@signed_in
def change_password() -> ResponseReturnValue:
    """Change the password and sign the person out everywhere else.

    A first one may be set only soon after signing in: a browser left open opens no second door.
    """
    person = signed_in_person()
    form = PasswordForm() if queries.has_password(person.id) else FirstPasswordForm()
    if not form.validate():
        return _account_page(password=form), 422
    current = getattr(form, "current", form.new)
    stale = "" if queries.has_password(person.id) else proof.missing(person, "")[1]
    if stale:
        _blame(form.new, stale)
        return _account_page(password=form), 422
    try:
        actions.change_password(person.id, current.data or "", form.new.data or "")
    except actions.SignInRefusedError:
        _blame(current, _("This is not your present password."))
        return _account_page(password=form), 422
    except actions.TooManyTriesError:
        _blame(current, _("Too many tries. Please wait a quarter of an hour."))
        return _account_page(password=form), 429
    sessions.end_others(person.id, but=person.sign_in_id)
    return redirect("/account?saved=password", 303)


def _sign_in_page(form: SignInForm, journey: Journey) -> str:
    return render_template(
        "accounts/sign_in.html", form=form, journey=journey, city=city_ahead(journey)
    )


def _account_page(
    profile: ProfileForm | None = None, password: FirstPasswordForm | None = None
) -> str:
    person = signed_in_person()
    new_password = PasswordForm if queries.has_password(person.id) else FirstPasswordForm
    known = {"name": person.name, "lang": person.lang}
    return render_template(
        "accounts/account.html",
        person=person,
        profile=profile or ProfileForm(formdata=None, data=known),
        password=password or new_password(formdata=None),
        saved=request.args.get("saved", ""),
        addresses=queries.addresses_of(person.id),
        cities=_cities_of(person.id),
    )


def _cities_of(person_id: int) -> list[tuple[str, str]]:
    """Name and passport address of each city the person takes part in."""
    found = map(web.app().directory.by_id, memberships.cities_of(person_id))
    return [(city.name, web.city_url(city, "/passport")) for city in found if city is not None]


def _blame(field: Field, message: str) -> None:
    field.errors = [*field.errors, message]
