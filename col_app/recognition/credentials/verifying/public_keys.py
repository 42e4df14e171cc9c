"""The keys that issuers publish, in the forms in use: Multikey, JSON Web Key, PEM."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePublicKey,
)
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from jwt import PyJWK
from jwt.exceptions import PyJWTError

from col_app.recognition.credentials.encoding import base64url, unmultibase
from col_app.recognition.credentials.verifying.outcome import ALTERED, CANNOT_CHECK, Failure

Key = Ed25519PublicKey | EllipticCurvePublicKey | RSAPublicKey

SMALLEST_RSA = 2048
_ED25519 = b"\xed\x01"
_P256 = b"\x80\x24"
_THUMBPRINT = {"EC": ("crv", "kty", "x", "y"), "OKP": ("crv", "kty", "x"), "RSA": ("e", "kty", "n")}


def from_multibase(text: Any) -> Key:
    """A Multikey (W3C cid, section 2.2.2). Fail for any other."""
    try:
        raw = unmultibase(text)
        if raw.startswith(_ED25519):
            return Ed25519PublicKey.from_public_bytes(raw[2:])
        if raw.startswith(_P256):
            return EllipticCurvePublicKey.from_encoded_point(SECP256R1(), raw[2:])
    except (ValueError, AttributeError, TypeError) as error:
        raise Failure(CANNOT_CHECK, "unknown_key") from error
    raise Failure(CANNOT_CHECK, "unknown_key")


def from_jwk(jwk: Any) -> Key:
    """A JSON Web Key (RFC 7517). Fail for one that holds its secret: then anybody can sign."""
    if not isinstance(jwk, Mapping) or jwk.get("kty") not in _THUMBPRINT:
        raise Failure(CANNOT_CHECK, "unknown_key")
    if "d" in jwk:
        raise Failure(ALTERED, "key_exposed")
    try:
        return _usable(PyJWK(dict(jwk), algorithm=_algorithm(jwk)).key)
    except (PyJWTError, ValueError, TypeError, LookupError, AttributeError) as error:
        raise Failure(CANNOT_CHECK, "unknown_key") from error


def from_pem(text: Any) -> Key:
    """A key as Open Badges 1 and 2 publish it. Fail for any other."""
    try:
        return _usable(load_pem_public_key(text.encode()))
    except (ValueError, TypeError, AttributeError) as error:
        raise Failure(CANNOT_CHECK, "unknown_key") from error


def from_method(method: Mapping[str, Any]) -> Key:
    """The key of a verification method of a DID document."""
    if "publicKeyMultibase" in method:
        return from_multibase(method["publicKeyMultibase"])
    return from_jwk(method.get("publicKeyJwk"))


def thumbprint(jwk: Any) -> str:
    """JWK thumbprint (RFC 7638); "" for what is no key."""
    if not isinstance(jwk, Mapping):
        return ""
    names = _THUMBPRINT.get(str(jwk.get("kty")), ())
    if not names or not all(isinstance(jwk.get(name), str) for name in names):
        return ""
    text = json.dumps({name: jwk[name] for name in names}, separators=(",", ":"))
    return base64url(hashlib.sha256(text.encode()).digest())


def signed_by(key: Key, signature: bytes, message: bytes) -> bool:
    """Say whether ``key`` made the signature of a Data Integrity proof (Ed25519 or P-256)."""
    try:
        if isinstance(key, Ed25519PublicKey):
            key.verify(signature, message)
        elif isinstance(key, EllipticCurvePublicKey) and len(signature) == 64:
            r, s = (int.from_bytes(half, "big") for half in (signature[:32], signature[32:]))
            key.verify(encode_dss_signature(r, s), message, ECDSA(SHA256()))
        else:
            return False
    except InvalidSignature:
        return False
    return True


def _algorithm(jwk: Mapping[str, Any]) -> str:
    # only the kind of key matters here: a token says itself how it is signed
    return {"EC": "ES256", "OKP": "EdDSA", "RSA": "RS256"}[jwk["kty"]]


def _usable(key: Any) -> Key:
    if isinstance(key, RSAPublicKey) and key.key_size < SMALLEST_RSA:
        raise ValueError("an RSA key that can be broken")
    if not isinstance(key, Ed25519PublicKey | EllipticCurvePublicKey | RSAPublicKey):
        raise ValueError("a key that signs nothing here")
    return key
