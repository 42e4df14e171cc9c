"""Judging a credential with a signature, step by step: Open Badges 3.0, CLR 2.0, endorsements.

What cannot be shown to be right is not valid. What could not be looked at, and a recipient who is
somebody else, make ``cannot_check``.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from col_app.recognition.credentials.verifying import secured as securing
from col_app.recognition.credentials.verifying.outcome import (
    ALTERED,
    CANNOT_CHECK,
    NONE_INSIDE,
    UNKNOWN_ISSUER,
    Check,
    Failure,
    Verdict,
    worst,
)
from col_app.recognition.credentials.verifying.public_keys import Key
from col_app.recognition.credentials.verifying.recipients import check_recipient
from col_app.recognition.credentials.verifying.secured import Secured
from col_app.recognition.credentials.verifying.shape import BADGE, ENDORSEMENT, RECORD, check_shape
from col_app.recognition.credentials.verifying.statuses import check_status
from col_app.recognition.credentials.verifying.world import World
from col_app.recognition.credentials.verifying.writing import as_list, texts

MOST_PARTS = 64
DEEPEST_PART = 3
BADGES = (BADGE, "AchievementCredential", RECORD, ENDORSEMENT)


@dataclass(slots=True)
class Case:
    """One credential before the judge, and what was found out of it so far."""

    secured: Secured
    world: World
    knows: Callable[[str], bool]
    recipient: str | None = None
    depth: int = 0
    keys: tuple[Key | None, list[Key]] = field(default=(None, []))


Step = Callable[[str, Case], Check]


def judge(case: Case) -> Verdict:
    """The verdict on one credential and all credentials in it. Nothing is raised for a bad one."""
    checks: list[Check] = []
    failures: list[str] = []
    for name, step in (*_GATES, *_QUESTIONS):
        # nothing that is not signed is worth a second look
        if any(check.ok is False for check in checks[: len(_GATES)]):
            checks.append(Check(name, None, "not_checked"))
            continue
        try:
            checks.append(step(name, case))
        except Failure as failure:
            checks.append(Check(name, False, failure.reason_code))
            failures.append(failure.verdict)
    if any(check.reason_code == "issuer_unknown" for check in checks):
        failures.append(UNKNOWN_ISSUER)
    shown = (check for check in checks if check.reason_code != NONE_INSIDE)
    return Verdict(worst(failures), tuple(shown))


def _form(name: str, case: Case) -> Check:
    securing.check_form(case.secured, *BADGES)
    return Check(name, True, "ok")


def _issuer_key(name: str, case: Case) -> Check:
    case.keys = securing.find_keys(case.secured, case.world)
    return Check(name, True, "ok")


def _signature(name: str, case: Case) -> Check:
    securing.check_signatures(case.secured, case.keys, case.world)
    return Check(name, True, "ok")


def _issuer(name: str, case: Case) -> Check:
    if case.knows(case.secured.issuer):
        return Check(name, True, "ok")
    return Check(name, None, "issuer_unknown")


def _dates(name: str, case: Case) -> Check:
    securing.check_dates(case.secured, case.world.now)
    return Check(name, True, "ok")


def _status(name: str, case: Case) -> Check:
    if check_status(case.secured, case.world):
        return Check(name, True, "ok")
    return Check(name, None, "no_status")


def _schema(name: str, case: Case) -> Check:
    check_shape(case.secured.document)
    return Check(name, True, "ok")


def _endorsements(name: str, case: Case) -> Check:
    found = list(_endorsements_in(case.secured.document))
    if not found:
        return Check(name, None, NONE_INSIDE)
    words = [_word_on(part, case, (ENDORSEMENT,)) for part in found]
    if ALTERED in words:
        raise Failure(ALTERED, "endorsement_altered")
    # an endorsement that has ended says nothing of the badge itself: it is only no longer shown
    if any(word not in ("valid", UNKNOWN_ISSUER) for word in words):
        raise Failure(CANNOT_CHECK, "endorsement_not_valid")
    return Check(name, True, "ok")


def _members(name: str, case: Case) -> Check:
    if RECORD not in texts(case.secured.document.get("type")):
        return Check(name, None, NONE_INSIDE)
    members = as_list(case.secured.document["credentialSubject"].get("verifiableCredential"))
    verdict = worst(_word_on(part, case, BADGES) for part in members)
    if verdict in ("valid", UNKNOWN_ISSUER):
        return Check(name, True, "ok")
    raise Failure(verdict, f"member_{verdict}")


def _recipient(name: str, case: Case) -> Check:
    if case.recipient is None:
        return Check(name, None, "not_asked")
    check_recipient(case.secured.document["credentialSubject"].get("identifier"), case.recipient)
    return Check(name, True, "ok")


_GATES: tuple[tuple[str, Step], ...] = (
    ("form", _form),
    ("issuer_key", _issuer_key),
    ("signature", _signature),
)
_QUESTIONS: tuple[tuple[str, Step], ...] = (
    ("issuer", _issuer),
    ("dates", _dates),
    ("status", _status),
    ("recipient", _recipient),
    ("endorsements", _endorsements),
    ("members", _members),
    ("schema", _schema),
)


def _word_on(part: Any, case: Case, wanted: tuple[str, ...]) -> str:
    """The verdict on a credential inside another."""
    try:
        secured = Secured.from_token(part) if isinstance(part, str) else Secured(part)
    except Failure as failure:
        return failure.verdict
    if case.depth >= DEEPEST_PART or not isinstance(secured.document, dict):
        return CANNOT_CHECK
    if not texts(secured.document.get("type")) & set(wanted):
        return CANNOT_CHECK
    return judge(Case(secured, case.world, case.knows, depth=case.depth + 1)).verdict


def _endorsements_in(document: Mapping[str, Any]) -> Iterator[Any]:
    """The endorsements anywhere in a credential, but not those of credentials inside it."""
    waiting: list[Any] = [document]
    count = 0
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += value
        if not isinstance(value, dict):
            continue
        for name, member in value.items():
            if name in ("endorsement", "endorsementJwt"):
                count += len(as_list(member))
                if count > MOST_PARTS:
                    raise Failure(CANNOT_CHECK, "too_complex")
                yield from as_list(member)
            elif name != "verifiableCredential":
                waiting.append(member)
