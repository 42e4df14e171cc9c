"""Files that differ by city: theme, mark, manifest, robots, sitemap."""

from __future__ import annotations

from flask import Blueprint, Response, abort, redirect
from flask.typing import ResponseReturnValue

from col_app.city.branding import sitemap
from col_app.core import page, web
from col_app.core.access import public
from col_app.core.i18n import tag
from col_app.core.speech import gettext as _
from col_app.network.directory import files

bp = Blueprint("branding", __name__)
YEAR = 365 * 24 * 3600
HIDDEN = (
    "/credentials/",
    "/checkin/",
    "/check-in",
    "/session/",
    "/passport",
    "/studio",
    "/console",
)
"""Awards too: whoever has the link may look, search engines have none."""


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
def whole_sitemap() -> Response:
    """Addresses of what can be found here; of a large city, the files that hold them."""
    parts = sitemap.parts()
    if parts == 1:
        return _sitemap(1)
    urls = (web.own_url(f"/sitemap-{number}.xml") for number in range(1, parts + 1))
    return Response(files.sitemap_index(urls), mimetype="application/xml")


@bp.get("/sitemap-<int:number>.xml")
@public
def part_of_sitemap(number: int) -> Response:
    """One file of the sitemap of a large city."""
    if not 1 <= number <= sitemap.parts():
        abort(404)
    return _sitemap(number)


def _sitemap(number: int) -> Response:
    entries = ((web.own_url(path), day) for path, day in sitemap.part(number))
    return Response(files.sitemap(entries), mimetype="application/xml")
