"""Proofs inside a document: Data Integrity (W3C) with Ed25519 or P-256, and Ed25519Signature2020.

All of them sign the hashes of two canonical RDF texts: of the proof without its value, and of the
document without its proofs.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from col_app.recognition.credentials.canonical import UnsafeError, canonical
from col_app.recognition.credentials.contexts import ContextError
from col_app.recognition.credentials.encoding import unmultibase
from col_app.recognition.credentials.proof import hash_data
from col_app.recognition.credentials.rdfc import PoisonError
from col_app.recognition.credentials.verifying.issuers import (
    issuer_of,
    key_in_name,
    published_key,
)
from col_app.recognition.credentials.verifying.outcome import (
    ALTERED,
    CANNOT_CHECK,
    Failure,
    UnreachableError,
)
from col_app.recognition.credentials.verifying.public_keys import Key, signed_by
from col_app.recognition.credentials.verifying.world import World
from col_app.recognition.credentials.verifying.writing import as_list

Document = Mapping[str, Any]

MOST_PROOFS = 4
_SUITES = {
    ("DataIntegrityProof", "eddsa-rdfc-2022"),
    ("DataIntegrityProof", "ecdsa-rdfc-2019"),
    ("Ed25519Signature2020", None),
}


def known_proofs(document: Document) -> Sequence[Document]:
    """The proofs that can be judged here, at least one. Fail for a document without."""
    proofs = as_list(document.get("proof"))
    if not proofs:
        raise Failure(ALTERED, "no_proof")
    known = [
        proof
        for proof in proofs
        if isinstance(proof, dict) and (proof.get("type"), proof.get("cryptosuite")) in _SUITES
    ]
    if not known or len(proofs) > MOST_PROOFS or any("previousProof" in proof for proof in known):
        raise Failure(CANNOT_CHECK, "unknown_proof")
    return known


def find_keys(document: Document, world: World) -> list[Key]:
    """The key of each proof, which its issuer publishes; fails where one is missing."""
    return [_find_key(document, proof, world) for proof in known_proofs(document)]


def check_signatures(document: Document, keys: list[Key], world: World) -> None:
    """Fail unless each proof was made with its key over exactly this document."""
    for proof, key in zip(known_proofs(document), keys, strict=True):
        _check_signature(document, proof, key, world)


def _find_key(document: Document, proof: Document, world: World) -> Key:
    method, issuer = proof.get("verificationMethod"), issuer_of(document)
    if not isinstance(method, str) or not isinstance(issuer, str):
        raise Failure(ALTERED, "key_of_another_issuer")
    try:
        return published_key(method, issuer, world)
    except UnreachableError as error:
        key = key_in_name(method)
        if key is not None:
            _check_signature(document, proof, key, world)
        raise Failure(CANNOT_CHECK, "issuer_unreachable") from error


def _check_signature(document: Document, proof: Document, key: Key, world: World) -> None:
    options = {**proof, "@context": document["@context"]}
    value = options.pop("proofValue", None)
    if proof.get("proofPurpose") != "assertionMethod":
        raise Failure(ALTERED, "proof_for_another_purpose")
    try:
        signature = unmultibase(value)
    except (ValueError, AttributeError, TypeError) as error:
        raise Failure(ALTERED, "signature_wrong") from error
    unsigned = {name: member for name, member in document.items() if name != "proof"}
    if not signed_by(key, signature, _message(options, unsigned, world)):
        raise Failure(ALTERED, "signature_wrong")


def _message(options: Document, unsigned: Document, world: World) -> bytes:
    try:
        return hash_data(canonical(options, world.context), canonical(unsigned, world.context))
    except UnsafeError as error:
        raise Failure(ALTERED, "unsigned_content") from error
    except ContextError as error:
        raise Failure(CANNOT_CHECK, "unknown_context") from error
    except PoisonError as error:
        raise Failure(CANNOT_CHECK, "too_complex") from error
