"""The network's home, the next community call, and how a city begins."""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import parseaddr
from urllib.parse import quote

from flask import Blueprint, Response, abort, render_template, request

from col_app.core import formats, web
from col_app.core.access import public
from col_app.core.speech import gettext as _
from col_app.learning.index import queries as index
from col_app.network.calls import queries as calls
from col_app.network.directory import files, pins
from col_app.network.directory import queries as directory
from col_app.network.directory.models import Standing
from col_app.network.directory.pins import Pin
from col_app.network.featured import queries as featured
from col_app.network.search import offers
from col_app.network.search import queries as search
from col_app.network.welcome import guess, invitation
from col_app.ui import assets, outlines

bp = Blueprint("welcome", __name__, template_folder="templates")
SHOWN, READ = 4, 60
LONGEST_PLACE = 80


@dataclass(frozen=True, slots=True)
class Totals:
    """The network in numbers. `members` are those with public evidence."""

    portals: int
    members: int
    countries: int
    activities: int
    applicants: int


@bp.get("/")
@public
def home() -> str:
    """Every city is a place to learn."""
    shown = pins.pins(directory.spots(), index.open_by_city())
    lang, turn = web.reader_lang(), featured.current()
    latest = offers.varied(search.latest(lang, READ), SHOWN)
    online = offers.varied(search.online(lang, READ), SHOWN)
    cards = offers.with_topics([*latest, *online], shown)
    return render_template(
        "welcome/home.html",
        totals=_totals(shown),
        number=formats.number,
        guessed=guess.portal(shown),
        featured=next((pin for pin in shown if pin.slug == turn), None),
        dots=pins.dots(shown),
        far=pins.far(shown),
        box=(outlines.WIDTH, outlines.HEIGHT),
        map_href=files.europe()[1],
        countries=pins.by_country(shown),
        call=invitation.of(calls.upcoming()),
        latest=cards[: len(latest)],
        online=cards[len(latest) :],
    )


def _totals(shown: list[Pin]) -> Totals:
    return Totals(
        portals=sum(pin.has_portal for pin in shown),
        members=sum(pin.standing == Standing.MEMBER for pin in shown),
        countries=len({pin.country for pin in shown if pin.has_portal}),
        activities=sum(pin.count for pin in shown),
        applicants=sum(not pin.has_portal for pin in shown),
    )


@bp.get("/start")
@public
def start() -> str:
    """How a place becomes a City of Learning, and whom to write to."""
    place = " ".join(request.args.get("place", "").split())[:LONGEST_PLACE]
    address = parseaddr(web.settings().mail_from)[1]
    subject = (
        _("A City of Learning in %(place)s", place=place) if place else _("A City of Learning")
    )
    return render_template(
        "welcome/start.html",
        place=place,
        address=address,
        letter=f"mailto:{address}?subject={quote(str(subject))}",
        call=invitation.of(calls.upcoming()),
    )


@bp.get("/calls/<int:number>.ics")
@public
def call_ics(number: int) -> Response:
    """A community call for one's own calendar."""
    call = calls.by_number(number) or abort(404)
    body = invitation.calendar(call, web.text_order(), web.settings().base_domain)
    name = f'attachment; filename="community-call-{number}.ics"'
    return Response(body, mimetype="text/calendar", headers={"Content-Disposition": name})


@bp.get("/offline")
@public
def offline() -> str:
    """What a browser shows that has no network and nothing from before."""
    return render_template("welcome/offline.html")


@bp.get("/sw.js")
@public
def service_worker() -> Response:
    """The script that keeps the wallet for times without a network."""
    return Response(assets.service_worker(), mimetype="text/javascript")
