"""Judging a badge, step by step. What cannot be shown to be right is not valid.

The words of the verdict are those of ``POST /api/v1/verify``. What could not be looked at, and a
recipient who is somebody else, make ``cannot_check``: the badge is not shown to be this person's.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from col_app.recognition.credentials.secured import (
    ALTERED,
    CANNOT_CHECK,
    Document,
    Failure,
    ResolveKey,
    UnreachableError,
    check_form,
    check_signature,
    find_key,
    issuer_of,
)
from col_app.recognition.credentials.status import SIZE, StatusList, StatusListError
from col_app.recognition.credentials.values import identity_hash, moment

ResolveStatus = Callable[[str], Mapping[str, Any] | None]

# the worst first: a revoked badge that has also expired is revoked
_RANK = (ALTERED, "revoked", "expired", "not_yet_valid", CANNOT_CHECK)


@dataclass(frozen=True, slots=True)
class Check:
    """One step: passed, failed, or (None) not asked for or not looked at."""

    name: str
    ok: bool | None
    reason_code: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The one word of the contract, and the steps that led to it."""

    verdict: str
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class _Case:
    document: Document
    resolve_key: ResolveKey
    resolve_status: ResolveStatus
    now: datetime
    recipient: str | None


def verify(
    document: Document,
    resolve_key: ResolveKey,
    resolve_status: ResolveStatus,
    now: datetime,
    recipient: str | None = None,
) -> Verdict:
    """Judge an Open Badges 3.0 credential with an eddsa-rdfc-2022 proof.

    ``resolve_key`` gives the key that the issuer publishes under a DID URL, None when there is
    none; ``resolve_status`` the status list at an address. Either may raise UnreachableError.
    ``recipient`` is an e-mail to compare with the hashed one. Nothing is raised for a bad badge.
    """
    case = _Case(document, cache(resolve_key), resolve_status, now, recipient)
    checks: list[Check] = []
    failures: list[str] = []
    for name, step in (*_GATES, *_QUESTIONS):
        # nothing that is not signed is worth a second look
        if any(check.ok is False for check in checks[: len(_GATES)]):
            checks.append(Check(name, None, "not_checked"))
            continue
        try:
            checks.append(step(name, case))
        except Failure as failure:
            checks.append(Check(name, False, failure.reason_code))
            failures.append(failure.verdict)
    return Verdict(min(failures, key=_RANK.index, default="valid"), tuple(checks))


def _form(name: str, case: _Case) -> Check:
    check_form(case.document, "OpenBadgeCredential")
    return Check(name, True, "ok")


def _issuer_key(name: str, case: _Case) -> Check:
    find_key(case.document, case.resolve_key)
    return Check(name, True, "ok")


def _signature(name: str, case: _Case) -> Check:
    check_signature(case.document, find_key(case.document, case.resolve_key))
    return Check(name, True, "ok")


def _dates(name: str, case: _Case) -> Check:
    _check_dates(case.document, case.now)
    return Check(name, True, "ok")


def _status(name: str, case: _Case) -> Check:
    entry = case.document.get("credentialStatus")
    if entry is None:
        return Check(name, None, "no_status")
    address, index = _read_entry(entry)
    try:
        listing = case.resolve_status(address)
    except UnreachableError:
        listing = None
    if listing is None:
        raise Failure(CANNOT_CHECK, "status_unreachable")
    if _trusted_list(listing, address, index, case).get(index):
        raise Failure("revoked", "revoked")
    return Check(name, True, "ok")


def _recipient(name: str, case: _Case) -> Check:
    if case.recipient is None:
        return Check(name, None, "not_asked")
    identifiers = case.document["credentialSubject"].get("identifier")
    for identifier in identifiers if isinstance(identifiers, list) else [identifiers]:
        if isinstance(identifier, dict) and _is_recipient(identifier, case.recipient.strip()):
            return Check(name, True, "ok")
    raise Failure(CANNOT_CHECK, "another_recipient")


_Step = Callable[[str, _Case], Check]
_GATES: tuple[tuple[str, _Step], ...] = (
    ("form", _form),
    ("issuer_key", _issuer_key),
    ("signature", _signature),
)
_QUESTIONS: tuple[tuple[str, _Step], ...] = (
    ("dates", _dates),
    ("status", _status),
    ("recipient", _recipient),
)


def _check_dates(document: Document, now: datetime) -> None:
    try:
        begins = moment(document.get("validFrom"))
        ends = [
            moment(end)
            for end in (document.get("validUntil"), document["proof"].get("expires"))
            if end is not None
        ]
    except ValueError as error:
        raise Failure(ALTERED, "dates_unreadable") from error
    if begins > now:
        raise Failure("not_yet_valid", "not_yet_valid")
    if any(end <= now for end in ends):
        raise Failure("expired", "expired")


def _read_entry(entry: Any) -> tuple[str, int]:
    """The address and index of a status entry; anything unusual is no reason to look away."""
    if not isinstance(entry, dict) or entry.get("type") != "BitstringStatusListEntry":
        raise Failure(CANNOT_CHECK, "unknown_status")
    address, index = entry.get("statusListCredential"), entry.get("statusListIndex")
    if entry.get("statusPurpose") != "revocation" or not isinstance(address, str):
        raise Failure(CANNOT_CHECK, "unknown_status")
    if not isinstance(index, str) or not (index.isascii() and index.isdigit()) or len(index) > 9:
        raise Failure(CANNOT_CHECK, "unknown_status")
    return address, int(index)


def _trusted_list(listing: Document, address: str, index: int, case: _Case) -> StatusList:
    """The list, when it is the one asked for, of the badge's issuer, signed, and of today."""
    try:
        check_form(listing, "BitstringStatusListCredential")
        check_signature(listing, find_key(listing, case.resolve_key))
        _check_dates(listing, case.now)
    except Failure as failure:
        raise Failure(CANNOT_CHECK, f"status_list_{failure.reason_code}") from failure
    subject = listing["credentialSubject"]
    if listing["id"] != address or subject.get("statusPurpose") != "revocation":
        raise Failure(CANNOT_CHECK, "status_list_another")
    if issuer_of(listing) != issuer_of(case.document):
        raise Failure(CANNOT_CHECK, "status_list_of_another_issuer")
    try:
        bits = StatusList.decode(str(subject.get("encodedList")))
    except StatusListError as error:
        raise Failure(CANNOT_CHECK, "status_list_unreadable") from error
    if len(bits) < SIZE or index >= len(bits):
        raise Failure(CANNOT_CHECK, "status_list_too_short")
    return bits


def _is_recipient(identifier: Document, email: str) -> bool:
    salt, digest = identifier.get("salt"), identifier.get("identityHash")
    if identifier.get("hashed") is not True or not isinstance(salt, str):
        return False
    return digest in {identity_hash(email, salt), identity_hash(email.lower(), salt)}
