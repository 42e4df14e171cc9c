"""Files of the site: the style sheet, scripts, fonts, packaged front-end files."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request, send_from_directory

from col_app.core.access import public
from col_app.ui import assets

bp = Blueprint("ui", __name__, template_folder="templates")
YEAR = 365 * 24 * 3600
HOUR = 3600


@bp.get("/static/site-<digest>.css")
@public
def style_sheet(digest: str) -> Response:
    """All styles as one file; its address changes with its content."""
    if digest != assets.css_hash():
        abort(404)
    response = Response(assets.bundle_css(), mimetype="text/css")
    response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response


@bp.get("/static/theme-<digest>.css")
@public
def network_theme(digest: str) -> Response:
    """The network's colours."""
    if digest != assets.digest(assets.network_theme()):
        abort(404)
    response = Response(assets.network_theme(), mimetype="text/css")
    response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response


@bp.get("/static/<path:name>")
@public
def static_file(name: str) -> Response:
    """One file. With a version in its address it may be kept for ever."""
    response = send_from_directory(assets.STATIC, name, max_age=HOUR)
    if "v" in request.args:
        response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response
