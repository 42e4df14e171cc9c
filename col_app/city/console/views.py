"""The city team's console: a way to each of its pages."""

from __future__ import annotations

from flask import Blueprint, render_template

from col_app.core.access import requires
from col_app.learning.console import entries

bp = Blueprint("console", __name__, template_folder="templates")


@bp.get("/console")
@requires("city")
def index() -> str:
    """What the team can set."""
    return render_template("console/index.html", entries=entries())
