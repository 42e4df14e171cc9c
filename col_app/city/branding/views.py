"""Files that differ by city: theme, manifest, robots, sitemap, mark."""

from __future__ import annotations

import orjson
from flask import Blueprint, Response, abort, redirect
from flask.typing import ResponseReturnValue

from col_app.core import page, web
from col_app.core.access import public
from col_app.core.i18n import tag
from col_app.learning.activities import search
from col_app.learning.activities.filters import Filters
from col_app.ui.art import mark

bp = Blueprint("branding", __name__)
YEAR = 365 * 24 * 3600


@bp.get("/theme-<digest>.css")
@public
def theme(digest: str) -> ResponseReturnValue:
    """The city's colours. An old address leads to today's."""
    facts = web.portal()
    if digest != facts.theme_hash:
        return redirect(f"/theme-{facts.theme_hash}.css", 302)
    response = Response(facts.theme_css, mimetype="text/css")
    response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response


@bp.get("/manifest.webmanifest")
@public
def manifest() -> Response:
    """What a phone needs to put the portal on its home screen."""
    name = page.current_city_name()
    shape = {
        "name": f"{name} – {page.kind_label(web.portal().kind)}",
        "short_name": name,
        "lang": tag(web.reader_lang()),
        "start_url": "/",
        "display": "standalone",
        "icons": [{"src": "/mark.png", "sizes": "512x512", "type": "image/png"}],
    }
    return Response(orjson.dumps(shape), mimetype="application/manifest+json")


@bp.get("/mark.png")
@public
def mark_png() -> Response:
    """The portal's mark in its colours: app icon, and the issuer's image in credentials."""
    return Response(mark.mark_png(512), mimetype="image/png")


@bp.get("/robots.txt")
@public
def robots() -> Response:
    """Everything public may be found, except awards: whoever has the link may look."""
    lines = ["User-agent: *", "Disallow: /credentials/", "Disallow: /checkin/"]
    lines.append(f"Sitemap: {web.own_url('/sitemap.xml')}")
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


@bp.get("/sitemap.xml")
@public
def sitemap() -> Response:
    """Addresses of what can be found here."""
    if web.host_class() != "city":
        abort(404)
    rows = search.find(Filters(), web.text_order(), limit=search.MAX_PINS).cards
    paths = ["/", "/activities", "/playlists", "/badges", "/skills"]
    paths += [f"/activities/{row['id']}-{row['slug']}" for row in rows]
    entries = "".join(f"<url><loc>{web.own_url(path)}</loc></url>" for path in paths)
    xmlns = "http://www.sitemaps.org/schemas/sitemap/0.9"
    body = f'<?xml version="1.0" encoding="utf-8"?><urlset xmlns="{xmlns}">{entries}</urlset>'
    return Response(body, mimetype="application/xml")
