"""Was a credential withdrawn? Lists of bits (W3C) and 1EdTech's revocation lists."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from col_app.recognition.credentials.status import SIZE, StatusList, StatusListError
from col_app.recognition.credentials.verifying import secured as securing
from col_app.recognition.credentials.verifying.issuers import issuer_of
from col_app.recognition.credentials.verifying.outcome import (
    ALTERED,
    CANNOT_CHECK,
    REVOKED,
    Failure,
    UnreachableError,
)
from col_app.recognition.credentials.verifying.secured import Secured
from col_app.recognition.credentials.verifying.tokens import is_token
from col_app.recognition.credentials.verifying.world import World
from col_app.recognition.credentials.verifying.writing import as_list, parse, texts

_MOST_ENTRIES = 4
_MOST_BITS = 8
_LONGEST_MESSAGE = 200
_WITHDRAWN = {"revocation": "revoked", "suspension": "suspended"}
_PURPOSES = {*_WITHDRAWN, "message", "refresh"}
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]{1,2}")


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of list of bits: its types, and how an entry names its place in it."""

    list_type: str
    subject_type: str
    address: str
    index: str
    has_prefix: bool = False
    has_purpose: bool = True


_KINDS = {
    # Bitstring Status List (W3C Recommendation of 2025)
    "BitstringStatusListEntry": _Kind(
        "BitstringStatusListCredential",
        "BitstringStatusList",
        "statusListCredential",
        "statusListIndex",
        has_prefix=True,
    ),
    # its two drafts, which issuers still use
    "StatusList2021Entry": _Kind(
        "StatusList2021Credential", "StatusList2021", "statusListCredential", "statusListIndex"
    ),
    "RevocationList2020Status": _Kind(
        "RevocationList2020Credential",
        "RevocationList2020",
        "revocationListCredential",
        "revocationListIndex",
        has_purpose=False,
    ),
}


@dataclass(frozen=True, slots=True)
class _Entry:
    """What a credential says of its place in a list."""

    kind: _Kind
    address: str
    index: int
    purpose: str
    size: int
    messages: Mapping[int, str]


def check_status(credential: Secured, world: World) -> bool:
    """Fail for a withdrawn credential; say whether it names anything that could tell."""
    entries = as_list(credential.document.get("credentialStatus"))
    if len(entries) > _MOST_ENTRIES:
        raise Failure(CANNOT_CHECK, "too_complex")
    tells = [_check_entry(entry, credential, world) for entry in entries]
    return any(tells)


def _check_entry(entry: Any, credential: Secured, world: World) -> bool:
    """Fail for a withdrawn credential; say whether the entry could have told."""
    kinds = texts(entry.get("type")) if isinstance(entry, dict) else set()
    [kind] = kinds if len(kinds) == 1 else [""]
    try:
        if kind in _KINDS:
            return _check_bits(_read(entry, _KINDS[kind]), entry, credential, world)
        if kind == "1EdTechRevocationList":
            _check_named(entry, credential, world)
            return True
    except UnreachableError as error:
        raise Failure(CANNOT_CHECK, "status_unreachable") from error
    raise Failure(CANNOT_CHECK, "unknown_status")


def _check_bits(place: _Entry, entry: Mapping[str, Any], credential: Secured, world: World) -> bool:
    listing = _signed_list(place, world)
    bits = _decoded(listing.document["credentialSubject"].get("encodedList"), place.kind)
    value = bits.value(place.index, place.size)
    if value and place.purpose in _WITHDRAWN:
        raise Failure(REVOKED, _WITHDRAWN[place.purpose])
    # what follows only weakens a "not withdrawn"
    if place.kind.has_prefix and not isinstance(entry[place.kind.index], str):
        raise Failure(CANNOT_CHECK, "unknown_status")
    if listing.issuer != credential.issuer:
        raise Failure(CANNOT_CHECK, "status_list_of_another_issuer")
    if listing.document.get("id") != place.address:
        raise Failure(CANNOT_CHECK, "status_list_another")
    if value is None or len(bits) < SIZE * place.size:
        raise Failure(CANNOT_CHECK, "status_list_too_short")
    if place.purpose == "message":
        # what an issuer means by its words is for people to judge
        raise Failure(CANNOT_CHECK, "status_message", place.messages.get(value, ""))
    if place.purpose == "refresh" and value:
        raise Failure(CANNOT_CHECK, "newer_issued")
    return place.purpose in _WITHDRAWN


def _read(entry: Mapping[str, Any], kind: _Kind) -> _Entry:
    """The place that an entry names; anything unusual is no reason to look away."""
    address, index, size = (
        entry.get(kind.address),
        entry.get(kind.index),
        entry.get("statusSize", 1),
    )
    purpose = entry.get("statusPurpose") if kind.has_purpose else "revocation"
    if not isinstance(address, str) or not isinstance(purpose, str) or purpose not in _PURPOSES:
        raise Failure(CANNOT_CHECK, "unknown_status")
    if isinstance(size, bool) or not isinstance(size, int) or not 1 <= size <= _MOST_BITS:
        raise Failure(CANNOT_CHECK, "unknown_status")
    digits = str(index)
    if isinstance(index, bool) or not digits.isascii() or not digits.isdigit() or len(digits) > 9:
        raise Failure(CANNOT_CHECK, "unknown_status")
    return _Entry(kind, address, int(digits), purpose, size, _messages(entry))


def _messages(entry: Mapping[str, Any]) -> dict[int, str]:
    """The words that an issuer gives to the values of its list (section 2.1, statusMessage)."""
    pairs = [
        (str(one.get("status")), str(one.get("message")))
        for one in as_list(entry.get("statusMessage"))
        if isinstance(one, dict)
    ]
    return {
        int(status, 16): message[:_LONGEST_MESSAGE]
        for status, message in pairs
        if _HEXADECIMAL.fullmatch(status)
    }


def _signed_list(place: _Entry, world: World) -> Secured:
    """The list, when it is signed, for this purpose, and of today."""
    listing = _listing(world.body(place.address))
    try:
        securing.check_form(listing, place.kind.list_type)
        keys = securing.find_keys(listing, world)
        securing.check_signatures(listing, keys, world, is_badge=False)
        securing.check_dates(listing, world.now)
    except Failure as failure:
        raise Failure(CANNOT_CHECK, f"status_list_{failure.reason_code}") from failure
    subject = listing.document["credentialSubject"]
    if place.kind.subject_type not in texts(subject.get("type")):
        raise Failure(CANNOT_CHECK, "status_list_another")
    if place.kind.has_purpose and place.purpose not in texts(subject.get("statusPurpose")):
        raise Failure(CANNOT_CHECK, "status_list_another")
    return listing


def _listing(body: bytes) -> Secured:
    text = body.decode("utf-8", "replace").strip()
    try:
        return Secured.from_token(text) if is_token(text) else Secured(parse(text))
    except Failure as failure:
        raise Failure(CANNOT_CHECK, "status_list_unreadable") from failure


def _decoded(encoded: Any, kind: _Kind) -> StatusList:
    text = str(encoded)
    if not kind.has_prefix:
        # the drafts knew no multibase, and their issuers both alphabets of base64
        text = "u" + text.translate(_TO_URL).rstrip("=")
    try:
        return StatusList.decode(text)
    except StatusListError as error:
        raise Failure(CANNOT_CHECK, "status_list_unreadable") from error


_TO_URL = str.maketrans("+/", "-_")


def _check_named(entry: Mapping[str, Any], credential: Secured, world: World) -> None:
    """1EdTech's list names what is withdrawn; it is not signed, so its address has to be known."""
    name = credential.document.get("id")
    if not isinstance(entry.get("id"), str) or not isinstance(name, str):
        raise Failure(ALTERED, "incomplete")
    listing = world.document(entry["id"])
    if "issuer" in listing and issuer_of(listing) != credential.issuer:
        raise Failure(CANNOT_CHECK, "status_list_of_another_issuer")
    withdrawn = listing.get("revokedCredential", listing.get("revokedCredentials"))
    if withdrawn is None:
        raise Failure(CANNOT_CHECK, "status_list_unreadable")
    for listed in as_list(withdrawn):
        if listed == name or (isinstance(listed, dict) and _names(listed, name)):
            raise Failure(REVOKED, "revoked")


def _names(listed: Mapping[str, Any], name: str) -> bool:
    return listed.get("id") == name and listed.get("revoked") is not False
