"""Credentials inside others: endorsements, the badges of a record or of a presentation."""

from collections.abc import Iterator, Mapping
from typing import Any

from col_app.recognition.credentials.verifying.outcome import (
    CANNOT_CHECK,
    Check,
    Failure,
    Part,
    Verdict,
)
from col_app.recognition.credentials.verifying.secured import Secured
from col_app.recognition.credentials.verifying.shape import ENDORSEMENT, RECORD
from col_app.recognition.credentials.verifying.summary import of_credential
from col_app.recognition.credentials.verifying.writing import as_list, texts

MOST_PARTS = 64
_ENDORSEMENTS = ("endorsement", "endorsementJwt")
_ENVELOPED = ("data:application/vc+jwt,", "data:application/jwt,", "data:application/vc-ld+jwt,")


def secured(part: Any) -> Secured:
    """A credential inside another: plain, a token, or a token in an envelope (VCDM 2.0, 4.13).

    Fail for what is none.
    """
    if isinstance(part, dict) and "EnvelopedVerifiableCredential" in texts(part.get("type")):
        address = str(part.get("id"))
        start = next((one for one in _ENVELOPED if address.startswith(one)), None)
        if start is None:
            raise Failure(CANNOT_CHECK, "not_a_credential")
        part = address.removeprefix(start)
    return Secured.from_token(part) if isinstance(part, str) else Secured(part)


def part_of(document: Any, verdict: Verdict) -> Part:
    """What a part says of itself, and what was found."""
    types = texts(document.get("type")) if isinstance(document, dict) else set()
    kind = "endorsement" if ENDORSEMENT in types else "record" if RECORD in types else "badge"
    said = of_credential(document if isinstance(document, dict) else {})
    return Part(kind, said.name, said.issuer, said.issuer_id, verdict.verdict, _reason(verdict))


def _reason(verdict: Verdict) -> str:
    def weighs(check: Check) -> bool:
        return check.ok is False and check.name != "endorsements"

    return next((check.reason_code for check in verdict.checks if weighs(check)), "")


def endorsements(document: Mapping[str, Any]) -> Iterator[Any]:
    """The endorsements anywhere in a credential, but not those of credentials inside it."""
    count = 0
    for holder in _holders(document):
        for name in _ENDORSEMENTS:
            found = as_list(holder.get(name))
            count += len(found)
            if count > MOST_PARTS:
                raise Failure(CANNOT_CHECK, "too_complex")
            yield from found


def ids(document: Mapping[str, Any]) -> frozenset[str]:
    """All that is named in a credential: itself, its issuer, what was achieved."""
    return frozenset(
        holder["id"] for holder in _holders(document) if isinstance(holder.get("id"), str)
    )


def check_about(endorsement: Mapping[str, Any], named: frozenset[str]) -> None:
    """Fail unless an endorsement is about something in the credential that carries it."""
    subject = endorsement["credentialSubject"]
    if subject.get("id") not in named:
        raise Failure(CANNOT_CHECK, "endorsement_of_another")


def _holders(document: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """All objects of a credential, but not those of credentials inside it."""
    waiting: list[Any] = [document]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            yield value
            waiting += [
                member
                for name, member in value.items()
                if name not in (*_ENDORSEMENTS, "verifiableCredential")
            ]
