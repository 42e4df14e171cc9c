"""Opening an account in three steps (two where no city asks anything)."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from col_app.core import clock, i18n, web
from col_app.core.access import current_identity, public
from col_app.core.db import db
from col_app.people.accounts import actions as accounts
from col_app.people.accounts import consent_age
from col_app.people.accounts.forms import AddressForm, SignInForm
from col_app.people.links import actions as links
from col_app.people.sessions.ahead import city_ahead, inside, tenant_ahead
from col_app.people.sessions.cookies import give, take_back
from col_app.people.sessions.journeys import Journey, read_journey
from col_app.people.sign_up import actions, queries, questions
from col_app.people.sign_up.forms import AboutForm, PasswordStepForm
from col_app.people.sign_up.models import Draft

bp = Blueprint("sign_up", __name__, template_folder="templates")
COOKIE = "__Host-draft"


@bp.get("/sign-up")
@public
def new() -> ResponseReturnValue:
    """Step 1: how to reach somebody, and how they prove who they are."""
    journey, draft = read_journey(request.args), _draft()
    if current_identity() is not None:
        return redirect(journey.onward, 303)
    known = {"email": draft.email} if draft else {}
    return _page("address", PasswordStepForm(formdata=None, data=known), journey)


@bp.post("/sign-up")
@public
def create() -> ResponseReturnValue:
    """Keep the address, and the password unless somebody prefers links."""
    journey, by_link = read_journey(request.args), request.form.get("by") == "link"
    form = AddressForm() if by_link else PasswordStepForm()
    if not form.validate():
        shown = PasswordStepForm(formdata=None, data={"email": form.email.data})
        shown.email.errors = form.email.errors
        return _page("address", shown if by_link else form, journey), 422
    password = form.password.data if isinstance(form, PasswordStepForm) else None
    _forget()
    token = actions.begin(form.email.data or "", password)
    response = redirect(f"/sign-up/about?{journey.query}", 303)
    give(response, COOKIE, token, int(actions.DRAFT_LIFE.total_seconds()))
    return response


@bp.get("/sign-up/about")
@public
def about() -> ResponseReturnValue:
    """Step 2: who somebody is."""
    journey, draft = read_journey(request.args), _draft()
    if draft is None:
        return _from_the_start(journey)
    known = {
        "name": draft.name,
        "birth_year": draft.birth_year,
        "lang": draft.lang or web.reader_lang(),
    }
    return _page("about", AboutForm(formdata=None, data=known), journey)


@bp.post("/sign-up/about")
@public
def tell() -> ResponseReturnValue:
    """Keep who somebody is; those too young to decide alone are asked to bring a parent."""
    journey, draft, form = read_journey(request.args), _draft(), AboutForm()
    if draft is None:
        return _from_the_start(journey)
    if not form.validate():
        return _page("about", form, journey), 422
    city, birth_year = city_ahead(journey), form.birth_year.data or 0
    country = city.country if city else None
    if not consent_age.may_consent(birth_year, country, clock.now().year):
        actions.drop(draft)
        return render_template("accounts/guardian.html", age=consent_age.consent_age(country))
    actions.tell(draft, form.name.data or "", birth_year, form.lang.data)
    if _asked(journey):
        return redirect(f"/sign-up/interests?{journey.query}", 303)
    return _finish(journey)


@bp.get("/sign-up/interests")
@public
def interests() -> ResponseReturnValue:
    """Step 3: what somebody likes and needs; both may stay empty."""
    journey, draft = read_journey(request.args), _draft()
    if draft is None or draft.name is None:
        return _from_the_start(journey)
    return _page("interests", None, journey)


@bp.post("/sign-up/interests")
@public
def finish() -> ResponseReturnValue:
    """Open the account."""
    return _finish(read_journey(request.args))


def _finish(journey: Journey) -> ResponseReturnValue:
    """The answer is the same when the address has an account: only its owner is told, by mail."""
    draft = _draft()
    if draft is None:
        return _from_the_start(journey)
    try:
        person = actions.finish(draft)
    except actions.UnfinishedError:
        return _from_the_start(journey)
    except accounts.EmailTakenError:
        pass
    else:
        _keep_answers(person.id, journey)
    if draft.password_hash is None:
        links.send(draft.email, journey)
        page = render_template("links/sent.html", email=draft.email, is_new=True)
    else:
        form = SignInForm(formdata=None, data={"email": draft.email})
        facts = {"form": form, "journey": journey, "city": city_ahead(journey)}
        page = render_template("accounts/sign_in.html", **facts, is_new=True)
    response = web.app().make_response(page)
    take_back(response, COOKIE)
    return response


def _keep_answers(person_id: int, journey: Journey) -> None:
    city = tenant_ahead(journey)
    if city is None:
        return

    def keep() -> None:
        questions.keep(person_id, request.form.getlist)
        db.session.commit()

    inside(city, keep)


def _draft() -> Draft | None:
    return queries.draft(request.cookies.get(COOKIE))


def _forget() -> None:
    """Whoever begins anew leaves nothing behind."""
    draft = _draft()
    if draft is not None:
        actions.drop(draft)


def _from_the_start(journey: Journey) -> ResponseReturnValue:
    return redirect(f"/sign-up?{journey.query}", 303)


def _asked(journey: Journey) -> list[questions.Asked]:
    city = tenant_ahead(journey)
    if city is None:
        return []
    order = i18n.chain(web.reader_lang(), city.default_locale)
    return inside(city, lambda: questions.asked(order))


def _page(step: str, form: AddressForm | AboutForm | None, journey: Journey) -> str:
    asked = _asked(journey)
    steps = ("address", "about", "interests") if asked else ("address", "about")
    return render_template(
        f"sign_up/{step}.html",
        form=form,
        journey=journey,
        city=city_ahead(journey),
        asked=asked,
        number=steps.index(step) + 1 if step in steps else len(steps),
        steps=len(steps),
        code_href=_code_href(journey),
    )


def _code_href(journey: Journey) -> str:
    """Where the city that somebody comes from takes codes of prepared accounts."""
    city = tenant_ahead(journey)
    if city is None:
        return ""
    return web.city_url(city, f"/prepared?{urlencode({'next': journey.next})}")
