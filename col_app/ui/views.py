"""Files of the site: style sheets, scripts, fonts, art, packaged front-end files."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request, send_from_directory

from col_app.core.access import public
from col_app.ui import assets
from col_app.ui.art import badges
from col_app.ui.art.topics import icon_sheet

bp = Blueprint("ui", __name__, template_folder="templates")
YEAR = 365 * 24 * 3600
HOUR = 3600


@bp.get("/static/site-<digest>.css")
@public
def style_sheet(digest: str) -> Response:
    """All styles as one file; its address changes with its content."""
    if digest != assets.css_hash():
        abort(404)
    return _for_ever(assets.bundle_css(), "text/css")


@bp.get("/static/theme-<digest>.css")
@public
def network_theme(digest: str) -> Response:
    """The network's colours."""
    if digest != assets.digest(assets.network_theme()):
        abort(404)
    return _for_ever(assets.network_theme(), "text/css")


@bp.get("/static/topics-<digest>.svg")
@public
def topic_icons(digest: str) -> Response:
    """The icons of topics, for the pins of a map."""
    if digest != assets.digest(icon_sheet()):
        abort(404)
    return _for_ever(icon_sheet(), "image/svg+xml")


@bp.get("/static/badges/<name>.svg")
@public
def badge(name: str) -> Response:
    """The picture of a badge, by what it is drawn from."""
    try:
        drawing = badges.badge_file(name)
    except ValueError:
        abort(404)
    return _for_ever(drawing.encode(), "image/svg+xml")


def _for_ever(body: bytes, mimetype: str) -> Response:
    response = Response(body, mimetype=mimetype)
    response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response


@bp.get("/static/<path:name>")
@public
def static_file(name: str) -> Response:
    """One file. With a version in its address it may be kept for ever."""
    response = send_from_directory(assets.STATIC, name, max_age=HOUR)
    if "v" in request.args or name.startswith(assets.CHUNKS):
        response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response
