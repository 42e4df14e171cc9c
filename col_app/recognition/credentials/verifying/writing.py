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
        value = list(value.values())
    for part in value if isinstance(value, list) else []:
        check_writing(part, is_inside=True)


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
    is_credential = "VerifiableCredential" in texts(members.get("type"))
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
