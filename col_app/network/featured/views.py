"""The trio's page of featured cities."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from col_app.core import clock, formats, web
from col_app.core.access import requires, signed_in_person
from col_app.core.speech import gettext as _
from col_app.learning.activities.filters import YEARS
from col_app.network.directory import pins
from col_app.network.directory import queries as directory
from col_app.network.directory.pins import Pin
from col_app.network.featured import actions, queries

bp = Blueprint("featured_city", __name__, template_folder="templates")
INDEX = "/trio/featured"
WEEK = dt.timedelta(days=7)
UTC = ZoneInfo("UTC")


@dataclass(frozen=True, slots=True)
class Line:
    """A city's turn in the list."""

    id: int
    name: str
    lang: str
    day: str
    state: str
    tone: str


@bp.get(INDEX)
@requires("trio")
def index() -> str:
    """Whose turn it is, was and will be."""
    return _page()


@bp.post(INDEX)
@requires("trio")
def create() -> ResponseReturnValue:
    """Give a city its turn."""
    chosen, given = request.form.get("city", ""), request.form.get("starts_on", "").strip()
    city, day = web.app().directory.by_slug(chosen), _day(given)
    faults = {}
    if city is None or chosen not in {pin.slug for pin in _portals()}:
        faults["city"] = _("Choose one of these.")
    if day is None:
        faults["starts_on"] = _("Give the day as year-month-day, for example 2027-06-30.")
    if city is None or day is None or faults:
        return _page(chosen, given, faults), 422
    try:
        actions.give_turn(city.id, day, signed_in_person().id)
    except actions.DayTakenError:
        faults["starts_on"] = _("Another city's turn begins on this day.")
        return _page(chosen, given, faults), 422
    flash(_("The turn is kept."), "good")
    return redirect(INDEX, 303)


@bp.post(f"{INDEX}/<int:turn_id>")
@requires("trio")
def delete(turn_id: int) -> ResponseReturnValue:
    """Take a turn back."""
    actions.take_turn(turn_id)
    flash(_("The turn is taken back."), "good")
    return redirect(INDEX, 303)


def _day(text: str) -> dt.date | None:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in YEARS else None


def _portals() -> list[Pin]:
    found = [pin for pin in pins.pins(directory.spots(), {}) if pin.has_portal]
    return sorted(found, key=lambda pin: pin.name.casefold())


def _page(chosen: str = "", given: str = "", faults: dict[str, str] | None = None) -> str:
    turns, known = queries.turns(), _portals()
    following = max([clock.now().date(), *(turn.starts_on for turn in turns)]) + WEEK
    return render_template(
        "featured_city/index.html",
        lines=_lines(turns, {pin.slug: pin for pin in known}),
        cities=[(pin.slug, pin.name) for pin in known],
        chosen=chosen,
        starts_on=given or following.isoformat(),
        faults=faults or {},
    )


def _lines(turns: list[queries.Turn], known: dict[str, Pin]) -> list[Line]:
    today = clock.now().date()
    current = next((t.id for t in turns if t.starts_on <= today and t.is_open), None)
    return [_line(turn, known.get(turn.slug), current, today) for turn in turns]


def _line(turn: queries.Turn, pin: Pin | None, current: int | None, today: dt.date) -> Line:
    state, tone = _("Its time is over"), ""
    if not turn.is_open:
        state, tone = _("Passed over: the portal is closed"), "warn"
    elif turn.id == current:
        state, tone = _("On the home now"), "good"
    elif turn.starts_on > today:
        state, tone = _("Scheduled"), "info"
    day = formats.day_of_month(turn.starts_on, UTC)
    return Line(turn.id, pin.name if pin else turn.slug, pin.lang if pin else "", day, state, tone)
