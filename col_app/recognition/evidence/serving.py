"""A file on its way to somebody who may see it."""

from __future__ import annotations

import io

from flask import Response, abort, send_file

from col_app.core import files
from col_app.recognition.evidence.models import EvidenceFile
from col_app.recognition.evidence.pieces import PHOTO


def served(found: EvidenceFile, name: str) -> Response:
    """Its content under a name (404 once it is gone). Nothing but redrawn photos opens inline."""
    content = files.read(found.public_id)
    if content is None:
        abort(404)
    response = send_file(
        io.BytesIO(content),
        found.media_type,
        as_attachment=found.media_type != PHOTO,
        download_name=name,
    )
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
