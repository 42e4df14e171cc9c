"""The keys that issuers publish, in the forms in use: Multikey, JSON Web Key, PEM."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    SECP384R1,
    EllipticCurve,
    EllipticCurvePublicKey,
)
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256, SHA384
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from jwt import PyJWK
from jwt.exceptions import PyJWTError

from col_app.recognition.credentials.encoding import base64url, unmultibase
from col_app.recognition.credentials.verifying.outcome import ALTERED, CANNOT_CHECK, Failure

Key = Ed25519PublicKey | EllipticCurvePublicKey | RSAPublicKey

SMALLEST_RSA = 2048
_ED25519 = b"\xed\x01"
# the prefixes of the curves, and how many bytes a compressed point has
_CURVES: dict[bytes, tuple[EllipticCurve, int]] = {
    b"\x80\x24": (SECP256R1(), 33),
    b"\x81\x24": (SECP384R1(), 49),
}
_HASHES = {"secp256r1": (SHA256(), "sha256", 32), "secp384r1": (SHA384(), "sha384", 48)}
_JWK_ALGORITHMS = {
    ("EC", "P-256"): "ES256",
    ("EC", "P-384"): "ES384",
    ("OKP", "Ed25519"): "EdDSA",
    ("RSA", None): "RS256",
}
_THUMBPRINT = {"EC": ("crv", "kty", "x", "y"), "OKP": ("crv", "kty", "x"), "RSA": ("e", "kty", "n")}


def from_multibase(text: Any) -> Key:
    """A Multikey (W3C cid, section 2.2.2). Fail for any other."""
    try:
        return from_multicodec(unmultibase(text))
    except (ValueError, AttributeError, TypeError) as error:
        raise Failure(CANNOT_CHECK, "unknown_key") from error


def from_multicodec(raw: bytes) -> Key:
    """The key behind a Multikey's bytes: Ed25519, P-256, P-384. Raise ValueError for any other."""
    prefix, point = raw[:2], raw[2:]
    if prefix == _ED25519:
        return Ed25519PublicKey.from_public_bytes(point)
    curve, length = _CURVES.get(prefix, (SECP256R1(), 0))
    if len(point) != length:
        raise ValueError("a key of an unknown kind")
    return EllipticCurvePublicKey.from_encoded_point(curve, point)


def from_jwk(jwk: Any) -> Key:
    """A JSON Web Key (RFC 7517). Fail for one that holds its secret: then anybody can sign."""
    if not isinstance(jwk, Mapping) or str(jwk.get("kty")) not in _THUMBPRINT:
        raise Failure(CANNOT_CHECK, "unknown_key")
    if "d" in jwk:
        raise Failure(ALTERED, "key_exposed")
    if jwk.get("use", "sig") != "sig":
        raise Failure(CANNOT_CHECK, "unknown_key")
    try:
        algorithm = _JWK_ALGORITHMS[jwk["kty"], jwk.get("crv")]
        return _usable(PyJWK(dict(jwk), algorithm=algorithm).key)
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


def hash_name(key: Key) -> str:
    """The hash that goes with a key in Data Integrity proofs: as strong as its curve."""
    return _HASHES[key.curve.name][1] if isinstance(key, EllipticCurvePublicKey) else "sha256"


def signed_by(key: Key, signature: bytes, message: bytes) -> bool:
    """Say whether ``key`` made the signature of a Data Integrity proof (Ed25519, P-256, P-384)."""
    try:
        if isinstance(key, Ed25519PublicKey):
            key.verify(signature, message)
        elif isinstance(key, EllipticCurvePublicKey):
            algorithm, _name, half = _HASHES[key.curve.name]
            if len(signature) != 2 * half:
                return False
            r, s = (int.from_bytes(part, "big") for part in (signature[:half], signature[half:]))
            key.verify(encode_dss_signature(r, s), message, ECDSA(algorithm))
        else:
            return False
    except InvalidSignature:
        return False
    return True


def _usable(key: Any) -> Key:
    if isinstance(key, RSAPublicKey) and key.key_size < SMALLEST_RSA:
        raise ValueError("an RSA key that can be broken")
    if not isinstance(key, Ed25519PublicKey | EllipticCurvePublicKey | RSAPublicKey):
        raise ValueError("a key that signs nothing here")
    if isinstance(key, EllipticCurvePublicKey) and key.curve.name not in _HASHES:
        raise ValueError("a curve that is not used here")
    return key
