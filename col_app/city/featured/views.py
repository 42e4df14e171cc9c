"""The console's page of what the home features: choosing, ordering, scheduling, a preview."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

import tenancy
from col_app.city.featured import actions, faces, forms, queries
from col_app.city.featured.models import Featured, FeaturedKind
from col_app.city.featured.queries import Entry, Key
from col_app.core import clock, formats, i18n, web
from col_app.core.access import requires, signed_in_person
from col_app.core.db import db
from col_app.core.speech import gettext as _
from col_app.learning import console

bp = Blueprint("featured", __name__, template_folder="templates")
INDEX = "/console/featured"
ONE = f"{INDEX}/<int:featured_id>"
SHORTEST, MOST_TEXT = 2, 200


@dataclass(frozen=True, slots=True)
class Line:
    """One of them in the console. `thing` is None for what nobody may see any more."""

    id: int
    thing: faces.Thing | None
    kind_label: str
    state: str
    tone: str
    times: str


@console.add
def _entry() -> console.Entry:
    about = _("What the home shows first: chosen, ordered and scheduled by you.")
    return console.Entry(_("Featured on the home"), about, INDEX, "star")


@bp.get(INDEX)
@requires("city")
def index() -> str:
    """All that is featured, and what can be added for the words of `q`."""
    words = " ".join(request.args.get("q", "").split())[:MOST_TEXT]
    return render_template(
        "featured/index.html",
        lines=_lines(),
        at=request.args.get("at"),
        words=words,
        found=_found(words) if words else None,
        most=faces.MOST,
    )


@bp.get(f"{INDEX}/preview")
@requires("city")
def preview() -> ResponseReturnValue:
    """The section of the home as it will be at a time."""
    given = request.args.get("at", "")
    at = forms.moment(given, _zone()) if given else clock.now()
    shown = faces.in_force(queries.every(), web.text_order(), at) if at else []
    html = render_template(
        "featured/preview.html",
        featured=shown,
        given=at.astimezone(_zone()).strftime(forms.LOCAL) if at else "",
        fault="" if at else _("Give day and time, for example 2027-06-30T09:00."),
        zone_name=formats.zone_name(),
    )
    return html, 200 if at else 400


@bp.get(f"{INDEX}/new")
@requires("city")
def new() -> str:
    """The form for a thing that was chosen."""
    key = forms.read_key(request.args) or abort(404)
    return _form(forms.Draft(), _thing(key), INDEX)


@bp.post(INDEX)
@requires("city")
def create() -> ResponseReturnValue:
    """Feature a thing."""
    key = forms.read_key(request.form) or abort(400)
    thing, draft = _thing(key), _read()
    if draft.faults:
        return _form(draft, thing, INDEX), 422
    try:
        kind, content = FeaturedKind(key[0]), draft.content(_zone())
        actions.add(kind, key[1], content, signed_in_person().id)
    except actions.EndsTooEarlyError:
        draft.faults["ends"] = _("It cannot end before it begins.")
        return _form(draft, thing, INDEX), 422
    except actions.AlreadyFeaturedError:
        flash(_("%(title)s is featured already.", title=thing.title), "bad")
        return redirect(INDEX, 303)
    return _done(_("%(title)s is featured.", title=thing.title))


@bp.get(ONE)
@requires("city")
def edit(featured_id: int) -> str:
    """The form of one of them."""
    entry = _entry_of(featured_id)
    return _form(forms.of(entry, _zone()), _known(entry), f"{INDEX}/{entry.id}", entry.id)


@bp.post(ONE)
@requires("city")
def update(featured_id: int) -> ResponseReturnValue:
    """Keep what the form says, or feature it no more when the form says DELETE."""
    featured, by = _featured(featured_id), signed_in_person().id
    if request.form.get("_method", "").upper() == "DELETE":
        actions.remove(featured, by)
        return _done(_("It is no longer featured."))
    entry, draft = _entry_of(featured_id), _read()
    here = _known(entry), f"{INDEX}/{entry.id}", entry.id
    if draft.faults:
        return _form(draft, *here), 422
    try:
        actions.change(featured, draft.content(_zone()), by)
    except actions.EndsTooEarlyError:
        draft.faults["ends"] = _("It cannot end before it begins.")
        return _form(draft, *here), 422
    return _done(_("It is kept."))


@bp.post(f"{ONE}/position")
@requires("city")
def move(featured_id: int) -> ResponseReturnValue:
    """Put one at a place; the answer comes back to the button."""
    place = request.form.get("place", "")
    if not place.isascii() or not place.isdecimal() or len(place) > 4:
        abort(400)
    before = [entry.id for entry in queries.every()]
    actions.move(_featured(featured_id), int(place), signed_in_person().id)
    _keep()
    way = "up" if int(place) <= before.index(featured_id) else "down"
    return redirect(f"{INDEX}?at={way}-{featured_id}", 303)


def _zone() -> ZoneInfo:
    return ZoneInfo(web.portal().time_zone)


def _featured(featured_id: int) -> Featured:
    return queries.by_id(featured_id) or abort(404)


def _entry_of(featured_id: int) -> Entry:
    return next((e for e in queries.every() if e.id == featured_id), None) or abort(404)


def _thing(key: Key) -> faces.Thing:
    return faces.things([key], web.text_order(), clock.now()).get(key) or abort(404)


def _known(entry: Entry) -> faces.Thing | None:
    return faces.things([entry.key], web.text_order(), clock.now()).get(entry.key)


def _read() -> forms.Draft:
    return forms.read(request.form, web.portal().languages, _zone())


def _found(words: str) -> list[faces.Thing]:
    """What the words or the address mean, without what is featured already."""
    order, now = web.text_order(), clock.now()
    key = forms.key_of_address(words)
    keys = [key] if key else []
    if key is None and len(words) >= SHORTEST:
        keys = [*queries.found(words, now), *forms.skills_called(words, order, queries.MOST_FOUND)]
    featured = {entry.key for entry in queries.every()}
    shown = faces.things([key for key in keys if key not in featured], order, now)
    return [shown[key] for key in keys if key in shown]


def _lines() -> list[Line]:
    order, now, every = web.text_order(), clock.now(), queries.every()
    found, labels = faces.things([each.key for each in every], order, now), faces.kind_labels()
    return [_line(each, found.get(each.key), labels[each.kind], now) for each in every]


def _line(entry: Entry, thing: faces.Thing | None, label: str, now: dt.datetime) -> Line:
    state, tone = _("On the home now"), "good"
    if entry.ends_at and entry.ends_at <= now:
        state, tone = _("Its time is over"), ""
    elif thing is None:
        state, tone = _("Not shown: over, cancelled or no longer public"), "warn"
    elif not entry.is_in_force(now):
        state, tone = _("Scheduled"), "info"
    return Line(entry.id, thing, label, state, tone, _times(entry))


def _times(entry: Entry) -> str:
    said = []
    if entry.starts_at:
        day, time = formats.day(entry.starts_at), formats.clock_time(entry.starts_at)
        said.append(_("From %(day)s, %(time)s", day=day, time=time))
    if entry.ends_at:
        day, time = formats.day(entry.ends_at), formats.clock_time(entry.ends_at)
        said.append(_("Until %(day)s, %(time)s", day=day, time=time))
    return " · ".join(said)


def _form(
    draft: forms.Draft, thing: faces.Thing | None, action: str, featured_id: int | None = None
) -> str:
    return render_template(
        "featured/edit.html",
        draft=draft,
        thing=thing,
        action=action,
        featured_id=featured_id,
        langs=[(lang, i18n.tag(lang), i18n.own_name(lang)) for lang in web.portal().languages],
        zone_name=formats.zone_name(),
    )


def _done(words: str) -> ResponseReturnValue:
    _keep()
    flash(words, "good")
    return redirect(INDEX, 303)


def _keep() -> None:
    db.session.commit()
    web.app().directory.changed(tenancy.current_city().slug)
