"""did:web identifiers and the documents that publish an issuer's keys."""

import re
from collections.abc import Sequence
from typing import Any

from col_app.recognition.credentials.keys import PublicJwk, PublicKey

_HOST = re.compile(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]*[a-z0-9](:\d{1,5})?")
_PUBLIC_ID = re.compile(r"[a-z0-9]{1,64}")
_CONTEXTS = ("https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1")
_JWK_CONTEXT = "https://w3id.org/security/suites/jws-2020/v1"


def did_for_city(host: str) -> str:
    """The DID of a city; its document stands at ``https://HOST/.well-known/did.json``."""
    if not _HOST.fullmatch(host):
        raise ValueError(f"{host!r} is not a host name for a DID")
    return "did:web:" + host.replace(":", "%3A")


def did_for_organiser(host: str, public_id: str) -> str:
    """The DID of an organiser; its document stands at ``https://HOST/o/ID/did.json``."""
    if not _PUBLIC_ID.fullmatch(public_id):
        raise ValueError(f"{public_id!r} is not a public id")
    return f"{did_for_city(host)}:o:{public_id}"


def did_document(did: str, keys: Sequence[PublicKey | PublicJwk]) -> dict[str, Any]:
    """The DID document with all keys whose signatures count, retired ones included.

    A compromised key is left out. ``assertionMethod`` holds texts, not objects: the validator of
    1EdTech reads nothing else.
    """
    if any(key.did != did for key in keys):
        raise ValueError(f"a key of another issuer in the document of {did}")
    with_jwk = any(isinstance(key, PublicJwk) for key in keys)
    return {
        "@context": [*_CONTEXTS, _JWK_CONTEXT] if with_jwk else list(_CONTEXTS),
        "id": did,
        "verificationMethod": [key.verification_method() for key in keys],
        "assertionMethod": [key.id for key in keys],
    }


def jwks(did: str, keys: Sequence[PublicKey | PublicJwk]) -> dict[str, Any]:
    """The JSON Web Key Set (RFC 7517) of the ES256 keys among ``keys``.

    ``iss`` names the issuer, as the recommended practices of Open Badges 3.0 want.
    """
    return {
        "iss": did,
        "keys": [
            {**key.jwk, "kid": key.id, "alg": "ES256", "use": "sig"}
            for key in keys
            if isinstance(key, PublicJwk)
        ],
    }
