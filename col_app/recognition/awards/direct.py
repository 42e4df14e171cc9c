"""The signed credential, answered before Flask: machines ask for it far oftener than for pages.

Only `GET /credentials/ID.json` of an award that exists, and that this process has answered once
by the ordinary way (which keeps the copy that outlives the database). Everything else, every
fault and every first time, goes on to the app.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.http import generate_etag

import tenancy
from col_app.core import copies, logs, security
from col_app.recognition.awards.queries import DOCUMENT

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

CONDITIONS = frozenset({"HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE"})
CREDENTIAL_TYPE = "application/vc+ld+json"
_PATH = re.compile(r"/credentials/([a-z2-7]{26})\.json")


class DirectCredentials:
    """WSGI: stands between the host middleware, which names the city, and the app."""

    def __init__(self, app: WSGIApplication, engine: Engine, scheme: str) -> None:
        self.app = app
        self.engine = engine
        self.headers = [
            ("Content-Type", CREDENTIAL_TYPE),
            ("Cache-Control", "public, max-age=60"),
            ("Access-Control-Allow-Origin", "*"),
            *security.fixed_headers(scheme),
        ]

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a credential, or hand the request on."""
        is_plain = environ["REQUEST_METHOD"] == "GET" and not CONDITIONS & environ.keys()
        body = self._document(environ) if is_plain else None
        if body is None:
            return self.app(environ, start_response)
        own = [("Content-Length", str(len(body))), ("ETag", f'"{generate_etag(body)}"')]
        start_response("200 OK", [*self.headers, *own])
        logs.direct("GET", "/credentials/<public_id>.json", 200)
        return [body]

    def _document(self, environ: WSGIEnvironment) -> bytes | None:
        path = environ.get("PATH_INFO", "")
        found = _PATH.fullmatch(path)
        if found is None or tenancy.current_city_or_none() is None:
            return None
        if not copies.is_kept(environ.get("HTTP_HOST", ""), path, CREDENTIAL_TYPE):
            return None
        try:
            rows = tenancy.read_once(self.engine, DOCUMENT, {"id": found[1]})
        except SQLAlchemyError:
            return None
        return rows[0]["document"].encode() if rows else None
