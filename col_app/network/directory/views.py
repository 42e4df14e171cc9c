"""The apex: the map of cities, the list, the closest city; and hosts that nobody knows."""

from __future__ import annotations

import orjson
from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from col_app.core import errors, gazetteer, i18n, web
from col_app.core.access import public
from col_app.core.speech import gettext as _
from col_app.learning.index import queries as index
from col_app.network.directory import doors, files, pins, queries, wayfinding
from col_app.network.directory.pins import Pin
from col_app.network.directory.queries import Spot
from col_app.network.directory.wayfinding import Found
from col_app.ui.theme import default_theme

bp = Blueprint("directory", __name__, template_folder="templates")
bp.before_app_request(doors.refuse_paused)
bp.app_errorhandler(404)(doors.nobody_here)

NEAREST, IN_COUNTRY = 4, 12
NETWORK = default_theme("network")
YEAR = 365 * 24 * 3600
Near = list[tuple[Spot, float]]
PAGES = ("/", "/search", "/cities", "/start", "/verify")


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
        lands=_lands(spots, reader),
        count=len(chosen),
        languages=sorted((i18n.name_in(one, reader), i18n.tag(one)) for one in spoken),
        language=i18n.tag(lang),
    )


def _lands(spots: list[Spot], reader: str) -> list[tuple[str, str]]:
    """(letters, name) of the countries on the map; what stands for none has no letters."""
    names = wayfinding.countries(reader)
    known = {spot.country for spot in spots} & names.keys()
    return sorted(((c, names[c]) for c in known), key=lambda land: gazetteer.plain(land[1]))


@bp.get("/cities/closest")
@public
def closest() -> ResponseReturnValue:
    """The portals closest to a place somebody typed, or to a point."""
    spots, asked = queries.spots(), _asked()
    found = _find(asked, spots)
    by_distance = queries.closest(found.point, spots) if found else []
    near, further = by_distance[:NEAREST], by_distance[NEAREST:]
    also = [pair for pair in further if found and pair[0].country == found.country]
    if errors.wants_json():
        response = _closest_for_machines(found, near)
    else:
        response = Response(_closest_page(asked, spots, found, near, also[:IN_COUNTRY]))
    response.vary.add("Accept")
    return response


def _asked() -> str:
    return " ".join(request.args.get("q", "").split())[: wayfinding.LONGEST]


def _find(asked: str, spots: list[Spot]) -> Found | None:
    point, folder, lang = (
        wayfinding.point_of(request.args),
        web.settings().data_dir,
        web.reader_lang(),
    )
    if point is not None:
        return Found("", point)
    if not asked and "country" in request.args:
        return wayfinding.in_country(request.args["country"].upper(), folder, lang)
    return wayfinding.find(asked, spots, folder, lang)


def _closest_for_machines(found: Found | None, near: Near) -> Response:
    cities = [
        {"slug": pin.slug, "name": pin.name, "url": pin.href, "km": round(km, 1)}
        for pin, km in _pins_near(near)
    ]
    place = {"name": found.name, "lat": found.point[0], "lon": found.point[1]} if found else None
    body = orjson.dumps({"place": place, "cities": cities})
    return Response(body, mimetype="application/json")


def _closest_page(
    asked: str, spots: list[Spot], found: Found | None, near: Near, also: Near
) -> str:
    order, shown = web.text_order(), _pins_near(near + also)
    applicant = found.spot if found and found.spot and found.spot.city_id is None else None
    return render_template(
        "directory/closest.html",
        asked=asked,
        found=found,
        country=wayfinding.countries(order[0]).get(found.country, "") if found else "",
        applicant=applicant.name(order)[1] if applicant else "",
        near=shown[: len(near)],
        also=shown[len(near) :],
        is_on_map=bool(found and found.spot),
        guesses=[] if found else [spot.name(order)[1] for spot in wayfinding.guesses(asked, spots)],
        others=wayfinding.others(found, order[0]) if found else [],
        kilometres=pins.kilometres,
        closest_path=pins.closest_path,
    )


def _pins_near(near: Near) -> list[tuple[Pin, float]]:
    shown = pins.pins([spot for spot, _km in near], index.open_by_city())
    return [(pin, km) for pin, (_spot, km) in zip(shown, near, strict=True)]


@bp.get("/europe-<_digest>.svg")
@public
def europe(_digest: str) -> Response:
    """The land behind the dots; pages draw it in their colours. Its address has its content."""
    drawing, address = files.europe()
    response = Response(drawing, mimetype="image/svg+xml")
    if request.path == address:
        response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response


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
