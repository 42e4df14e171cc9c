"""Files that every host has in its own words and colours: mark, manifest, robots, sitemap."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from xml.sax.saxutils import escape

import orjson
import resvg_py
from flask import Response, request

from col_app.ui import assets, outlines
from col_app.ui.art.mark import mark_file
from col_app.ui.theme import light_roles

SIZES = (192, 512)
MARK_SECONDS = 3600
_XML = '<?xml version="1.0" encoding="utf-8"?>'
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def mark_svg(brand: str, accent: str) -> str:
    """The mark in the colours of a portal, as its light pages show it."""
    roles = light_roles(brand, accent)
    return mark_file(roles["brand"], roles["on-brand"], roles["accent"])


@lru_cache(maxsize=256)
def mark_png(brand: str, accent: str, size: int) -> bytes:
    """The same as PNG, `size` pixels wide and high."""
    svg = mark_svg(brand, accent)
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=size, skip_system_fonts=True))


def mark_response(form: str, brand: str, accent: str) -> Response:
    """The mark as `svg` or `png`; `?size=` is one of SIZES, the larger one when it is not."""
    if form == "svg":
        response = Response(mark_svg(brand, accent), mimetype="image/svg+xml")
    else:
        size = SIZES[0] if request.args.get("size") == str(SIZES[0]) else SIZES[-1]
        response = Response(mark_png(brand, accent, size), mimetype="image/png")
    response.headers["Cache-Control"] = f"public, max-age={MARK_SECONDS}"
    return response


@lru_cache(maxsize=1)
def europe() -> tuple[bytes, str]:
    """The map of Europe as shapes for `<use>`, and its address, which changes with it.

    The shapes have no colours: the page gives them its own.
    """
    drawn = outlines.europe_paths()
    shapes = "".join(
        f'<path id="{name}" d="{path}"/>'
        for name, path in (
            ("graticule", drawn.graticule), ("land", drawn.land), ("member", drawn.member),
        )
    )  # fmt: skip
    size = f"0 0 {drawn.width} {drawn.height}"
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{size}">{shapes}</svg>'.encode()
    return svg, f"/europe-{assets.digest(svg)}.svg"


def manifest(name: str, short_name: str, lang: str, colours: tuple[str, str]) -> bytes:
    """What a phone needs to put a portal on its home screen (W3C Web Application Manifest)."""
    roles = light_roles(*colours)
    icons = [
        {"src": f"/mark.png?size={size}", "sizes": f"{size}x{size}", "type": "image/png"}
        for size in SIZES
    ]
    drawn = {"src": "/mark.svg", "sizes": "any", "type": "image/svg+xml"}
    shape = {
        "name": name,
        "short_name": short_name,
        "lang": lang,
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": roles["bg"],
        "theme_color": roles["brand"],
        "icons": [*icons, drawn],
    }
    return orjson.dumps(shape)


def robots(sitemap_url: str, hidden: Iterable[str]) -> str:
    """Everything may be found but the paths of `hidden` (RFC 9309)."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in hidden), f"Sitemap: {sitemap_url}"]
    return "\n".join(lines) + "\n"


def sitemap(entries: Iterable[tuple[str, str]]) -> str:
    """Addresses of what can be found on a host, each with the day it was changed, or ""."""
    urls = "".join(f"<url>{_location(url, day)}</url>" for url, day in entries)
    return f'{_XML}<urlset xmlns="{_SITEMAP}">{urls}</urlset>'


def sitemap_index(urls: Iterable[str]) -> str:
    """The parts of a sitemap that is too long for one file."""
    parts = "".join(f"<sitemap>{_location(url, '')}</sitemap>" for url in urls)
    return f'{_XML}<sitemapindex xmlns="{_SITEMAP}">{parts}</sitemapindex>'


def _location(url: str, day: str) -> str:
    changed = f"<lastmod>{day}</lastmod>" if day else ""
    return f"<loc>{escape(url)}</loc>{changed}"
