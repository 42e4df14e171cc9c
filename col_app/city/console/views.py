"""The city team's console: a way to each of its pages."""

from __future__ import annotations

from flask import Blueprint, render_template

from col_app.city.console.entries import entries
from col_app.core.access import requires

bp = Blueprint("console", __name__, template_folder="templates")


@bp.get("/console")
@requires("city")
def index() -> str:
    """What the team can set."""
    return render_template("console/index.html", entries=entries())
