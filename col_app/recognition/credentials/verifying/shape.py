"""Does a credential have the shape that Open Badges 3.0 and CLR 2.0 describe?

The official JSON Schemas are in no package, so the data model stands in ``shape.toml``, class by
class. The tests hold it against the schemas: what they refuse is refused here.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from col_app.recognition.credentials.contexts import CREDENTIALS_V1
from col_app.recognition.credentials.values import moment
from col_app.recognition.credentials.verifying.outcome import CANNOT_CHECK, Failure
from col_app.recognition.credentials.verifying.writing import as_list, texts

BADGE, ENDORSEMENT, RECORD = "OpenBadgeCredential", "EndorsementCredential", "ClrCredential"
_KINDS = {BADGE, "AchievementCredential", ENDORSEMENT, RECORD}
_OPEN_BADGES = re.compile(r"https://purl\.imsglobal\.org/spec/ob/v3p0/context(-3\.\d\.\d)*\.json")
_RECORDS = re.compile(r"https://purl\.imsglobal\.org/spec/clr/v2p0/context(-2\.\d\.\d)*\.json")
_LANGUAGE_KEY = re.compile(r"[a-z]{2}(-[A-Z]{2})?")
_LANGUAGE = re.compile(r"[a-z]{2,4}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")
_TOKEN = re.compile(r"[\w-]+\.[\w-]*\.[\w-]+", re.ASCII)
_EXTENSION = re.compile(r"ext:[A-Za-z0-9.|_-]+")
# nothing may be added to these
_CLOSED = {"IdentityObject", "IdentifierEntry", "Image", "Association"}
# the names of the data model 1.1
_OLDER = {"issuanceDate": "validFrom", "expirationDate": "validUntil"}


def check_shape(document: Mapping[str, Any]) -> None:
    """Fail with ``not_as_described`` unless a badge, endorsement or record is as it has to be."""
    types = texts(document.get("type"))
    kind = next((name for name in (RECORD, ENDORSEMENT) if name in types), BADGE)
    _check_contexts(as_list(document.get("@context")), kind)
    if document["@context"][0] == CREDENTIALS_V1:
        document = {_OLDER.get(name, name): value for name, value in document.items()}
    is_named = "VerifiableCredential" in types and bool(types & _KINDS)
    if not is_named or not _are_names(document["type"]):
        raise Failure(CANNOT_CHECK, "not_as_described")
    if not _is_a(kind, document) or not _has_recipient(document["credentialSubject"], kind):
        raise Failure(CANNOT_CHECK, "not_as_described")


def _check_contexts(contexts: list[Any], kind: str) -> None:
    wanted = [_RECORDS, _OPEN_BADGES] if kind == RECORD else [_OPEN_BADGES]
    found = contexts[1 : 1 + len(wanted)]
    if len(found) < len(wanted):
        raise Failure(CANNOT_CHECK, "not_as_described")
    for pattern, context in zip(wanted, found, strict=True):
        if not pattern.fullmatch(str(context)):
            raise Failure(CANNOT_CHECK, "not_as_described")


def _has_recipient(subject: Mapping[str, Any], kind: str) -> bool:
    return kind != BADGE or bool(subject.get("id") or as_list(subject.get("identifier")))


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))


def _classes() -> dict[str, dict[str, str]]:
    return _read("shape.toml")["classes"]


def _words() -> dict[str, list[str]]:
    return _read("words.toml")


def _is_a(kind: str, value: Any) -> bool:
    if not isinstance(value, Mapping):
        return False
    members = _classes()[kind]
    if kind in _CLOSED and not value.keys() <= members.keys():
        return False
    return all(_fits(kind, rule, value.get(name), name in value) for name, rule in members.items())


def _fits(kind: str, rule: str, value: Any, is_there: bool) -> bool:
    name = rule.rstrip("!*")
    if not is_there:
        return "!" not in rule
    if name == "type":
        return kind in texts(value) and _are_names(value)
    if "*" in rule and isinstance(value, list):
        return ("!" not in rule or bool(value)) and all(_is(name, one) for one in value)
    return _is(name, value)


def _is(name: str, value: Any) -> bool:
    if name in _SIMPLE:
        return _SIMPLE[name](value)
    if name in _words():
        return _is_word(name, value)
    return _is_a(name, value)


def _is_word(name: str, value: Any) -> bool:
    words = _words()[name]
    if not isinstance(value, str) or value == "ext:":
        return False
    return value in words or ("ext:" in words and bool(_EXTENSION.match(value)))


def _are_names(value: Any) -> bool:
    return all(isinstance(name, str) for name in as_list(value))


def _is_text(value: Any) -> bool:
    if isinstance(value, dict):
        return all(_LANGUAGE_KEY.fullmatch(k) and isinstance(v, str) for k, v in value.items())
    return isinstance(value, str)


def _is_time(value: Any) -> bool:
    try:
        moment(value)
    except ValueError:
        return False
    return True


def _is_date(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(date.fromisoformat(value))
    except ValueError:
        return False


_SIMPLE: dict[str, Callable[[Any], bool]] = {
    "text": _is_text,
    "time": _is_time,
    "date": _is_date,
    "flag": lambda value: isinstance(value, bool),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "token": lambda value: isinstance(value, str) and bool(_TOKEN.fullmatch(value)),
    "language": lambda value: isinstance(value, str) and bool(_LANGUAGE.fullmatch(value)),
}
