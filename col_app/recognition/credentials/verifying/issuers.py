"""Which keys an issuer publishes: a key counts only when the issuer itself names it."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import unquote

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
from col_app.recognition.credentials.verifying.writing import as_list

DID_KEY = "did:key:"
DID_WEB = "did:web:"
Document = Mapping[str, Any]


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


def published_key(method: str, issuer: str, world: World) -> Key:
    """The key under the address ``method``, which the issuer must publish for its statements.

    Fail with key_unknown when it publishes another; raise UnreachableError when it says nothing.
    """
    if method.partition("#")[0] != issuer:
        raise Failure(ALTERED, "key_of_another_issuer")
    for found in _methods(issuer, world):
        if found.get("id") == method:
            return _key_of(found)
    raise Failure(ALTERED, "key_unknown")


def key_like(jwk: Any, issuer: str, world: World) -> Key:
    """The published key that equals ``jwk``. Fail with key_unknown; raise UnreachableError."""
    wanted = thumbprint(jwk)
    for found in _methods(issuer, world):
        if wanted and thumbprint(found.get("publicKeyJwk")) == wanted:
            return _key_of(found)
    for published in _jwks(issuer, world):
        if wanted and thumbprint(published) == wanted:
            return from_jwk(published)
    raise Failure(ALTERED, "key_unknown")


def key_at(address: str, issuer: str, world: World) -> Key:
    """The JSON Web Key at an http address, when it is the issuer's (Open Badges 3.0, 8.2.4)."""
    found = world.document(address)
    fragment = address.partition("#")[2]
    for key in as_list(found.get("keys")):
        if isinstance(key, dict) and key.get("kid") in (address, fragment):
            found = key
    if origin(address) == origin(issuer) != "":
        return from_jwk(found)
    return key_like(found, issuer, world)


def key_named(name: str, issuer: str, world: World) -> Key:
    """The key with this ``kid`` in the key set of the issuer. Fail with key_unknown."""
    for found in _jwks(issuer, world):
        if found.get("kid") == name:
            return from_jwk(found)
    raise Failure(ALTERED, "key_unknown")


def key_in_name(method: str) -> Key | None:
    """The key that an address spells out itself: it tells a wrong signature, never a right one."""
    try:
        return from_multibase(method.partition("#")[2])
    except Failure:
        return None


def _methods(issuer: str, world: World) -> list[dict[str, Any]]:
    """What an issuer publishes for statements (``assertionMethod``), ids in full."""
    if issuer.startswith(DID_KEY):
        return [_own_method(issuer)]
    document = _controller_document(issuer, world)
    methods = [_in_full(entry, issuer) for entry in _dicts(document.get("verificationMethod"))]
    named = {
        name if not name.startswith("#") else issuer + name
        for name in as_list(document.get("assertionMethod"))
        if isinstance(name, str)
    }
    whole = [_in_full(entry, issuer) for entry in _dicts(document.get("assertionMethod"))]
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
    multibase = did.removeprefix(DID_KEY)
    name = f"{did}#{multibase}"
    return {"id": name, "controller": did, "publicKeyMultibase": multibase}


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


def _jwks(issuer: str, world: World) -> Iterable[dict[str, Any]]:
    """The key set of an issuer that is an address (recommended practices of Open Badges 3.0)."""
    if not origin(issuer):
        return []
    found = world.document(f"{origin(issuer)}/.well-known/jwks.json")
    if found.get("iss", issuer) != issuer:
        raise UnreachableError(issuer)
    return _dicts(found.get("keys"))


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [entry for entry in as_list(value) if isinstance(entry, dict)]
