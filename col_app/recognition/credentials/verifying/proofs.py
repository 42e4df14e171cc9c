"""Proofs inside a document: Data Integrity (W3C vc-di-eddsa, vc-di-ecdsa), Ed25519Signature2020.

All of them sign two hashes: of the proof without its value, and of the document without its
proofs; ``disclosures`` is for those that let a holder show only parts.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import rfc8785
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from col_app.recognition.credentials.canonical import UnsafeError, canonical
from col_app.recognition.credentials.contexts import ContextError
from col_app.recognition.credentials.encoding import unmultibase
from col_app.recognition.credentials.rdfc import PoisonError
from col_app.recognition.credentials.verifying import disclosures
from col_app.recognition.credentials.verifying.issuers import (
    Signer,
    key_in_name,
    published_key,
)
from col_app.recognition.credentials.verifying.outcome import (
    ALTERED,
    CANNOT_CHECK,
    Failure,
    UnreachableError,
)
from col_app.recognition.credentials.verifying.public_keys import Key, hash_name, signed_by
from col_app.recognition.credentials.verifying.world import World
from col_app.recognition.credentials.verifying.writing import as_list

Document = Mapping[str, Any]
IsSigned = Callable[[Document, Document, str, Key, World], bool]

MOST_PROOFS = 4


@dataclass(frozen=True, slots=True)
class Suite:
    """A kind of proof: the keys it is made with, and whether one is right."""

    key: type
    is_signed: IsSigned


def known_proofs(document: Document) -> Sequence[Document]:
    """The proofs that can be judged here, at least one. Fail for a document without."""
    proofs = as_list(document.get("proof"))
    if not proofs:
        raise Failure(ALTERED, "no_proof")
    if not all(isinstance(proof, dict) and isinstance(proof.get("type"), str) for proof in proofs):
        raise Failure(ALTERED, "unusual_writing")
    known = [proof for proof in proofs if _suite(proof) is not None]
    if not known or len(proofs) > MOST_PROOFS or any("previousProof" in proof for proof in known):
        raise Failure(CANNOT_CHECK, "unknown_proof")
    return known


def shows_parts(document: Document) -> bool:
    """Say whether the holder may have left out parts of the document."""
    return any(
        isinstance(proof, dict) and proof.get("cryptosuite") == disclosures.SUITE
        for proof in as_list(document.get("proof"))
    )


def find_keys(document: Document, signer: Signer, world: World) -> list[Key]:
    """The key of each proof, which its signer publishes; fails where one is missing."""
    return [_find_key(document, proof, signer, world) for proof in known_proofs(document)]


def check_signatures(document: Document, keys: list[Key], signer: Signer, world: World) -> None:
    """Fail unless each proof was made with its key over exactly this document."""
    for proof, key in zip(known_proofs(document), keys, strict=True):
        _check_signature(document, proof, key, signer.purpose, world)


def _find_key(document: Document, proof: Document, signer: Signer, world: World) -> Key:
    method = proof.get("verificationMethod")
    if not isinstance(method, str):
        raise Failure(ALTERED, "key_of_another_issuer")
    try:
        return published_key(method, signer, world)
    except UnreachableError as error:
        key = key_in_name(method)
        if key is not None:
            _check_signature(document, proof, key, signer.purpose, world)
        raise Failure(CANNOT_CHECK, "issuer_unreachable") from error


def _check_signature(
    document: Document, proof: Document, key: Key, purpose: str, world: World
) -> None:
    if proof.get("proofPurpose") != purpose:
        raise Failure(ALTERED, "proof_for_another_purpose")
    value, suite = proof.get("proofValue"), _suite(proof)
    if suite is None or not isinstance(value, str) or not isinstance(key, suite.key):
        raise Failure(ALTERED, "signature_wrong")
    options = {name: member for name, member in proof.items() if name != "proofValue"}
    unsigned = {name: member for name, member in document.items() if name != "proof"}
    try:
        is_signed = suite.is_signed(options, unsigned, value, key, world)
    except UnsafeError as error:
        raise Failure(ALTERED, "unsigned_content") from error
    except ContextError as error:
        raise Failure(CANNOT_CHECK, "unknown_context") from error
    except PoisonError as error:
        raise Failure(CANNOT_CHECK, "too_complex") from error
    except ValueError as error:
        raise Failure(ALTERED, "signature_wrong") from error
    if not is_signed:
        raise Failure(ALTERED, "signature_wrong")


def _by_meaning(options: Document, unsigned: Document, value: str, key: Key, world: World) -> bool:
    """What the document says as RDF is signed (the cryptosuites ``*-rdfc-*``)."""
    algorithm = hash_name(key)
    options = {**options, "@context": unsigned["@context"]}
    texts = (canonical(part, world.context, algorithm).encode() for part in (options, unsigned))
    return signed_by(key, unmultibase(value), _hashes(algorithm, *texts))


def _by_letter(options: Document, unsigned: Document, value: str, key: Key, world: World) -> bool:
    """The document is signed as JSON (RFC 8785; the cryptosuites ``*-jcs-*``).

    ``check_writing`` has seen that a context in the proof is that of the document. All contexts
    must be known: others could give the same words another meaning.
    """
    for context in as_list(unsigned["@context"]):
        world.context(context)
    texts = (rfc8785.dumps(dict(part)) for part in (options, unsigned))
    return signed_by(key, unmultibase(value), _hashes(hash_name(key), *texts))


def _by_parts(options: Document, unsigned: Document, value: str, key: Key, world: World) -> bool:
    """Each statement is signed on its own (the cryptosuite ``ecdsa-sd-2023``)."""
    options = {**options, "@context": unsigned["@context"]}
    proof_hash = hashlib.sha256(canonical(options, world.context).encode()).digest()
    return disclosures.is_signed(unsigned, value, proof_hash, key, world.context)


def _hashes(algorithm: str, proof_text: bytes, document_text: bytes) -> bytes:
    """What is signed: the hash of the proof options, then the hash of the document."""
    return (
        hashlib.new(algorithm, proof_text).digest() + hashlib.new(algorithm, document_text).digest()
    )


_SUITES = {
    ("DataIntegrityProof", "eddsa-rdfc-2022"): Suite(Ed25519PublicKey, _by_meaning),
    ("DataIntegrityProof", "eddsa-jcs-2022"): Suite(Ed25519PublicKey, _by_letter),
    ("DataIntegrityProof", "ecdsa-rdfc-2019"): Suite(EllipticCurvePublicKey, _by_meaning),
    ("DataIntegrityProof", "ecdsa-jcs-2019"): Suite(EllipticCurvePublicKey, _by_letter),
    ("DataIntegrityProof", disclosures.SUITE): Suite(EllipticCurvePublicKey, _by_parts),
    ("Ed25519Signature2020", None): Suite(Ed25519PublicKey, _by_meaning),
}


def _suite(proof: Any) -> Suite | None:
    if not isinstance(proof, dict):
        return None
    kind, name = proof.get("type"), proof.get("cryptosuite")
    is_text = isinstance(kind, str) and isinstance(name, str | None)
    return _SUITES.get((kind, name)) if is_text else None
