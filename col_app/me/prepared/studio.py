"""The studio: preparing accounts for a list of people, and what became of them."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from col_app.core import clock, codes, i18n, web
from col_app.core.access import requires, signed_in_person
from col_app.core.db import db
from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext
from col_app.learning import panels
from col_app.learning.participation.actions import FullError, NotOpenError
from col_app.me.prepared import actions, faces, queries
from col_app.me.prepared.models import PreparedAccount, PreparedList
from col_app.people.accounts.actions import clean_name
from col_app.recognition.tokens.queries import organisers

bp = Blueprint("prepared_studio", __name__, template_folder="templates")
PAGE = "/studio/prepared"
USUAL = dt.timedelta(days=60)
MOST_TEXT = 20_000


def _organisers() -> dict[int, str]:
    person, order = signed_in_person(), web.text_order()
    rows = organisers(person.id, "city" in person.roles)
    return {row["id"]: i18n.pick_value(row["names"], order)[1] for row in rows}


def _list(number: int) -> PreparedList:
    return queries.one(number, list(_organisers())) or abort(404)


@panels.add("studio")
def _in_studio(_person_id: int) -> Markup:
    return Markup(render_template("prepared/_studio.html"))  # noqa: S704 - our own template


@bp.get(PAGE)
@requires("organiser", "city")
def index() -> str:
    """Lists of prepared accounts, and a form for a new one."""
    return _index()


@bp.post(PAGE)
@requires("organiser", "city")
def create() -> ResponseReturnValue:
    """Prepare an account for each line."""
    organiser = request.form.get("organiser", "")
    named = _organisers()
    if not organiser.isdecimal() or int(organiser) not in named:
        return _index(_("Choose an organiser.")), 422
    name = clean_name(request.form.get("name", ""))[: actions.LONGEST]
    if not name:
        return _index(_("Give the list a name.")), 422
    by = signed_in_person().id
    try:
        names = actions.read_names(request.form.get("names", "")[:MOST_TEXT])
        made = actions.prepare(int(organiser), name, names, _end(), by)
    except actions.NamesError as fault:
        return _index(faces.names_fault(fault)), 422
    except actions.NameTakenError:
        db.session.rollback()
        return _index(_("Another group has this name already.")), 422
    except (actions.TimesError, ValueError, OverflowError):
        return _index(_("Please check the last day.")), 422
    db.session.commit()
    return redirect(f"{PAGE}/{made.id}", 303)


@bp.get(f"{PAGE}/<int:number>")
@requires("organiser", "city")
def show(number: int) -> str:
    """The people of a list, each with the code that waits for them."""
    return _show(_list(number))


@bp.post(f"{PAGE}/<int:number>")
@requires("organiser", "city")
def change(number: int) -> ResponseReturnValue:
    """Withdraw codes, change the last day, or join everybody to an activity."""
    made, by = _list(number), signed_in_person().id
    do, _dash, account = request.form.get("do", "").partition("-")
    if do == "withdraw" and (not account or account.isdecimal()):
        actions.withdraw(made, by, int(account[:18]) if account else None)
    elif do == "extend":
        try:
            made.closes_at = _end()
        except (ValueError, OverflowError):
            return _show(made, _("Please check the last day.")), 422
    elif do == "join":
        return _join(made, by)
    else:
        abort(400)
    db.session.commit()
    return redirect(f"{PAGE}/{number}", 303)


def _join(made: PreparedList, by: int) -> ResponseReturnValue:
    number, chosen = made.id, request.form.get("activity", "")
    known = {str(row["id"]) for row in queries.activities(made.organiser_id)}
    if chosen not in known:
        return _show(made, _("Choose an activity.")), 422
    try:
        joined = actions.put_on_list(made, int(chosen), by)
    except FullError:
        return _show(_list(number), _("There are not enough seats for everybody.")), 409
    except NotOpenError:
        db.session.rollback()
        return _show(_list(number), _("This activity takes nobody any more.")), 409
    db.session.commit()
    flash(
        ngettext(
            "%(num)d person is on the check-in list.",
            "%(num)d people are on the check-in list.",
            joined,
        ),
        "good",
    )
    return redirect(f"/studio/activities/{chosen}/check-in", 303)


@bp.get(f"{PAGE}/<int:number>/slips.pdf")
@requires("organiser", "city")
def slips(number: int) -> Response:
    """The codes that still work, to print and cut."""
    made = _list(number)
    accounts = [each for each in queries.accounts(number) if queries.is_open(each)] or abort(404)
    response = Response(faces.sheet(made, accounts), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="accounts-{number}.pdf"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _end() -> dt.datetime:
    """The end of the chosen day in the city's time. Raises ValueError."""
    text = request.form.get("ends", "") or (clock.now() + USUAL).date().isoformat()
    day = dt.datetime.combine(dt.date.fromisoformat(text), dt.time()) + dt.timedelta(days=1)
    return day.replace(tzinfo=ZoneInfo(web.portal().time_zone))


def _index(fault: str = "") -> str:
    named = _organisers()
    return render_template(
        "prepared/index.html",
        lists=queries.lists(list(named)),
        organisers=list(named.items()),
        form=request.form,
        chosen=request.form.get("organiser", 0, type=int),
        usual=(clock.now() + USUAL).date().isoformat(),
        most=actions.MOST,
        fault=fault,
        action=PAGE,
    )


def _show(made: PreparedList, fault: str = "") -> str:
    accounts, order = queries.accounts(made.id), web.text_order()
    is_over = made.closes_at <= clock.now()
    words = faces.states(made, is_over)
    return render_template(
        "prepared/show.html",
        made=made,
        until=faces.until(made),
        ends=(made.closes_at - dt.timedelta(seconds=1)).date().isoformat(),
        rows=[_row(each, words, is_over) for each in accounts],
        activities=[
            (row["id"], i18n.pick_value(row["titles"], order)[1])
            for row in queries.activities(made.organiser_id)
        ],
        fault=fault,
        here=f"{PAGE}/{made.id}",
    )


def _row(account: PreparedAccount, words: dict[str, str], is_over: bool) -> dict[str, object]:
    state = faces.state(account)
    return {
        "id": account.id,
        "name": account.name,
        "state": words[state],
        "is_open": state == "open" and not is_over,
        "code": codes.shown(account.code),
    }
