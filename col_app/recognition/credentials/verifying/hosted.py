"""Judging Open Badges 0.5 to 2.1: assertions that their issuer hosts, or signs as a JWS.

A hosted assertion is true because it stands at the issuer's own address, so it is looked up there
(Open Badges 2.0, "Assertion verification"). A signed one carries a signature made with a key that
the issuer's profile names.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from col_app.recognition.credentials.verifying import older
from col_app.recognition.credentials.verifying.outcome import (
    ALTERED,
    CANNOT_CHECK,
    EXPIRED,
    NONE_INSIDE,
    NOT_YET_VALID,
    REVOKED,
    UNKNOWN_ISSUER,
    Check,
    Failure,
    UnreachableError,
    Verdict,
    worst,
)
from col_app.recognition.credentials.verifying.public_keys import from_pem
from col_app.recognition.credentials.verifying.recipients import check_recipient
from col_app.recognition.credentials.verifying.tokens import check_token
from col_app.recognition.credentials.verifying.world import World, origin
from col_app.recognition.credentials.verifying.writing import as_list, check_size, parse

Document = Mapping[str, Any]
_GONE = 410
_GATES = 3


@dataclass(slots=True)
class Hosted:
    """An assertion before the judge. ``token`` is the JWS around it, if there is one."""

    assertion: Any
    world: World
    knows: Callable[[str], bool]
    recipient: str | None = None
    token: str = ""
    badge: Document = field(default_factory=dict)
    issuer: Document = field(default_factory=dict)
    is_withdrawn: bool = False


def judge(case: Hosted) -> Verdict:
    """The verdict on one assertion. Nothing is raised for a bad one."""
    checks: list[Check] = []
    failures: list[str] = []
    for name, step in _STEPS:
        # an assertion that its issuer does not stand by is not worth a second look
        is_over = case.is_withdrawn and name not in ("issuer_key", "status")
        if is_over or any(check.ok is False for check in checks[:_GATES]):
            checks.append(Check(name, None, "not_checked"))
            continue
        try:
            checks.append(Check(name, *step(case)))
        except Failure as failure:
            checks.append(Check(name, False, failure.reason_code))
            failures.append(failure.verdict)
        except UnreachableError:
            checks.append(Check(name, False, "issuer_unreachable"))
            failures.append(CANNOT_CHECK)
    if any(check.reason_code == "issuer_unknown" for check in checks):
        failures.append(UNKNOWN_ISSUER)
    shown = (check for check in checks if check.reason_code != NONE_INSIDE)
    return Verdict(worst(failures), tuple(shown))


Found = tuple[bool | None, str]
OK: Found = (True, "ok")


def _form(case: Hosted) -> Found:
    if not isinstance(case.assertion, dict):
        raise Failure(CANNOT_CHECK, "not_a_credential")
    check_size(case.assertion)
    case.assertion = older.as_version_2(case.assertion)
    older.check_way(case.assertion, is_signed=bool(case.token))
    if case.assertion.get("revoked") is not True:
        older.check_assertion(case.assertion)
    return OK


def _source(case: Hosted) -> Found:
    """The assertion where its issuer hosts it, word for word; the issuer behind a signed one."""
    if case.token:
        _read_chain(case)
        return OK
    address = str(case.assertion.get("id"))
    hosted = _hosted_at(address, case.world)
    if hosted is not None and hosted.get("revoked") is True:
        case.is_withdrawn = True
        return True, "hosted"
    if case.assertion.get("revoked") is not True:
        _read_chain(case)
        _check_place(address, case.issuer)
    if hosted is None:
        raise UnreachableError(address)
    if hosted != case.assertion:
        raise Failure(ALTERED, "differs_from_hosted")
    return OK


def _hosted_at(address: str, world: World) -> Document | None:
    """The assertion as it is hosted; None when there is no answer of its own host."""
    try:
        answer = world.answer(address)
    except UnreachableError:
        return None
    if answer.status == _GONE:
        return {"revoked": True}
    if answer.status != 200 or origin(answer.url) != origin(address):
        return None
    return older.as_version_2(_object(answer.body))


def _signature(case: Hosted) -> Found:
    if not case.token:
        return True, "hosted"
    address = str(case.assertion["verification"].get("creator", ""))
    named = [one.get("id") if isinstance(one, dict) else one for one in _public_keys(case.issuer)]
    if address not in named:
        raise Failure(ALTERED, "key_unknown")
    key = next((one for one in _public_keys(case.issuer) if isinstance(one, dict)), None)
    pem = older.pem_at(address, key, case.world)
    if pem.get("owner", case.issuer["id"]) != case.issuer["id"]:
        raise Failure(ALTERED, "key_of_another_issuer")
    check_token(case.token, from_pem(pem.get("publicKeyPem")))
    return OK


def _issuer(case: Hosted) -> Found:
    return OK if case.knows(str(case.issuer["id"])) else (None, "issuer_unknown")


def _dates(case: Hosted) -> Found:
    issued = _moment(case.assertion["issuedOn"])
    expires = case.assertion.get("expires")
    if expires is not None and _moment(expires) < issued:
        raise Failure(CANNOT_CHECK, "dates_unreadable")
    if issued > case.world.now:
        raise Failure(NOT_YET_VALID, "not_yet_valid")
    if expires is not None and _moment(expires) <= case.world.now:
        raise Failure(EXPIRED, "expired")
    return OK


def _status(case: Hosted) -> Found:
    """A hosted assertion is withdrawn where it stands; a signed one in its issuer's list."""
    if case.is_withdrawn:
        raise Failure(REVOKED, "revoked")
    address = case.issuer.get("revocationList")
    if not case.token or not isinstance(address, str):
        return OK if not case.token else (None, "no_status")
    try:
        listing = case.world.document(address)
    except UnreachableError as error:
        raise Failure(CANNOT_CHECK, "status_unreachable") from error
    withdrawn = listing.get("revokedAssertions", list(listing))
    names = {case.assertion.get("id"), case.assertion.get("uid")} - {None}
    for entry in as_list(withdrawn):
        listed = {entry.get("id"), entry.get("uid")} if isinstance(entry, dict) else {entry}
        if listed & names:
            raise Failure(REVOKED, "revoked")
    return OK


def _recipient(case: Hosted) -> Found:
    if case.recipient is None:
        return None, "not_asked"
    check_recipient(case.assertion.get("recipient"), case.recipient)
    return OK


def _endorsements(case: Hosted) -> Found:
    are_there = any("endorsement" in one for one in (case.assertion, case.badge, case.issuer))
    return None, "endorsements_not_read" if are_there else NONE_INSIDE


def _schema(case: Hosted) -> Found:
    older.check_badge(case.badge)
    older.check_issuer(case.issuer)
    return OK


_STEPS: tuple[tuple[str, Callable[[Hosted], Found]], ...] = (
    ("form", _form),
    ("issuer_key", _source),
    ("signature", _signature),
    ("issuer", _issuer),
    ("dates", _dates),
    ("status", _status),
    ("recipient", _recipient),
    ("endorsements", _endorsements),
    ("schema", _schema),
)


def _read_chain(case: Hosted) -> None:
    """From the assertion to its badge, and to the issuer, who is asked at its own address."""
    case.badge = _linked(case.assertion["badge"], case.world)
    issuer = case.badge.get("issuer")
    address = issuer.get("id") if isinstance(issuer, dict) else issuer
    if not isinstance(address, str) or not origin(address):
        raise Failure(CANNOT_CHECK, "issuer_unreadable")
    case.issuer = older.told_at(address, case.world.document(address), "Issuer")


def _linked(value: Any, world: World) -> Document:
    """A badge by its address, or written out in the assertion: then it must be as published."""
    if isinstance(value, str):
        return older.told_at(value, world.document(value), "BadgeClass")
    if isinstance(value, dict):
        return older.told_at("", value, "BadgeClass")
    raise Failure(CANNOT_CHECK, "incomplete")


def _check_place(address: str, issuer: Document) -> None:
    """Fail unless assertions of this issuer may stand at this address.

    They stand at the issuer's own origin, unless its profile names others (Open Badges 2.0,
    VerificationObject: ``allowedOrigins``, ``startsWith``).
    """
    rules = issuer.get("verification")
    rules = rules if isinstance(rules, dict) else {}
    starts = [text for text in as_list(rules.get("startsWith")) if isinstance(text, str)]
    if starts and not any(_starts(address, start) for start in starts):
        raise Failure(ALTERED, "of_another_place")
    hosts = as_list(rules.get("allowedOrigins"))
    here = urlsplit(address).netloc.lower()
    if hosts and here not in hosts and origin(address) not in hosts:
        raise Failure(ALTERED, "of_another_place")
    if not hosts and not starts and here != urlsplit(str(issuer.get("id"))).netloc.lower():
        raise Failure(ALTERED, "of_another_place")


def _starts(address: str, start: str) -> bool:
    # "https://a.example" must not let in "https://a.example.evil"
    return address.startswith(start) and origin(address) == origin(start) != ""


def _public_keys(issuer: Document) -> list[Any]:
    return as_list(issuer.get("publicKey"))


def _object(body: bytes) -> dict[str, Any]:
    try:
        found = parse(body)
    except Failure as failure:
        raise UnreachableError from failure
    if not isinstance(found, dict):
        raise UnreachableError
    return found


def _moment(value: Any) -> datetime:
    try:
        if isinstance(value, int | float):
            return datetime.fromtimestamp(value, UTC)
        found = datetime.fromisoformat(value)
    except (ValueError, TypeError, OverflowError, OSError) as error:
        raise Failure(CANNOT_CHECK, "dates_unreadable") from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)
