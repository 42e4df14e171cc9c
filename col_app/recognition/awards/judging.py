"""Judging credentials of this network: keys and status lists come from our own tables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import orjson
from sqlalchemy import select

from col_app.core import clock, web
from col_app.core.db import network_session, session_of
from col_app.recognition import credentials as ob
from col_app.recognition.awards.models import Award, SigningKey, StatusList

Document = dict[str, Any]


def verdict(document: Document, recipient: str | None = None) -> ob.Verdict:
    """Judge a document that says it comes from this network."""
    return ob.verify(document, _key, _status, clock.now(), recipient)


def _key(address: str) -> ob.PublicKey | None:
    did, _sharp, multibase = address.partition("#")
    with network_session() as session:
        known = session.scalar(
            select(SigningKey.id).where(SigningKey.did == did, SigningKey.multibase == multibase)
        )
    return ob.PublicKey(did, multibase) if known is not None else None


def _status(address: str) -> Mapping[str, Any] | None:
    where = _own(address, "status")
    if where is None:
        return None
    city, list_id = where
    with session_of(city) as session:
        text = session.scalar(select(StatusList.document).where(StatusList.public_id == list_id))
    return orjson.loads(text) if text else None


def document_at(address: str) -> Document | None:
    """The credential at one of our addresses (as issued, or as people see it); None if foreign."""
    where = _own(address, "credentials")
    if where is None:
        return None
    city, public_id = where
    with session_of(city) as session:
        text = session.scalar(select(Award.document).where(Award.public_id == public_id))
    return orjson.loads(text) if text else None


def _own(address: str, kind: str) -> tuple[Any, str] | None:
    pattern = rf"https?://([a-z0-9.:-]{{1,253}})/{kind}/([a-z2-7]{{26}})(?:\.(?:json|png|svg))?(?:[?#].*)?"
    found = re.fullmatch(pattern, address.strip())
    if found is None:
        return None
    resolved = web.app().directory.resolve(found[1])
    return (resolved.city, found[2]) if resolved.city is not None else None
