"""Is a document written so that everybody reads the same in it?

A signature covers RDF, not JSON. The same RDF can be written in ways that hide a member from a
reader who looks for its usual name (a full IRI as key, ``@reverse``, an own context): a revoked
badge could lose its status like that. Nobody needs such writing, so it is refused.
"""

import json
from typing import Any

from col_app.recognition.credentials.contexts import CREDENTIALS_V1, CREDENTIALS_V2
from col_app.recognition.credentials.verifying.outcome import ALTERED, CANNOT_CHECK, Failure

DEPTH = 32
MEMBERS = 8000
CREDENTIALS_INSIDE = ("endorsement", "verifiableCredential", "proof")
"""Members that hold graphs of their own."""
OF_CREDENTIALS = {
    "credentialStatus", "validFrom", "validUntil", "issuanceDate", "expirationDate", "issuer",
    "credentialSubject",
}  # fmt: skip
"""What only a credential says of itself."""
_WITH_CONTEXT = {"VerifiableCredential", "EnvelopedVerifiableCredential"}


def parse(text: str | bytes) -> Any:
    """Read JSON; fail for a name given twice, of which every reader takes another one."""
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except Failure:
        raise
    except (ValueError, RecursionError) as error:
        raise Failure(CANNOT_CHECK, "unreadable") from error


def check_size(document: Any) -> None:
    """Fail for a document that is nested too deep or has too many parts."""
    _count(document, 0)


def check_writing(value: Any, *, is_inside: bool = False) -> None:
    """Fail for unusual writing in a document that ``check_size`` has passed."""
    if isinstance(value, str) and not _is_unicode(value):
        raise Failure(ALTERED, "unusual_writing")
    if isinstance(value, dict):
        _check_names(value, is_inside=is_inside)
        value = [*_without_contexts(value), *value.keys()]
    for part in value if isinstance(value, list) else []:
        check_writing(part, is_inside=True)


def _without_contexts(members: dict[str, Any]) -> list[Any]:
    """The values of members; proofs without their context, which must be that of the document.

    Proofs over JSON repeat it (W3C vc-di-eddsa, section 3.3.1).
    """
    values = [value for name, value in members.items() if name != "proof"]
    for proof in as_list(members.get("proof")):
        if isinstance(proof, dict) and "@context" in proof:
            if proof["@context"] != members.get("@context"):
                raise Failure(ALTERED, "own_context")
            proof = {name: value for name, value in proof.items() if name != "@context"}
        values.append(proof)
    return values


def check_one_place(document: dict[str, Any]) -> None:
    """Fail when a credential says things of itself in another place than its own members.

    RDF knows no places: a status could move there, and the signature would still fit.
    """
    waiting: list[Any] = [
        member for name, member in document.items() if name not in CREDENTIALS_INSIDE
    ]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            is_itself = value.get("id") == document.get("id") is not None
            if is_itself and value.keys() & OF_CREDENTIALS:
                raise Failure(ALTERED, "unusual_writing")
            waiting += [one for name, one in value.items() if name not in CREDENTIALS_INSIDE]
        elif isinstance(value, list):
            waiting += value


def texts(value: Any) -> set[str]:
    """The texts in a value that may stand alone or in a list."""
    return {text for text in as_list(value) if isinstance(text, str)}


def as_list(value: Any) -> list[Any]:
    """JSON-LD writes one value alone or in a list; nothing is an empty list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(pairs)
    if len(read) < len(pairs):
        raise Failure(ALTERED, "unusual_writing")
    return read


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _count(value: Any, depth: int) -> int:
    if depth > DEPTH:
        raise Failure(CANNOT_CHECK, "too_complex")
    parts = list(value.values()) if isinstance(value, dict) else value
    if not isinstance(parts, list):
        return 0
    count = len(parts)
    for part in parts:
        count += _count(part, depth + 1)
        if count > MEMBERS:
            raise Failure(CANNOT_CHECK, "too_complex")
    return count


def _check_names(members: dict[str, Any], *, is_inside: bool) -> None:
    if any(name.startswith("@") or ":" in name for name in members.keys() - {"@context"}):
        raise Failure(ALTERED, "unusual_writing")
    if is_inside and "@context" in members:
        _check_embedded(members)


def _check_embedded(members: dict[str, Any]) -> None:
    """A context inside a document belongs to a whole credential in it, and is a published one."""
    contexts = as_list(members["@context"])
    is_credential = bool(texts(members.get("type")) & _WITH_CONTEXT)
    if not is_credential or len(texts(contexts)) < len(contexts):
        raise Failure(ALTERED, "own_context")
    if contexts[:1] not in ([CREDENTIALS_V2], [CREDENTIALS_V1]):
        raise Failure(ALTERED, "own_context")


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
