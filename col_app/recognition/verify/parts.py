"""What was found inside, one by one: badges of a record, endorsements."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from col_app.core.speech import gettext as _
from col_app.recognition import credentials as ob
from col_app.recognition.awards.reasons import reason_of
from col_app.recognition.verify.words import domain


@dataclass(frozen=True, slots=True)
class PartInWords:
    """One of them. `ok` is None when only its issuer is not known to us."""

    ok: bool | None
    name: str
    line: str
    reason: str


def badges(verdict: ob.Verdict) -> list[PartInWords]:
    """The badges and records inside."""
    return _in_words(part for part in verdict.parts if part.kind != "endorsement")


def endorsements(verdict: ob.Verdict) -> list[PartInWords]:
    """Who vouches for the badge."""
    return _in_words(part for part in verdict.parts if part.kind == "endorsement")


def _in_words(parts: Iterable[ob.Part]) -> list[PartInWords]:
    return [
        PartInWords(
            ok={"valid": True, "valid_unknown_issuer": None}.get(part.verdict, False),
            name=part.name or _unnamed(part.kind),
            line=" · ".join(filter(None, (_state(part), part.issuer, domain(part.issuer_id)))),
            reason=reason_of(part.reason_code) if part.reason_code else "",
        )
        for part in parts
    ]


def _unnamed(kind: str) -> str:
    return {
        "endorsement": _("An endorsement without a name"),
        "record": _("A record without a name"),
    }.get(kind, _("A badge without a name"))


def _state(part: ob.Part) -> str:
    """How it stands, in a few words."""
    return {
        "valid": _("Real and in force"),
        "valid_unknown_issuer": _("Real and in force, issuer not known to us"),
        "expired": _("Expired"),
        "revoked": _("Withdrawn"),
        "not_yet_valid": _("Not in force yet"),
        "altered": _("Not as it was issued"),
        "cannot_check": _("Could not be checked"),
    }[part.verdict]
