"""Copies of public answers that must outlive an outage of the database: badges, keys, status lists.

A view marked with `keeps_copy` leaves its last good answer in the data folder. While PostgreSQL
is away, that copy answers; what was never seen is 503 like everything else.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Collection
from contextlib import suppress
from itertools import product
from pathlib import Path
from typing import Any, TypeVar

import orjson
from flask import Flask, Response, current_app, request

from col_app.core import web
from col_app.core.access import SESSION_COOKIE

View = TypeVar("View", bound=Callable[..., Any])
JSON_TYPES = ("application/vc+ld+json", "application/ld+json", "application/json")
TOKEN_TYPES = ("text/plain", "application/vc+jwt", "application/jwt")
ANY_FORM = "any"
FORMS = ("page", "json", "token", ANY_FORM)
MAX_BYTES = 1024 * 1024
KEPT_HEADERS = ("Content-Type", "Cache-Control", "Access-Control-Allow-Origin")
_kept: dict[tuple[str, str, str | None], int] = {}
"""What this process has written: host, path and type of an answer, and the hash of its body."""


def keeps_copy(view: View) -> View:
    """Mark a public view whose answers survive the database."""
    view.keeps_copy = True  # type: ignore[attr-defined]
    return view


def init_copies(app: Flask) -> None:
    """Keep the answers of marked views."""
    app.after_request(_keep)


def _keep(response: Response) -> Response:
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, "keeps_copy", False) and response.status_code == 200 and _is_plain():
        body = response.get_data()
        answer = (request.environ.get("HTTP_HOST", ""), request.path, response.mimetype)
        path = _path(_wanted() if "Accept" in response.vary else ANY_FORM)
        is_new = _kept.get(answer) != hash(body)
        if is_new and len(body) <= MAX_BYTES and _write(path, _packed(response, body)):
            _kept[answer] = hash(body)
    return response


def is_kept(host: str, path: str, mimetype: str) -> bool:
    """Whether this process has written a copy of such an answer."""
    return (host, path, mimetype) in _kept


def _is_plain() -> bool:
    return request.method == "GET" and SESSION_COOKIE not in request.cookies


def _packed(response: Response, body: bytes) -> bytes:
    told = response.headers
    headers = {name: told[name] for name in KEPT_HEADERS if name in told}
    return orjson.dumps(headers) + b"\n" + body


def found() -> Response | None:
    """The copy of the answer to this request, if it was ever given."""
    for form in (_wanted(), ANY_FORM):
        with suppress(OSError):
            headers, _newline, body = _path(form).read_bytes().partition(b"\n")
            return Response(body, 200, orjson.loads(headers))
    return None


def _wanted() -> str:
    """The form that the one who asks wants, where an address has several."""
    types = ["text/html", *JSON_TYPES, *TOKEN_TYPES]
    best = request.accept_mimetypes.best_match(types, "text/html")
    return "json" if best in JSON_TYPES else "token" if best in TOKEN_TYPES else "page"


def forget(hosts: Collection[str], paths: Collection[str]) -> None:
    """Drop the copies of these addresses: a person took back what stood there.

    What is asked for again is kept anew.
    """
    for host, path, form in product(hosts, paths, FORMS):
        _file(host, path, form).unlink(missing_ok=True)
    for answer in [each for each in _kept if each[0] in hosts and each[1] in paths]:
        del _kept[answer]


def _path(form: str) -> Path:
    return _file(request.headers.get("Host", ""), request.path, form)


def _file(host: str, path: str, form: str) -> Path:
    name = f"{host.lower()} {path} {form}"
    digest = hashlib.sha256(name.encode()).hexdigest()
    return web.settings().data_dir / "public" / digest[:2] / digest


def _write(path: Path, body: bytes) -> bool:
    """Replace a copy as a whole. A full disk costs the copy, never the answer."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(body)
        Path(name).replace(path)
    except OSError:
        return False
    return True
