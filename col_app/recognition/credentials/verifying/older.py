"""Open Badges 0.5 and 1.x told in the words of 2.0, and what 2.0 demands of each object."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from col_app.recognition.credentials.verifying.outcome import (
    ALTERED,
    CANNOT_CHECK,
    Failure,
    UnreachableError,
)
from col_app.recognition.credentials.verifying.world import World, origin
from col_app.recognition.credentials.verifying.writing import texts

Document = Mapping[str, Any]
_CONTEXTS = {
    "https://w3id.org/openbadges/v1",
    "https://w3id.org/openbadges/v2",
    "https://openbadgespec.org/v2/context.json",
    "https://purl.imsglobal.org/spec/ob/v2p1/ob_v2p1.jsonld",
}
_HOSTED = {"hosted", "HostedBadge"}
_SIGNED = {"signed", "SignedBadge"}
_ISSUERS = {"Issuer", "Profile"}


def is_assertion(document: Document) -> bool:
    """Say whether this is an assertion of Open Badges before 3.0."""
    return "Assertion" in texts(document.get("type")) or (
        "badge" in document and "proof" not in document and "credentialSubject" not in document
    )


def as_version_2(assertion: Document) -> dict[str, Any]:
    """An assertion of 1.x in the words of 2.0; one of 2.0 as it is."""
    found = dict(assertion)
    verify = found.get("verify", found.get("verification"))
    if isinstance(verify, dict) and "verify" in found:
        found["verification"] = {**verify, "creator": verify.get("url")}
        if verify.get("type") in _HOSTED:
            found.setdefault("id", verify.get("url"))
    elif "verification" not in found and "verify" not in found:
        found["verification"] = {"type": "hosted"}
    return found


def told_at(address: str, document: Document, kind: str) -> dict[str, Any]:
    """A badge or an issuer in the words of 2.0. Fail for one that belongs to another host."""
    found = {"type": kind, "id": address, **document}
    if address and urlsplit(str(found["id"])).netloc.lower() != urlsplit(address).netloc.lower():
        raise Failure(CANNOT_CHECK, "issuer_unreadable")
    return found


def pem_at(address: str, embedded: Document | None, world: World) -> Document:
    """The key at an address: a CryptographicKey, or bare PEM as in 1.x."""
    if embedded is not None and embedded.get("id") == address:
        return embedded
    try:
        return world.document(address)
    except UnreachableError:
        text = world.body(address).decode("ascii", "replace").strip()
        if not text.startswith("-----BEGIN PUBLIC KEY-----"):
            raise
        return {"publicKeyPem": text}


def check_assertion(assertion: Document) -> None:
    """Fail unless an assertion has what 2.0 demands."""
    recipient, verification = assertion.get("recipient"), assertion.get("verification")
    if not isinstance(recipient, dict) or not isinstance(verification, dict):
        raise Failure(CANNOT_CHECK, "incomplete")
    if not texts(verification.get("type")) & (_HOSTED | _SIGNED):
        raise Failure(CANNOT_CHECK, "incomplete")
    needed = (
        _is_some_text(assertion.get("id")) or _is_some_text(assertion.get("uid")),
        "type" not in assertion or "Assertion" in texts(assertion["type"]),
        "@context" not in assertion or bool(texts(assertion["@context"]) & _CONTEXTS),
        _is_some_text(recipient.get("type")),
        _is_some_text(recipient.get("identity")),
        isinstance(recipient.get("hashed", False), bool),
        isinstance(assertion.get("badge"), str | dict),
        isinstance(assertion.get("issuedOn"), str | int),
    )
    if not all(needed):
        raise Failure(CANNOT_CHECK, "incomplete")


def check_way(assertion: Document, *, is_signed: bool) -> None:
    """Fail when a signed assertion comes without its signature, or the other way round."""
    way = assertion.get("verification")
    kinds = texts(way.get("type")) if isinstance(way, dict) else set()
    if kinds & (_HOSTED | _SIGNED) and not kinds & (_SIGNED if is_signed else _HOSTED):
        raise Failure(ALTERED, "no_proof")


def check_badge(badge: Document) -> None:
    """Fail unless a badge has what 2.0 demands."""
    _check(badge, {"BadgeClass"}, ("name", "description"))
    if not isinstance(badge.get("criteria"), str | dict):
        raise Failure(CANNOT_CHECK, "not_as_described")
    if not isinstance(badge.get("image"), str | dict):
        raise Failure(CANNOT_CHECK, "not_as_described")


def check_issuer(issuer: Document) -> None:
    """Fail unless the profile of an issuer has what 2.0 demands."""
    _check(issuer, _ISSUERS, ("name",))
    if not origin(str(issuer.get("url"))):
        raise Failure(CANNOT_CHECK, "not_as_described")


def _check(document: Document, types: set[str], names: tuple[str, ...]) -> None:
    is_right: Callable[[str], bool] = lambda name: _is_some_text(document.get(name))  # noqa: E731
    if not texts(document.get("type")) & types or not all(map(is_right, names)):
        raise Failure(CANNOT_CHECK, "not_as_described")


def _is_some_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())
