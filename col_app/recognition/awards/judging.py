"""Judging awards of this network: keys and status lists come from our own tables."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import orjson

import tenancy
from col_app.core import clock, web
from col_app.core.db import session_of
from col_app.recognition import credentials as ob
from col_app.recognition.awards import keys, lists, outliving
from col_app.recognition.awards.models import Award

_ADDRESS = re.compile(r"https?://([a-z0-9.:-]{1,253})(/[!-~]*)")
_STATUS = re.compile(r"/status/([a-z2-7]{26})")
_DID = re.compile(r"/(?:\.well-known|o/([a-z0-9]{1,64}))/did\.json")


def verdict(document: dict[str, Any]) -> ob.Verdict:
    """Judge a document that says it comes from this network."""
    return ob.verify(document, _ask, clock.now())


def verdict_of(award: Award) -> ob.Verdict:
    """Judge what is kept of an award. A withdrawal counts at once, before its list is signed."""
    found = verdict(orjson.loads(award.document))
    if award.revoked_at is None or found.verdict == "altered":
        return found
    withdrawn = ob.Check("status", False, "revoked")
    checks = (withdrawn if check.name == "status" else check for check in found.checks)
    return replace(found, verdict="revoked", checks=tuple(checks))


def _ask(url: str) -> ob.Answer:
    """What one of our own issuers publishes; of others nothing is known here."""
    found = _ADDRESS.fullmatch(url)
    if found is None:
        raise ob.UnreachableError(url)
    city = web.app().directory.resolve(found[1]).city
    if city is None:
        return _kept(url, found[1], found[2])
    body = _status_list(city, found[2]) or _did_document(city, found[2])
    return ob.Answer(url, 200 if body else 404, body)


def _kept(url: str, host: str, path: str) -> ob.Answer:
    """What a city that is gone answers there for ever."""
    kept = outliving.at(host, path)
    if kept is None:
        raise ob.UnreachableError(url)
    return ob.Answer(url, kept.status, kept.body)


def _status_list(city: tenancy.City, path: str) -> bytes:
    found = _STATUS.fullmatch(path)
    if found is None:
        return b""
    with session_of(city) as session:
        return (lists.document(session, city, found[1]) or "").encode()


def _did_document(city: tenancy.City, path: str) -> bytes:
    found = _DID.fullmatch(path)
    if found is None:
        return b""
    host = f"{city.slug}.{web.settings().issuer_domain}"
    did = ob.did_for_organiser(host, found[1]) if found[1] else ob.did_for_city(host)
    return orjson.dumps(ob.did_document(did, keys.public_halves(did)))
