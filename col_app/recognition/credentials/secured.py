"""Is a document signed by its issuer, with every member that a reader sees?

The signature covers RDF, not JSON. The same RDF can be written in ways that hide a member from a
reader who looks for its usual name (a full IRI as key, ``@reverse``, ``@included``): a revoked
badge could lose its status like that. Nobody needs such writing, so it is refused.
"""

from collections.abc import Callable, Mapping
from typing import Any

from col_app.recognition.credentials.canonical import UnsafeError, canonical
from col_app.recognition.credentials.contexts import CREDENTIALS_V2, ContextError
from col_app.recognition.credentials.encoding import unmultibase
from col_app.recognition.credentials.keys import PublicKey
from col_app.recognition.credentials.proof import hash_data
from col_app.recognition.credentials.rdfc import PoisonError

Document = Mapping[str, Any]
ResolveKey = Callable[[str], PublicKey | None]

ALTERED = "altered"
CANNOT_CHECK = "cannot_check"

_DEPTH = 32
_MEMBERS = 2000
_SUITE = ("DataIntegrityProof", "eddsa-rdfc-2022")


class UnreachableError(Exception):
    """A resolver could not ask: the answer may be another one later."""


class Failure(Exception):  # noqa: N818 - the outcome of a check, not a fault of the program
    """Ends one check: the verdict it leads to, and the code of the reason."""

    def __init__(self, verdict: str, reason_code: str) -> None:
        super().__init__(reason_code)
        self.verdict = verdict
        self.reason_code = reason_code


def check_form(document: Document, wanted_type: str) -> None:
    """Fail unless this is a credential of ``wanted_type``, plainly written, with one proof."""
    if not isinstance(document, dict):
        raise Failure(CANNOT_CHECK, "not_a_credential")
    _check_plain(document, 0)
    contexts, types = document.get("@context"), document.get("type")
    if not isinstance(contexts, list) or contexts[:1] != [CREDENTIALS_V2]:
        raise Failure(CANNOT_CHECK, "not_a_credential")
    if not isinstance(types, list) or not {"VerifiableCredential", wanted_type} <= _texts(types):
        raise Failure(CANNOT_CHECK, "not_a_credential")
    if len(_texts(contexts)) < len(contexts):
        raise Failure(ALTERED, "own_context")
    if not isinstance(document.get("id"), str) or not isinstance(issuer_of(document), str):
        raise Failure(ALTERED, "incomplete")
    if not isinstance(document.get("credentialSubject"), dict):
        raise Failure(ALTERED, "incomplete")


def issuer_of(document: Document) -> Any:
    """The id of the issuer, who may be written as an address or as a profile."""
    issuer = document.get("issuer")
    return issuer.get("id") if isinstance(issuer, dict) else issuer


def find_key(document: Document, resolve_key: ResolveKey) -> PublicKey:
    """The key of the proof, which must be one that the issuer of the document publishes."""
    proof = document.get("proof")
    if not isinstance(proof, dict):
        raise Failure(ALTERED, "no_proof")
    if (proof.get("type"), proof.get("cryptosuite")) != _SUITE:
        raise Failure(CANNOT_CHECK, "unknown_proof")
    method = proof.get("verificationMethod")
    if not isinstance(method, str) or method.partition("#")[0] != issuer_of(document):
        raise Failure(ALTERED, "key_of_another_issuer")
    try:
        key = resolve_key(method)
    except UnreachableError as error:
        raise Failure(CANNOT_CHECK, "issuer_unreachable") from error
    if key is None or key.id != method:
        raise Failure(ALTERED, "key_unknown")
    return key


def check_signature(document: Document, key: PublicKey) -> None:
    """Fail unless ``key`` signed exactly this document with exactly this proof."""
    proof = dict(document["proof"])
    value = proof.pop("proofValue", None)
    if not isinstance(value, str) or proof.get("proofPurpose") != "assertionMethod":
        raise Failure(ALTERED, "signature_wrong")
    unsigned = {name: member for name, member in document.items() if name != "proof"}
    message = _message({"@context": document["@context"], **proof}, unsigned)
    try:
        signature = unmultibase(value)
    except ValueError as error:
        raise Failure(ALTERED, "signature_wrong") from error
    if not key.verify(signature, message):
        raise Failure(ALTERED, "signature_wrong")


def _message(proof: Document, unsigned: Document) -> bytes:
    try:
        return hash_data(canonical(proof), canonical(unsigned))
    except UnsafeError as error:
        raise Failure(ALTERED, "unsigned_content") from error
    except ContextError as error:
        raise Failure(CANNOT_CHECK, "unknown_context") from error
    except PoisonError as error:
        raise Failure(CANNOT_CHECK, "too_complex") from error


def _check_plain(value: Any, depth: int) -> int:
    """Refuse unusual writing, and documents whose expansion would take long.

    Return how many members there are.
    """
    if depth > _DEPTH:
        raise Failure(CANNOT_CHECK, "too_complex")
    if isinstance(value, dict):
        if not all(_is_plain(name, depth) for name in value):
            raise Failure(ALTERED, "unusual_writing")
        parts = list(value.values())
    else:
        parts = value if isinstance(value, list) else []
    count = len(parts)
    for part in parts:
        count += _check_plain(part, depth + 1)
        if count > _MEMBERS:
            raise Failure(CANNOT_CHECK, "too_complex")
    return count


def _is_plain(name: str, depth: int) -> bool:
    if name == "@context":
        return depth == 0
    return not name.startswith("@") and ":" not in name


def _texts(values: list[Any]) -> set[str]:
    return {value for value in values if isinstance(value, str)}
