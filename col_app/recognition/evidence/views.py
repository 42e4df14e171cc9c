"""Files, for their person and for those who decide about what they show."""

from __future__ import annotations

from pathlib import PurePath

from flask import Blueprint, Response, abort

from col_app.core.access import signed_in, signed_in_person
from col_app.recognition.evidence import queries
from col_app.recognition.evidence.serving import served

bp = Blueprint("evidence", __name__, template_folder="templates")


@bp.get("/evidence/<public_id>")
@signed_in
def show(public_id: str) -> Response:
    """A file. Nothing but photos that we drew anew opens inside a page."""
    reader, found = signed_in_person().id, queries.file(public_id)
    seen = queries.sight(found, reader) if found else ""
    if found is None or not seen:
        abort(404)
    nameless = f"{found.position}{PurePath(found.name).suffix}"
    return served(found, found.name if seen == "named" else nameless)
