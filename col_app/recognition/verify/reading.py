"""Reading what strangers hand in: an address of ours, JSON, or an image with a badge inside."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import orjson

from col_app.core import formats
from col_app.recognition import credentials as ob
from col_app.recognition.awards import judging

MAX_BYTES = 2 * 1024 * 1024


class UnreadableError(ValueError):
    """Neither an address of this network nor a document that could be a badge."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a document says of itself; empty where it says nothing. `href` is our page of it."""

    name: str
    description: str
    issuer: str
    date: str
    href: str


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


def summary(document: dict[str, Any]) -> Summary:
    """What a document says of itself, as texts, whatever it holds."""
    achievement = _member(document.get("credentialSubject"), "achievement")
    return Summary(
        name=_text(achievement, "name"),
        description=_text(achievement, "description"),
        issuer=_text(document.get("issuer"), "name"),
        date=_date(_text(document, "awardedDate") or _text(document, "validFrom")),
        href=judging.page_of(document),
    )


def _member(holder: Any, key: str) -> Any:
    return holder.get(key) if isinstance(holder, dict) else None


def _text(holder: Any, key: str) -> str:
    value = _member(holder, key)
    return value if isinstance(value, str) else ""


def _date(text: str) -> str:
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return ""
    return formats.date(moment) if moment.tzinfo else ""
