"""Codes: the page they open, and the studio's list of links and slips."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

import tenancy
from col_app.core import clock, codes, errors, formats, i18n, seals, web
from col_app.core.access import current_identity, public, requires, signed_in, signed_in_person
from col_app.core.db import db
from col_app.core.speech import gettext as _
from col_app.people.members import actions as members
from col_app.recognition.awards.faces import qr
from col_app.recognition.awards.handling import handled
from col_app.recognition.badges import faces
from col_app.recognition.badges import queries as badges
from col_app.recognition.claims import actions, queries, tries
from col_app.recognition.claims.models import ClaimCode
from col_app.ui import slips as paper

bp = Blueprint("claims", __name__, template_folder="templates")
MOST_TEXT = 40


def _find(text: str) -> tuple[ClaimCode | None, str]:
    """The code, or a sentence that says why there is none."""
    who = seals.blind(f"claims from {request.remote_addr}")
    try:
        found = actions.find(text[:MOST_TEXT], who)
    except tries.TooManyTriesError:
        return None, _("Many wrong codes came from here. Please try again in a quarter of an hour.")
    db.session.commit()
    return found, "" if found else _("No badge has this code. Please look at it once more.")


def _page(code: ClaimCode, fault: str = "") -> str:
    row = badges.by_id(code.badge_id)
    if row is None or not row["is_published"]:
        abort(404)
    return render_template(
        "claims/show.html",
        badge=faces.face(row, web.text_order()),
        code=codes.shown(code.code),
        action=f"/claim/{code.code}",
        is_signed_in=current_identity() is not None,
        fault=fault or _shut(code),
    )


def _shut(code: ClaimCode) -> str:
    """Why a code gives nothing now; "" when it does."""
    now = clock.now()
    if code.sheet_id is not None and code.used_count:
        return _("This slip has been used.")
    if code.closed_at is not None or code.closes_at <= now:
        return _("This code is closed.")
    if code.opens_at > now:
        return _("This code opens on %(date)s.", date=formats.date(code.opens_at))
    return ""


@bp.get("/claim")
@public
def enter() -> str:
    """Where a code from a slip is typed."""
    return render_template("claims/enter.html", code="", fault="")


@bp.post("/claim")
@public
def typed() -> ResponseReturnValue:
    """Go to the page of a typed code."""
    text = request.form.get("code", "")
    found, fault = _find(text)
    if found is None:
        return render_template("claims/enter.html", code=text[:MOST_TEXT], fault=fault), 422
    return redirect(f"/claim/{found.code}", 303)


@bp.get("/claim/<code>")
@public
def show(code: str) -> ResponseReturnValue:
    """What a slip or a link gives; one button takes it."""
    found, fault = _find(code)
    if found is None:
        return render_template("claims/enter.html", code=code[:MOST_TEXT], fault=fault), 404
    response = Response(_page(found))
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@bp.post("/claim/<code>")
@signed_in
def take(code: str) -> ResponseReturnValue:
    """Claim the badge."""
    found, fault = _find(code)
    if found is None:
        return render_template("claims/enter.html", code=code[:MOST_TEXT], fault=fault), 404
    badge = badges.by_id(found.badge_id)
    if badge is None or not badge["is_published"]:
        abort(404)
    person = signed_in_person()
    members.welcome(person.id, person.name, person.lang)
    try:
        public_id = actions.claim(found, badge, person.id)
    except actions.UsedError:
        db.session.rollback()
        return _page(found, _shut(found) or _("This slip has been used.")), 409
    except actions.HeldError:
        db.session.rollback()
        return _page(found, _("You have this badge already: somebody else can use the code.")), 409
    db.session.commit()
    flash(_("The badge is yours."), "good")
    return redirect(f"/credentials/{public_id}", 303)


def _list(badge: dict[str, Any], fault: str = "") -> str:
    city = tenancy.current_city()
    return render_template(
        "claims/index.html",
        badge=badge,
        links=[
            {
                "id": link.id,
                "address": web.city_url(city, f"/claim/{link.code}"),
                "qr": qr(web.city_url(city, f"/claim/{link.code}")),
                "used": link.used_count,
                "hours": _hours(link),
                "fault": _shut(link),
            }
            for link in queries.links(badge["id"])
        ],
        sheets=queries.sheets(badge["id"]),
        form=request.form,
        fault=fault,
        most=actions.MOST_SLIPS,
        date=formats.date,
    )


def _hours(link: ClaimCode) -> str:
    start = formats.date(link.opens_at)
    return _("From %(start)s until %(end)s", start=start, end=_last_day(link.closes_at))


def _last_day(closes_at: dt.datetime) -> str:
    """A code closes when its last day is over."""
    return formats.date(closes_at - dt.timedelta(seconds=1))


def _day(name: str, usual: dt.date) -> dt.datetime:
    """The beginning of a day of the form in the city's time. Raises ValueError."""
    text = request.form.get(name, "") or usual.isoformat()
    day = dt.datetime.combine(dt.date.fromisoformat(text), dt.time())
    return day.replace(tzinfo=ZoneInfo(web.portal().time_zone))


@bp.get("/studio/badges/<int:badge_id>/claims")
@requires("organiser", "city")
def index(badge_id: int) -> str:
    """Links and slips of a badge, with what became of them."""
    return _list(handled(badge_id))


@bp.post("/studio/badges/<int:badge_id>/claims")
@requires("organiser", "city")
def create(badge_id: int) -> ResponseReturnValue:
    """Make a link or a sheet of slips."""
    badge, by, today = handled(badge_id), signed_in_person().id, clock.now().date()
    if not badge["is_published"]:
        return _list(badge, _("This badge is a draft or was retired: it cannot be awarded.")), 409
    try:
        ends = _day("ends", today + dt.timedelta(days=30)) + dt.timedelta(days=1)
        if request.form.get("kind") == "slips":
            actions.make_sheet(badge_id, int(request.form.get("number", "")), ends, by)
        else:
            actions.make_link(badge_id, _day("starts", today), ends, by)
    except (ValueError, OverflowError):
        return _list(badge, _("Please check the dates and the number.")), 422
    db.session.commit()
    return redirect(f"/studio/badges/{badge_id}/claims", 303)


@bp.post("/studio/badges/<int:badge_id>/claims/close")
@requires("organiser", "city")
def close(badge_id: int) -> ResponseReturnValue:
    """Close a link, or the open slips of a sheet."""
    badge = handled(badge_id)
    chosen = {name: request.form.get(name, "") for name in ("link", "sheet")}
    numbers = {name: int(n) for name, n in chosen.items() if n.isdecimal() and len(n) < 19}
    if len(numbers) != 1:
        return errors.answer(400)
    by = signed_in_person().id
    actions.close(badge["id"], by, numbers.get("link"), numbers.get("sheet"))
    db.session.commit()
    return redirect(f"/studio/badges/{badge_id}/claims", 303)


@bp.get("/studio/badges/<int:badge_id>/slips-<int:sheet_id>.pdf")
@requires("organiser", "city")
def slips(badge_id: int, sheet_id: int) -> Response:
    """The slips that can still be used, to print."""
    badge, city = handled(badge_id), tenancy.current_city()
    found = queries.slips(sheet_id, badge_id) or abort(404)
    shown = [
        paper.Slip(codes.shown(slip.code), web.city_url(city, f"/claim/{slip.code}"))
        for slip in found
    ]
    lines = [
        _("A badge of %(city)s for you.", city=web.portal().name(web.reader_lang())),
        _("Scan the code, or type it at %(address)s", address=f"{web.city_host(city)}/claim"),
        _("Valid until %(date)s, for one person.", date=_last_day(found[0].closes_at)),
    ]
    name = f'attachment; filename="{badge["slug"]}-{sheet_id}.pdf"'
    # drawing takes a while: no transaction waits for it
    db.session.rollback()
    body = paper.sheet(shown, badge["name"], lines, badge["name"], i18n.tag(web.reader_lang()))
    response = Response(body, mimetype="application/pdf")
    response.headers["Content-Disposition"] = name
    return response
