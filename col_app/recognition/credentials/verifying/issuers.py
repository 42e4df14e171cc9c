"""Which keys an issuer publishes: a key counts only when the issuer itself names it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import unquote, urljoin

from col_app.recognition.credentials.encoding import unbase64url
from col_app.recognition.credentials.verifying.outcome import (
    ALTERED,
    CANNOT_CHECK,
    Failure,
    UnreachableError,
)
from col_app.recognition.credentials.verifying.public_keys import (
    Key,
    from_jwk,
    from_method,
    from_multibase,
    thumbprint,
)
from col_app.recognition.credentials.verifying.world import World, origin
from col_app.recognition.credentials.verifying.writing import as_list, parse

DID_KEY = "did:key:"
DID_JWK = "did:jwk:"
DID_WEB = "did:web:"
STATEMENTS, PRESENTING = "assertionMethod", "authentication"
LONGEST_JWK = 4000
Document = Mapping[str, Any]
Candidate = tuple[Callable[[], Key], Any]
"""Makes a key out of a published JSON Web Key, which stands beside it."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Whose key is looked for, and what it must be published for (W3C cid, section 2.3)."""

    id: str
    purpose: str = STATEMENTS


def issuer_of(document: Document) -> Any:
    """The id of the issuer, who may be written as an address or as a profile."""
    issuer = document.get("issuer")
    return issuer.get("id") if isinstance(issuer, dict) else issuer


def did_web_address(did: str) -> str:
    """Where the document of a did:web stands (did-method-web, section 2.5.2)."""
    host, *path = [unquote(part) for part in did.removeprefix(DID_WEB).split(":")]
    if "/" in host or "@" in host or any(part in ("", "..") for part in path):
        raise Failure(CANNOT_CHECK, "unknown_issuer_kind")
    return f"https://{host}/" + "/".join([*path, "did.json"] if path else [".well-known/did.json"])


def published_key(method: str, signer: Signer, world: World) -> Key:
    """The key under the address ``method``, which the signer must publish for this purpose.

    Fail with key_unknown when it publishes another; raise UnreachableError when it says nothing.
    """
    if method.partition("#")[0] != signer.id:
        raise Failure(ALTERED, "key_of_another_issuer")
    for found in _methods(signer, world):
        if found.get("id") == method:
            return _key_of(found)
    raise Failure(ALTERED, "key_unknown")


def key_like(jwk: Any, signer: Signer, world: World) -> Key:
    """The published key that equals ``jwk``. Fail with key_unknown; raise UnreachableError."""
    wanted = thumbprint(jwk)
    away: UnreachableError | None = None
    for published in (_method_keys, _jwks):
        try:
            for key, found in published(signer, world):
                if wanted and thumbprint(found) == wanted:
                    return key()
        except UnreachableError as error:
            away = error
    if away is not None:
        raise away
    raise Failure(ALTERED, "key_unknown")


def key_at(address: str, signer: Signer, world: World) -> Key:
    """The JSON Web Key at an http address, when it is the signer's (Open Badges 3.0, 8.2.4)."""
    found = world.document(address)
    keys = _dicts(found.get("keys"))
    named = [key for key in keys if key.get("kid") in (address, address.partition("#")[2])]
    if "keys" in found:
        # of a set of several keys one has to be named
        found = next(iter(named or (keys if len(keys) == 1 else [])), None)
    if origin(address) == origin(signer.id) != "":
        return from_jwk(found)
    return key_like(found, signer, world)


def key_named(name: str, signer: Signer, world: World) -> Key:
    """The key with this ``kid`` in the key set of the signer. Fail with key_unknown."""
    for key, found in _jwks(signer, world):
        if found.get("kid") == name:
            return key()
    raise Failure(ALTERED, "key_unknown")


def key_in_name(method: str) -> Key | None:
    """The key that an address spells out itself: it tells a wrong signature, never a right one."""
    try:
        return from_multibase(method.partition("#")[2])
    except Failure:
        return None


def _methods(signer: Signer, world: World) -> list[dict[str, Any]]:
    """What a signer publishes for the purpose, ids in full."""
    if signer.id.startswith((DID_KEY, DID_JWK)):
        return [_own_method(signer.id)]
    document = _controller_document(signer.id, world)
    methods = [_in_full(entry, signer.id) for entry in _dicts(document.get("verificationMethod"))]
    named = {
        name if not name.startswith("#") else signer.id + name
        for name in as_list(document.get(signer.purpose))
        if isinstance(name, str)
    }
    whole = [_in_full(entry, signer.id) for entry in _dicts(document.get(signer.purpose))]
    return [method for method in methods if method["id"] in named] + whole


def _controller_document(issuer: str, world: World) -> Document:
    if issuer.startswith(DID_WEB):
        document = world.document(did_web_address(issuer))
    elif origin(issuer):
        document = world.document(issuer)
    else:
        raise Failure(CANNOT_CHECK, "unknown_issuer_kind")
    if document.get("id") != issuer:
        raise Failure(CANNOT_CHECK, "issuer_unreadable")
    return document


def _own_method(did: str) -> dict[str, Any]:
    """The one key that a did:key or a did:jwk spells out."""
    if did.startswith(DID_JWK):
        return {"id": f"{did}#0", "controller": did, "publicKeyJwk": _jwk_in(did)}
    multibase = did.removeprefix(DID_KEY)
    name = f"{did}#{multibase}"
    return {"id": name, "controller": did, "publicKeyMultibase": multibase}


def _jwk_in(did: str) -> Any:
    encoded = did.removeprefix(DID_JWK)
    try:
        return parse(unbase64url(encoded)) if len(encoded) <= LONGEST_JWK else None
    except (ValueError, Failure) as error:
        raise Failure(CANNOT_CHECK, "unknown_key") from error


def _in_full(method: dict[str, Any], issuer: str) -> dict[str, Any]:
    name = str(method.get("id", ""))
    whole = issuer + name if name.startswith("#") else name
    return {**method, "id": whole, "of": issuer}


def _key_of(method: dict[str, Any]) -> Key:
    if method.get("controller") != method.get("of", method.get("controller")):
        raise Failure(ALTERED, "key_of_another_issuer")
    if "revoked" in method:
        raise Failure(ALTERED, "key_unknown")
    return from_method(method)


def _method_keys(signer: Signer, world: World) -> Iterable[Candidate]:
    """The JSON Web Keys among what a signer publishes for the purpose."""
    return [
        (partial(_key_of, method), method.get("publicKeyJwk")) for method in _methods(signer, world)
    ]


def _jwks(signer: Signer, world: World) -> Iterable[Candidate]:
    """The key set of an issuer that is an address (recommended practices of Open Badges 3.0)."""
    if not origin(signer.id):
        return []
    found = world.document(urljoin(signer.id, "/.well-known/jwks.json"))
    if found.get("iss", signer.id) != signer.id:
        raise UnreachableError(signer.id)
    return [(partial(from_jwk, key), key) for key in _dicts(found.get("keys"))]


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [entry for entry in as_list(value) if isinstance(entry, dict)]
