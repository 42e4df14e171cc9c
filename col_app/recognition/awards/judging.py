"""Judging credentials of this network: keys and status lists come from our own tables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import orjson
from sqlalchemy import select

import tenancy
from col_app.core import clock, web
from col_app.core.db import network_session, session_of
from col_app.recognition import credentials as ob
from col_app.recognition.awards import lists, outliving
from col_app.recognition.awards.models import Award, SigningKey

Document = dict[str, Any]
_ADDRESS = re.compile(
    r"https?://([a-z0-9.:-]{1,253})/(credentials|status)/([a-z2-7]{26})"
    r"(?:\.(?:json|png|svg))?(?:[?#].*)?"
)
_DID = re.compile(r"did:web:([a-z0-9.-]{1,253})(?:%3A\d{1,5})?(?::o:[a-z0-9]{1,64})?")


def verdict(document: Document, recipient: str | None = None) -> ob.Verdict:
    """Judge a document that says it comes from this network."""
    return ob.verify(document, _key, _status, clock.now(), recipient)


def verdict_of(award: Award) -> ob.Verdict:
    """Judge what is kept of an award. A withdrawal counts at once, before its list is signed."""
    found = verdict(orjson.loads(award.document))
    if award.revoked_at is None or found.verdict == "altered":
        return found
    withdrawn = ob.Check("status", False, "revoked")
    checks = (withdrawn if check.name == "status" else check for check in found.checks)
    return replace(found, verdict="revoked", checks=tuple(checks))


def _key(address: str) -> ob.PublicKey | None:
    did, _sharp, multibase = address.partition("#")
    with network_session() as session:
        known = set(session.scalars(select(SigningKey.multibase).where(SigningKey.did == did)))
    if not known and not _is_ours(did):
        raise ob.UnreachableError(did)
    return ob.PublicKey(did, multibase) if multibase in known else None


def _is_ours(did: str) -> bool:
    found = _DID.fullmatch(did)
    return found is not None and web.app().directory.resolve(found[1]).city is not None


def _status(address: str) -> Mapping[str, Any] | None:
    where = _own(address, "status")
    if where is None:
        return _kept(address)
    city, list_id = where
    with session_of(city) as session:
        text = lists.document(session, city, list_id)
    return orjson.loads(text) if text else None


def document_at(address: str) -> Document | None:
    """The credential at one of our addresses (as issued, or as people see it); None if foreign."""
    where = _own(address, "credentials")
    if where is None:
        return _kept(f"{address.strip()}.json")
    city, public_id = where
    with session_of(city) as session:
        text = session.scalar(select(Award.document).where(Award.public_id == public_id))
    return orjson.loads(text) if text else None


def _kept(address: str) -> Document | None:
    """What a city that is gone answers there for ever."""
    host, _slash, path = address.partition("://")[2].partition("/")
    kept = outliving.at(host, f"/{path}")
    return orjson.loads(kept.body) if kept is not None else None


def page_of(document: Document) -> str:
    """The public page of a credential by its id, on a host that answers here; "" if foreign."""
    where = _own(str(document.get("id")), "credentials")
    return web.city_url(where[0], f"/credentials/{where[1]}") if where else ""


def _own(address: str, kind: str) -> tuple[tenancy.City, str] | None:
    found = _ADDRESS.fullmatch(address.strip())
    if found is None or found[2] != kind:
        return None
    city = web.app().directory.resolve(found[1]).city
    return (city, found[3]) if city is not None else None
