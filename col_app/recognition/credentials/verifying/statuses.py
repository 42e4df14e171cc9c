"""Was a credential withdrawn? Bitstring status lists (W3C) and 1EdTech's revocation lists."""

from collections.abc import Mapping
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

_LIST_TYPE = "BitstringStatusListCredential"
_PURPOSES = {"revocation": "revoked", "suspension": "suspended"}
_MOST_ENTRIES = 4


def check_status(credential: Secured, world: World) -> bool:
    """Fail for a withdrawn credential; say whether it names anything that could tell."""
    entries = as_list(credential.document.get("credentialStatus"))
    if len(entries) > _MOST_ENTRIES:
        raise Failure(CANNOT_CHECK, "too_complex")
    for entry in entries:
        _check_entry(entry, credential, world)
    return bool(entries)


def _check_entry(entry: Any, credential: Secured, world: World) -> None:
    kinds = texts(entry.get("type")) if isinstance(entry, dict) else set()
    try:
        if kinds == {"BitstringStatusListEntry"}:
            _check_bit(entry, credential, world)
        elif kinds == {"1EdTechRevocationList"}:
            _check_named(entry, credential, world)
        else:
            raise Failure(CANNOT_CHECK, "unknown_status")
    except UnreachableError as error:
        raise Failure(CANNOT_CHECK, "status_unreachable") from error


def _check_bit(entry: Mapping[str, Any], credential: Secured, world: World) -> None:
    address, index, purpose = _read(entry)
    listing = _signed_list(address, purpose, world)
    bits = _decoded(listing.document["credentialSubject"].get("encodedList"))
    if index < len(bits) and bits.get(index):
        raise Failure(REVOKED, _PURPOSES[purpose])
    # what follows only weakens a "not withdrawn"
    if not isinstance(entry["statusListIndex"], str):
        raise Failure(CANNOT_CHECK, "unknown_status")
    if listing.issuer != credential.issuer:
        raise Failure(CANNOT_CHECK, "status_list_of_another_issuer")
    if listing.document.get("id") != address:
        raise Failure(CANNOT_CHECK, "status_list_another")
    if len(bits) < SIZE or index >= len(bits):
        raise Failure(CANNOT_CHECK, "status_list_too_short")


def _read(entry: Mapping[str, Any]) -> tuple[str, int, str]:
    """The address, index and purpose of an entry; anything unusual is no reason to look away."""
    address, index = entry.get("statusListCredential"), entry.get("statusListIndex")
    purpose = entry.get("statusPurpose")
    if not isinstance(address, str) or purpose not in _PURPOSES or "statusSize" in entry:
        raise Failure(CANNOT_CHECK, "unknown_status")
    digits = str(index)
    if isinstance(index, bool) or not digits.isascii() or not digits.isdigit() or len(digits) > 9:
        raise Failure(CANNOT_CHECK, "unknown_status")
    return address, int(digits), purpose


def _signed_list(address: str, purpose: str, world: World) -> Secured:
    """The list, when it is signed, for this purpose, and of today."""
    listing = _listing(world.body(address))
    try:
        securing.check_form(listing, _LIST_TYPE)
        keys = securing.find_keys(listing, world)
        securing.check_signatures(listing, keys, world)
        securing.check_dates(listing, world.now)
    except Failure as failure:
        raise Failure(CANNOT_CHECK, f"status_list_{failure.reason_code}") from failure
    subject = listing.document["credentialSubject"]
    if "BitstringStatusList" not in texts(subject.get("type")):
        raise Failure(CANNOT_CHECK, "status_list_another")
    if purpose not in texts(subject.get("statusPurpose")):
        raise Failure(CANNOT_CHECK, "status_list_another")
    return listing


def _listing(body: bytes) -> Secured:
    text = body.decode("utf-8", "replace").strip()
    try:
        return Secured.from_token(text) if is_token(text) else Secured(parse(text))
    except Failure as failure:
        raise Failure(CANNOT_CHECK, "status_list_unreadable") from failure


def _decoded(encoded: Any) -> StatusList:
    try:
        return StatusList.decode(str(encoded))
    except StatusListError as error:
        raise Failure(CANNOT_CHECK, "status_list_unreadable") from error


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
