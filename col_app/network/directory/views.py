"""The apex: the map of cities, the list, the closest city; and hosts that nobody knows."""

from __future__ import annotations

from dataclasses import dataclass

import orjson
from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from col_app.core import errors, formats, i18n, web
from col_app.core.access import public
from col_app.core.speech import gettext as _
from col_app.learning.index import queries as index
from col_app.network.directory import doors, files, offers, pins, queries, wayfinding
from col_app.network.directory.models import Standing
from col_app.network.directory.pins import Pin
from col_app.network.directory.queries import Spot
from col_app.network.directory.wayfinding import Found
from col_app.ui import assets, outlines
from col_app.ui.theme import default_theme

bp = Blueprint("directory", __name__, template_folder="templates")
bp.before_app_request(doors.refuse_paused)
bp.app_errorhandler(404)(doors.nobody_here)

NEAREST = 4
NETWORK = default_theme("network")
YEAR = 365 * 24 * 3600
PAGES = ("/", "/cities", "/verify")


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
    shown = _all_pins()
    return render_template(
        "directory/home.html",
        totals=_totals(shown),
        number=formats.number,
        dots=pins.dots(shown),
        far=pins.far(shown),
        box=(outlines.WIDTH, outlines.HEIGHT),
        map_href=f"/europe-{_map_digest()}.svg",
        countries=pins.by_country(shown),
        online=offers.from_anywhere(shown),
    )


def _all_pins() -> list[Pin]:
    return pins.pins(queries.spots(), index.open_by_city())


def _totals(shown: list[Pin]) -> Totals:
    return Totals(
        portals=sum(pin.has_portal for pin in shown),
        members=sum(pin.standing == Standing.MEMBER for pin in shown),
        countries=len({pin.country for pin in shown if pin.has_portal}),
        activities=sum(pin.count for pin in shown),
        applicants=sum(not pin.has_portal for pin in shown),
    )


@bp.get("/cities")
@public
def cities() -> str:
    """All places of the network by country, or those that speak a language."""
    spots, language = queries.spots(), request.args.get("language", "")
    spoken = sorted({lang for spot in spots for lang in spot.languages})
    lang = i18n.negotiate([language], spoken, "")
    chosen = [spot for spot in spots if not lang or lang in spot.languages]
    reader = web.reader_lang()
    return render_template(
        "directory/cities.html",
        countries=pins.by_country(pins.pins(chosen, index.open_by_city())),
        count=len(chosen),
        languages=sorted((i18n.name_in(one, reader), i18n.tag(one)) for one in spoken),
        language=i18n.tag(lang),
    )


@bp.get("/cities/closest")
@public
def closest() -> ResponseReturnValue:
    """The portals closest to a place somebody typed, or to a point."""
    spots, asked = queries.spots(), _asked()
    found = _find(asked, spots)
    near = queries.closest(found.point, spots)[:NEAREST] if found else []
    if errors.wants_json():
        response = _closest_for_machines(found, near)
    else:
        response = Response(_closest_page(asked, spots, found, near))
    response.vary.add("Accept")
    return response


def _asked() -> str:
    return " ".join(request.args.get("q", "").split())[: wayfinding.LONGEST]


def _find(asked: str, spots: list[Spot]) -> Found | None:
    point = wayfinding.point_of(request.args)
    if point is not None:
        return Found("", point)
    return wayfinding.find(asked, spots, web.settings().data_dir, web.reader_lang())


def _closest_for_machines(found: Found | None, near: list[tuple[Spot, float]]) -> Response:
    cities = [
        {"slug": pin.slug, "name": pin.name, "url": pin.href, "km": round(km, 1)}
        for pin, km in _pins_near(near)
    ]
    place = {"name": found.name, "lat": found.point[0], "lon": found.point[1]} if found else None
    body = orjson.dumps({"place": place, "cities": cities})
    return Response(body, mimetype="application/json")


def _closest_page(
    asked: str, spots: list[Spot], found: Found | None, near: list[tuple[Spot, float]]
) -> str:
    order = web.text_order()
    applicant = found.spot if found and found.spot and found.spot.city_id is None else None
    return render_template(
        "directory/closest.html",
        asked=asked,
        found=found,
        applicant=applicant.name(order)[1] if applicant else "",
        near=_pins_near(near),
        guesses=[] if found else [spot.name(order)[1] for spot in wayfinding.guesses(asked, spots)],
        others=wayfinding.others(found, order[0]) if found else [],
        kilometres=pins.kilometres,
        closest_path=pins.closest_path,
    )


def _pins_near(near: list[tuple[Spot, float]]) -> list[tuple[Pin, float]]:
    shown = pins.pins([spot for spot, _km in near], index.open_by_city())
    return [(pin, km) for pin, (_spot, km) in zip(shown, near, strict=True)]


@bp.get("/europe-<digest>.svg")
@public
def europe(digest: str) -> Response:
    """The land behind the dots; pages draw it in their colours. Its address has its content."""
    response = Response(_map_drawing(), mimetype="image/svg+xml")
    if digest == _map_digest():
        response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response


def _map_drawing() -> bytes:
    return files.map_drawing(outlines.europe_paths())


def _map_digest() -> str:
    return assets.digest(_map_drawing())


@bp.get("/manifest.webmanifest")
@public
def manifest() -> Response:
    """What a phone needs to put the network on its home screen."""
    name, lang = _("Cities of Learning"), i18n.tag(web.reader_lang())
    body = files.manifest(name, name, lang, (NETWORK.brand, NETWORK.accent))
    return Response(body, mimetype="application/manifest+json")


@bp.get("/mark.<any(svg,png):form>")
@public
def mark(form: str) -> Response:
    """The network's mark."""
    return files.mark_response(form, NETWORK.brand, NETWORK.accent)


@bp.get("/robots.txt")
@public
def robots() -> Response:
    """What may be found at the apex."""
    hidden = ("/account", "/session/", "/confirm/")
    return Response(files.robots(web.own_url("/sitemap.xml"), hidden), mimetype="text/plain")


@bp.get("/sitemap.xml")
@public
def sitemap() -> Response:
    """The pages of the apex. Every city has a sitemap of its own."""
    entries = ((web.own_url(path), "") for path in PAGES)
    return Response(files.sitemap(entries), mimetype="application/xml")
