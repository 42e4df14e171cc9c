"""Credentials as JSON Web Tokens (Open Badges 3.0, section 8.2; RFC 7515).

A key inside the header of a token proves nothing: it must be one that the issuer publishes.
"""

from collections.abc import Mapping
from typing import Any

from jwt import PyJWS
from jwt.exceptions import PyJWTError

from col_app.recognition.credentials.encoding import unbase64url
from col_app.recognition.credentials.values import moment
from col_app.recognition.credentials.verifying.issuers import (
    DID_JWK,
    DID_KEY,
    DID_WEB,
    Signer,
    issuer_of,
    key_at,
    key_like,
    key_named,
    published_key,
)
from col_app.recognition.credentials.verifying.outcome import (
    ALTERED,
    CANNOT_CHECK,
    Failure,
    UnreachableError,
)
from col_app.recognition.credentials.verifying.public_keys import Key, from_jwk
from col_app.recognition.credentials.verifying.world import World, origin
from col_app.recognition.credentials.verifying.writing import parse

ALGORITHMS = ("ES256", "ES384", "RS256", "EdDSA")
_CLAIMS = ("iss", "sub", "jti", "nbf", "exp", "iat", "aud")


def is_token(text: str) -> bool:
    """Say whether a text has the shape of a compact token."""
    return text.count(".") == 2 and text.startswith("ey")


def header_and_claims(token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a token says, not yet believed. Fail for what is none."""
    try:
        header, claims = (parse(unbase64url(part)) for part in token.split(".")[:2])
    except ValueError as error:
        raise Failure(CANNOT_CHECK, "unreadable") from error
    if not isinstance(header, dict) or not isinstance(claims, dict):
        raise Failure(CANNOT_CHECK, "unreadable")
    return header, claims


def credential_in(claims: Mapping[str, Any]) -> dict[str, Any]:
    """The credential of a token: its member ``vc`` (data model 1.1), else the claims themselves."""
    inner = claims.get("vc")
    if isinstance(inner, dict):
        return inner
    return {name: value for name, value in claims.items() if name not in _CLAIMS}


def said_in(claims: Mapping[str, Any]) -> dict[str, Any]:
    """The presentation of a token (its member ``vp``), or its credential."""
    shown = claims.get("vp")
    return shown if isinstance(shown, dict) else credential_in(claims)


def find_token_key(token: str, signer: Signer, world: World) -> Key:
    """The signer's key that the token names. Fail when the signer publishes no such key."""
    header = header_and_claims(token)[0]
    _check_header(header)
    try:
        return _named_key(header, signer, world)
    except UnreachableError as error:
        if "jwk" in header:
            check_token(token, from_jwk(header["jwk"]))
        raise Failure(CANNOT_CHECK, "issuer_unreachable") from error


def check_token(token: str, key: Key) -> None:
    """Fail unless ``key`` signed the token."""
    header = header_and_claims(token)[0]
    _check_header(header)
    try:
        PyJWS().decode_complete(token, key, algorithms=[header["alg"]])
    except (PyJWTError, ValueError, TypeError) as error:
        raise Failure(ALTERED, "signature_wrong") from error


def check_claims(token: str, *, needed: bool = True) -> None:
    """Fail unless the claims say the same as the credential (Open Badges 3.0, section 8.2.3).

    Tokens of other credentials may do without (``needed``).
    """
    claims = header_and_claims(token)[1]
    credential = credential_in(claims)
    subject = credential.get("credentialSubject")
    said = {
        "iss": issuer_of(credential),
        "jti": credential.get("id"),
        "sub": subject.get("id") if isinstance(subject, dict) else None,
        "nbf": _seconds(credential.get("validFrom", credential.get("issuanceDate"))),
        "exp": _seconds(credential.get("validUntil", credential.get("expirationDate"))),
    }
    if any(claims.get(name, value) != value for name, value in said.items()):
        raise Failure(ALTERED, "claims_differ")
    if needed and any(name not in claims and value is not None for name, value in said.items()):
        raise Failure(CANNOT_CHECK, "claims_missing")


def _check_header(header: Mapping[str, Any]) -> None:
    algorithm = header.get("alg")
    if not isinstance(algorithm, str) or algorithm.lower() == "none" or algorithm.startswith("HS"):
        raise Failure(ALTERED, "no_proof")
    if algorithm not in ALGORITHMS or "crit" in header or "b64" in header:
        raise Failure(CANNOT_CHECK, "unknown_proof")


def _named_key(header: Mapping[str, Any], signer: Signer, world: World) -> Key:
    name = header.get("kid")
    if not isinstance(name, str):
        if "jwk" not in header:
            raise Failure(CANNOT_CHECK, "unknown_proof")
        from_jwk(header["jwk"])
        return key_like(header["jwk"], signer, world)
    if origin(name):
        return key_at(name, signer, world)
    if name.startswith("did:"):
        # a did:key or did:jwk alone is its only key
        return published_key(_own_key(name) if name == signer.id else name, signer, world)
    if signer.id.startswith((DID_WEB, DID_KEY, DID_JWK)):
        return published_key(f"{signer.id}#{name.removeprefix('#')}", signer, world)
    return key_named(name, signer, world)


def _own_key(did: str) -> str:
    return f"{did}#0" if did.startswith(DID_JWK) else f"{did}#{did.removeprefix(DID_KEY)}"


def _seconds(text: Any) -> int | None:
    if text is None:
        return None
    try:
        return int(moment(text).timestamp())
    except ValueError as error:
        raise Failure(ALTERED, "dates_unreadable") from error
