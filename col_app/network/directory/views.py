"""The apex: the map of cities, the list, the closest city."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import orjson
from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from col_app.core import formats, i18n, web
from col_app.core.access import public
from col_app.core.errors import wants_json
from col_app.learning.index import queries as index
from col_app.network.directory import queries
from col_app.network.directory.queries import Point, Spot
import col_app.ui.outlines as outlines

bp = Blueprint("directory", __name__, template_folder="templates")
ONLINE, NEAREST = 4, 5


@dataclass(frozen=True, slots=True)
class Pin:
    """A place on the map and in the list, in the reader's words. x and y as `outlines.project`."""

    slug: str
    name: str
    own_name: str
    own_lang: str
    country: str
    href: str
    standing: str
    activities: int
    x: float
    y: float
    kilometres: str = ""


def _pin(spot: Spot, counts: dict[int, int], km: float | None = None) -> Pin:
    order = web.text_order()
    x, y = outlines.project(spot.lat, spot.lon)
    return Pin(
        slug=spot.slug,
        name=spot.name(order),
        own_name=spot.own_name(),
        own_lang=i18n.tag(spot.default_lang),
        country=spot.country_name(order),
        href=web.slug_url(spot.slug) if spot.city_id else "",
        standing=spot.standing,
        activities=counts.get(spot.city_id or 0, 0),
        x=x,
        y=y,
        kilometres=_("%(km)s km", km=formats.number(round(km))) if km is not None else "",
    )


def _pins() -> list[Pin]:
    counts = index.open_by_city()
    return [_pin(spot, counts) for spot in queries.spots()]


@bp.get("/")
@public
def home() -> str:
    """Every city is a place to learn."""
    pins = _pins()
    return render_template(
        "directory/home.html",
        pins=pins,
        by_country=_by_country(pins),
        numbers=_numbers(pins),
        paths=outlines.europe_paths(),
        online=[_opportunity(row) for row in index.from_anywhere(ONLINE)],
        near=None,
    )


def _numbers(pins: list[Pin]) -> dict[str, int]:
    return {
        "portals": sum(bool(pin.href) for pin in pins),
        "members": sum(pin.standing == "member" for pin in pins),
        "countries": len({pin.country for pin in pins}),
        "activities": sum(pin.activities for pin in pins),
        "applicants": sum(pin.standing == "applicant" for pin in pins),
    }


def _by_country(pins: list[Pin]) -> list[tuple[str, list[Pin]]]:
    countries: dict[str, list[Pin]] = {}
    for pin in pins:
        countries.setdefault(pin.country, []).append(pin)
    return sorted(countries.items())


def _opportunity(row: dict[str, Any]) -> dict[str, Any]:
    order = web.text_order()
    lang, (title, summary) = i18n.pick_value(row["texts"], order)
    return {
        "title": title,
        "summary": summary,
        "lang": i18n.tag(lang),
        "href": web.slug_url(row["city_slug"], f"/activities/{row['activity_id']}-{row['slug']}"),
        "city": row["city_name"],
        "topic": (row["topics"] or ["democracy"])[0],
        "when": formats.when(row["starts_at"], row["ends_at"]),
        "price": formats.price(row["price_cents"], row["currency"]),
        "seed": row["activity_id"],
    }


@bp.get("/cities")
@public
def cities() -> str:
    """All places of the network as a list."""
    pins = _pins()
    return render_template(
        "directory/cities.html", by_country=_by_country(pins), numbers=_numbers(pins)
    )


@bp.get("/cities/closest")
@public
def closest() -> ResponseReturnValue:
    """The portals closest to a place somebody typed, or to a point."""
    spots, asked = queries.spots(), " ".join(request.args.get("q", "").split())[:80]
    point = _point()
    found = (_("your place"), point) if point else queries.look_up(asked, spots)
    counts = index.open_by_city()
    near = [
        _pin(spot, counts, km)
        for spot, km in (queries.closest(found[1], spots)[:NEAREST] if found else [])
    ]
    if wants_json():
        shape = [{"slug": p.slug, "name": p.name, "url": p.href, "km": p.kilometres} for p in near]
        return Response(orjson.dumps({"place": found and found[0], "cities": shape}),
                        mimetype="application/json")
    return render_template(
        "directory/closest.html", asked=asked, place=found[0] if found else "", pins=near
    )


def _point() -> Point | None:
    """The point of the address, rounded to about a kilometre: finer is nobody's business."""
    try:
        lat, lon = float(request.args.get("lat", "")), float(request.args.get("lon", ""))
    except ValueError:
        return None
    if not (math.isfinite(lat) and math.isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180):
        return None
    return round(lat, 2), round(lon, 2)
