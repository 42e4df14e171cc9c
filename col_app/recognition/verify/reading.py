"""Reading what strangers hand in: an address of ours, JSON, or an image with a badge inside."""

from __future__ import annotations

from typing import Any

import orjson

from col_app.recognition import credentials as ob
from col_app.recognition.awards import judging

MAX_BYTES = 2 * 1024 * 1024


class UnreadableError(ValueError):
    """Neither an address of this network nor a document that could be a badge."""


def read_document(body: bytes) -> dict[str, Any]:
    """The credential in `body`. Raises UnreadableError."""
    if not body.strip() or len(body) > MAX_BYTES:
        raise UnreadableError
    if body.startswith(b"\x89PNG") or b"<svg" in body[:2000]:
        return _parse(_inside(body))
    text = body.decode("utf-8", "replace").strip()
    if text.startswith(("https://", "http://")):
        document = judging.document_at(text)
        if document is None:
            raise UnreadableError
        return document
    return _parse(text)


def _inside(image: bytes) -> str:
    try:
        return ob.unbake(image)
    except ob.BakingError as refused:
        raise UnreadableError from refused


def _parse(text: str) -> dict[str, Any]:
    try:
        document = orjson.loads(text)
    except orjson.JSONDecodeError as refused:
        raise UnreadableError from refused
    if not isinstance(document, dict):
        raise UnreadableError
    return document
