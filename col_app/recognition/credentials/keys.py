"""Keys of an issuer: Ed25519 for Data Integrity proofs, its P-256 twin for ES256 tokens.

Both grow from one 32-byte seed, so one sealed secret per issuer is all that has to be kept.
"""

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePrivateKey,
    derive_private_key,
)
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from col_app.recognition.credentials.encoding import base64url, multibase, unmultibase

SEED_BYTES = 32
_ED25519 = b"\xed\x01"  # multicodec prefix of a public key
_P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


@dataclass(frozen=True, slots=True)
class PublicKey:
    """An Ed25519 key as a DID document publishes it (Multikey)."""

    did: str
    multibase: str

    @property
    def id(self) -> str:
        """The DID URL of the key; its fragment is the key itself."""
        return f"{self.did}#{self.multibase}"

    def verification_method(self) -> dict[str, Any]:
        """The entry of the DID document."""
        return {
            "id": self.id,
            "type": "Multikey",
            "controller": self.did,
            "publicKeyMultibase": self.multibase,
        }

    def verify(self, signature: bytes, message: bytes) -> bool:
        """Say whether this key made ``signature``; an unusable key verifies nothing."""
        try:
            raw = unmultibase(self.multibase)
            if not raw.startswith(_ED25519):
                return False
            Ed25519PublicKey.from_public_bytes(raw[2:]).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True)
class PublicJwk:
    """A P-256 key as a DID document publishes it (JsonWebKey)."""

    did: str
    x: str
    y: str

    @property
    def jwk(self) -> dict[str, str]:
        """The key as JSON Web Key, members in the order of RFC 7638."""
        return {"crv": "P-256", "kty": "EC", "x": self.x, "y": self.y}

    @property
    def thumbprint(self) -> str:
        """JWK thumbprint (RFC 7638)."""
        text = json.dumps(self.jwk, separators=(",", ":"))
        return base64url(hashlib.sha256(text.encode()).digest())

    @property
    def id(self) -> str:
        """The DID URL of the key."""
        return f"{self.did}#{self.thumbprint}"

    def verification_method(self) -> dict[str, Any]:
        """The entry of the DID document."""
        return {
            "id": self.id,
            "type": "JsonWebKey",
            "controller": self.did,
            "publicKeyJwk": self.jwk,
        }


@dataclass(frozen=True, slots=True)
class IssuerKey:
    """The signing key of an issuer. Keep ``seed`` sealed; ``public`` may be shown to anyone."""

    did: str
    seed: bytes = field(repr=False, compare=False)
    public: PublicKey = field(init=False)
    _private: Ed25519PrivateKey = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        private = Ed25519PrivateKey.from_private_bytes(self.seed)
        raw = private.public_key().public_bytes_raw()
        object.__setattr__(self, "_private", private)
        object.__setattr__(self, "public", PublicKey(self.did, multibase(_ED25519 + raw)))

    @classmethod
    def generate(cls, did: str) -> "IssuerKey":
        """Make a new key from the system's randomness."""
        return cls(did, secrets.token_bytes(SEED_BYTES))

    @classmethod
    def from_seed(cls, did: str, seed: bytes) -> "IssuerKey":
        """Make the key again from its 32-byte seed; another length raises ValueError."""
        return cls(did, seed)

    @property
    def multibase(self) -> str:
        """The public key as multibase text."""
        return self.public.multibase

    @property
    def id(self) -> str:
        """The DID URL of the key."""
        return self.public.id

    def sign(self, message: bytes) -> bytes:
        """Sign with Ed25519 (RFC 8032): 64 bytes, the same for the same message."""
        return self._private.sign(message)


@dataclass(frozen=True, slots=True)
class JwtKey:
    """The P-256 twin of an issuer key, for ES256 tokens."""

    did: str
    seed: bytes = field(repr=False, compare=False)
    public: PublicJwk = field(init=False)
    _private: EllipticCurvePrivateKey = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        private = derive_private_key(_scalar(self.seed), SECP256R1())
        numbers = private.public_key().public_numbers()
        x, y = (base64url(number.to_bytes(32, "big")) for number in (numbers.x, numbers.y))
        object.__setattr__(self, "_private", private)
        object.__setattr__(self, "public", PublicJwk(self.did, x, y))

    @classmethod
    def generate(cls, did: str) -> "JwtKey":
        """Make a new key from the system's randomness."""
        return cls(did, secrets.token_bytes(SEED_BYTES))

    @classmethod
    def from_seed(cls, did: str, seed: bytes) -> "JwtKey":
        """Make the twin of ``IssuerKey.from_seed(did, seed)``."""
        return cls(did, seed)

    @property
    def id(self) -> str:
        """The DID URL of the key."""
        return self.public.id

    def sign(self, message: bytes) -> bytes:
        """Sign with ECDSA P-256 and SHA-256: R and S, 32 bytes each (RFC 7518, 3.4)."""
        r, s = decode_dss_signature(self._private.sign(message, ECDSA(SHA256())))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def _scalar(seed: bytes) -> int:
    """A private scalar without bias from the seed (FIPS 186-5, A.2.1: 128 extra bits)."""
    if len(seed) != SEED_BYTES:
        raise ValueError(f"a seed has {SEED_BYTES} bytes")
    material = HKDF(SHA256(), length=48, salt=None, info=b"ES256 twin of an issuer key").derive(
        seed
    )
    return int.from_bytes(material, "big") % (_P256_ORDER - 1) + 1
