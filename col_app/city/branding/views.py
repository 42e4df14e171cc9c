"""Files that differ by city: theme, mark, manifest, robots, sitemap."""

from __future__ import annotations

from flask import Blueprint, Response, redirect
from flask.typing import ResponseReturnValue

from col_app.core import page, web
from col_app.core.access import public
from col_app.core.i18n import tag
from col_app.core.speech import gettext as _
from col_app.learning.activities import search
from col_app.learning.activities.filters import Filters
from col_app.network.directory import files

bp = Blueprint("branding", __name__)
YEAR = 365 * 24 * 3600
HIDDEN = ("/credentials/", "/checkin/", "/check-in", "/session/", "/passport", "/studio")
"""Awards too: whoever has the link may look, search engines have none."""
PAGES = ("/", "/activities", "/playlists", "/badges", "/places", "/organisers", "/skills")


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
    facts, name = web.portal(), page.current_city_name()
    full_name = _("%(name)s %(kind)s", name=name, kind=page.kind_label(facts.kind))
    body = files.manifest(full_name, name, tag(web.reader_lang()), facts.colours)
    return Response(body, mimetype="application/manifest+json")


@bp.get("/mark.<any(svg,png):form>")
@public
def mark(form: str) -> Response:
    """The portal's mark in its colours: app icon, and the issuer's image in credentials."""
    return files.mark_response(form, *web.portal().colours)


@bp.get("/robots.txt")
@public
def robots() -> Response:
    """What may be found on this host."""
    return Response(files.robots(web.own_url("/sitemap.xml"), HIDDEN), mimetype="text/plain")


@bp.get("/sitemap.xml")
@public
def sitemap() -> Response:
    """Addresses of what can be found here."""
    rows = search.find(Filters(), web.text_order(), limit=search.MAX_PINS).cards
    paths = [*PAGES, *(f"/activities/{row['id']}-{row['slug']}" for row in rows)]
    urls = (web.own_url(path) for path in paths)
    return Response(files.sitemap(urls), mimetype="application/xml")
