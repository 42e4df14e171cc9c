"""Judging a credential with a signature, step by step: Open Badges 3.0, CLR 2.0, endorsements.

What cannot be shown to be right is not valid. What could not be looked at, and a recipient who is
somebody else, make ``cannot_check``.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from col_app.recognition.credentials.verifying import inside, proofs
from col_app.recognition.credentials.verifying import secured as securing
from col_app.recognition.credentials.verifying.issuers import DID_JWK, DID_KEY
from col_app.recognition.credentials.verifying.outcome import (
    CANNOT_CHECK,
    NONE_INSIDE,
    UNKNOWN_ISSUER,
    VALID,
    Check,
    Failure,
    Part,
    Verdict,
    worst,
)
from col_app.recognition.credentials.verifying.recipients import check_recipient
from col_app.recognition.credentials.verifying.secured import Keys, Secured
from col_app.recognition.credentials.verifying.shape import BADGE, ENDORSEMENT, RECORD, check_shape
from col_app.recognition.credentials.verifying.statuses import check_status
from col_app.recognition.credentials.verifying.world import World
from col_app.recognition.credentials.verifying.writing import as_list, texts

DEEPEST_PART = 3
MOST_PARTS = 200
BADGES = (BADGE, "AchievementCredential", RECORD, ENDORSEMENT)
GOOD = (VALID, UNKNOWN_ISSUER)


@dataclass(slots=True)
class Case:
    """One credential before the judge, and what was found out of it so far."""

    secured: Secured
    world: World
    knows: Callable[[str], bool]
    recipient: str | None = None
    depth: int = 0
    keys: Keys = (None, [])
    parts: list[Part] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a credential inside another has to be. ``about``: what an endorsement may be of."""

    types: tuple[str, ...]
    about: frozenset[str] | None = None
    recipient: str | None = None


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
            checks.append(Check(name, False, failure.reason_code, failure.said))
            failures.append(failure.verdict)
    if any(check.reason_code == "issuer_unknown" for check in checks):
        failures.append(UNKNOWN_ISSUER)
    shown = (check for check in checks if check.reason_code != NONE_INSIDE)
    return Verdict(worst(failures), tuple(shown), tuple(case.parts))


def judge_members(members: list[Any], case: Case, recipient: str | None = None) -> str:
    """The worst of the verdicts on credentials inside; each is kept as a part of the case.

    Fail for more of them than anybody shows.
    """
    if len(members) > MOST_PARTS:
        raise Failure(CANNOT_CHECK, "too_complex")
    wanted = _Wanted(BADGES, recipient=recipient)
    return worst([_judge_part(part, case, wanted) for part in members])


def _form(name: str, case: Case) -> Check:
    securing.check_form(case.secured, *BADGES)
    return Check(name, True, "ok")


def _issuer_key(name: str, case: Case) -> Check:
    case.keys = securing.find_keys(case.secured, case.world)
    if case.secured.issuer.startswith((DID_KEY, DID_JWK)):
        return Check(name, None, "only_a_key")
    return Check(name, True, "ok")


def _signature(name: str, case: Case) -> Check:
    securing.check_signatures(case.secured, case.keys, case.world)
    if proofs.shows_parts(case.secured.document):
        return Check(name, True, "parts_shown")
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
    if proofs.shows_parts(case.secured.document):
        # whoever holds a withdrawn badge would not show that part
        raise Failure(CANNOT_CHECK, "status_hidden")
    return Check(name, None, "no_status")


def _schema(name: str, case: Case) -> Check:
    check_shape(case.secured.document)
    return Check(name, True, "ok")


def _endorsements(name: str, case: Case) -> Check:
    """Endorsements are told, and weigh nothing: what others say of a badge makes it no worse."""
    document = case.secured.document
    found = list(inside.endorsements(document))
    if not found:
        return Check(name, None, NONE_INSIDE)
    wanted = _Wanted((ENDORSEMENT,), about=inside.ids(document))
    verdicts = [_judge_part(part, case, wanted) for part in found]
    if all(verdict in GOOD for verdict in verdicts):
        return Check(name, True, "ok")
    return Check(name, False, "endorsement_not_valid")


def _members(name: str, case: Case) -> Check:
    if RECORD not in texts(case.secured.document.get("type")):
        return Check(name, None, NONE_INSIDE)
    subject = case.secured.document["credentialSubject"]
    verdict = judge_members(as_list(subject.get("verifiableCredential")), case)
    if verdict in GOOD:
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


def _judge_part(part: Any, case: Case, wanted: _Wanted) -> str:
    """The verdict on a credential inside another, which is kept with what it says of itself."""
    place = len(case.parts)
    document: Any = part
    try:
        secured = inside.secured(part)
        document = secured.document
        verdict = _judged(secured, case, wanted)
    except Failure as failure:
        verdict = Verdict(failure.verdict, (Check("form", False, failure.reason_code),))
    case.parts.insert(place, inside.part_of(document, verdict))
    return verdict.verdict


def _judged(secured: Secured, case: Case, wanted: _Wanted) -> Verdict:
    document = secured.document
    if case.depth >= DEEPEST_PART or len(case.parts) >= MOST_PARTS:
        raise Failure(CANNOT_CHECK, "too_complex")
    if not isinstance(document, dict) or not texts(document.get("type")) & set(wanted.types):
        raise Failure(CANNOT_CHECK, "not_a_credential")
    inner = Case(secured, case.world, case.knows, wanted.recipient, case.depth + 1)
    verdict = judge(inner)
    case.parts += inner.parts
    if wanted.about is not None and verdict.verdict in GOOD:
        inside.check_about(document, wanted.about)
    return verdict
