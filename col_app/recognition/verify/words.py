"""A verdict for strangers: one sentence, what it rests on, and what the badge says of itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from col_app.core import formats
from col_app.core.speech import gettext as _
from col_app.recognition import credentials as ob
from col_app.recognition.awards.reasons import reason
from col_app.recognition.awards.words import (
    VerdictInWords,
    checks_in_words,
    is_of_somebody_else,
    tone,
)

_LATER = frozenset({"issuer_unreachable", "too_slow", "address_unreachable"})
"""Reasons that may be gone in a while."""
_SAID = frozenset({"expired", "not_yet_valid", "revoked", "suspended"})
"""Reasons that the sentence tells whole."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a badge says of itself, for people. `href` is our page of it, "" for foreign ones."""

    name: str
    description: str
    facts: list[tuple[str, str]]
    href: str


def in_words(verdict: ob.Verdict, *, is_endorsement: bool) -> VerdictInWords:
    """The sentence, the reason behind it, and the checks one by one."""
    said = sentence(verdict, is_endorsement=is_endorsement)
    return VerdictInWords(tone(verdict), said, _because(verdict), checks_in_words(verdict))


def sentence(verdict: ob.Verdict, *, is_endorsement: bool) -> str:
    """The verdict in one sentence."""
    if is_endorsement:
        return _on_endorsement(verdict)
    if is_of_somebody_else(verdict):
        return _("This badge is real, but it was not given to this e-mail address.")
    if _has_several(verdict):
        return _sentence_on_several(verdict)
    if verdict.verdict == "cannot_check":
        return _open_sentence(_heaviest(verdict))
    if verdict.verdict == "revoked" and _reason_code(verdict) == "suspended":
        return _("This badge is withdrawn by its issuer for the time being.")
    return {
        "valid": _("This badge is real, unchanged and in force."),
        "valid_unknown_issuer": _(
            "This badge is real, unchanged and in force, but we do not know its issuer."
        ),
        "expired": _("This badge was real, but its time is over."),
        "revoked": _("This badge was withdrawn by its issuer."),
        "not_yet_valid": _("This badge is real, but its first day lies ahead."),
        "altered": _("This badge is not as its issuer issued it. Do not trust it."),
    }[verdict.verdict]


def _on_endorsement(verdict: ob.Verdict) -> str:
    return {
        "valid": _("This endorsement is real, unchanged and in force."),
        "valid_unknown_issuer": _(
            "This endorsement is real, unchanged and in force, but we do not know who signed it."
        ),
        "expired": _("This endorsement was real, but its time is over."),
        "revoked": _("This endorsement was withdrawn."),
        "not_yet_valid": _("This endorsement is real, but its first day lies ahead."),
        "altered": _("This endorsement is not as it was signed. Do not trust it."),
        "cannot_check": _("We cannot tell whether this endorsement is real."),
    }[verdict.verdict]


def _has_several(verdict: ob.Verdict) -> bool:
    """Whether several badges are shown together, and the bundle itself is in order."""
    is_bundle = any(check.name == "presentation" for check in verdict.checks)
    return is_bundle and _members(verdict) > 1


def _members(verdict: ob.Verdict) -> int:
    return sum(part.kind != "endorsement" for part in verdict.parts)


def _sentence_on_several(verdict: ob.Verdict) -> str:
    if verdict.verdict == "valid":
        return _("These badges are real, unchanged and in force.")
    if verdict.verdict == "valid_unknown_issuer":
        return _(
            "These badges are real, unchanged and in force, but we do not know all their issuers."
        )
    return _("Not all of these badges are real and in force.")


def _open_sentence(check: ob.Check | None) -> str:
    """What is left open, in one sentence."""
    if check is not None and check.name == "status":
        return _("This badge is real and unchanged, but whether it was withdrawn is not known.")
    if check is not None and check.name == "schema":
        return _("This badge is real and unchanged, but it is not a complete Open Badge.")
    if check is not None and check.reason_code in _LATER:
        return _("We cannot tell at the moment whether this badge is real.")
    return _("We cannot tell whether this badge is real.")


def _heaviest(verdict: ob.Verdict) -> ob.Check | None:
    """The check that failed first. Endorsements weigh nothing."""
    failed = (check for check in verdict.checks if check.ok is False)
    return next((check for check in failed if check.name != "endorsements"), None)


def _reason_code(verdict: ob.Verdict) -> str:
    check = _heaviest(verdict)
    return check.reason_code if check else ""


def _because(verdict: ob.Verdict) -> str:
    failed = _heaviest(verdict)
    if failed is not None and failed.name == "members" and _members(verdict) > 1:
        return _("Which ones, and why, stands below.")
    if failed is not None and failed.reason_code in _SAID and _is_signed(verdict):
        # the sentence has said the reason
        return _("Nobody has changed the badge since it was signed.")
    if failed is not None:
        return reason(failed)
    if verdict.verdict == "valid_unknown_issuer":
        return _("What proves it is sound. Whether you trust the issuer is up to you.")
    if any(check.ok is False for check in verdict.checks):
        return _("An endorsement in it is not valid, which says nothing about the badge itself.")
    return _("Everything that can be checked was checked.")


def _is_signed(verdict: ob.Verdict) -> bool:
    return any(check.name == "signature" and check.reason_code == "ok" for check in verdict.checks)


def shown(summary: ob.Summary, href: str) -> Shown:
    """A badge in short. Its issuer is told by its domain too: a name is only what it says."""
    facts = [
        (_("Issued by"), summary.issuer or _("not said")),
        (_("Domain of the issuer"), domain(summary.issuer_id) or _no_domain(summary.issuer_id)),
        (_("Date"), _date(summary.issued)),
        (_("Expires"), _date(summary.expires)),
        (_("Badges in it"), formats.number(summary.members) if summary.members else ""),
    ]
    return Shown(
        name=summary.name,
        description=summary.description,
        facts=[(term, value) for term, value in facts if value],
        href=href,
    )


def domain(issuer_id: str) -> str:
    """The host behind an issuer's DID or address; "" where there is none."""
    if issuer_id.startswith("did:web:"):
        return unquote(issuer_id.split(":")[2])
    try:
        return urlsplit(issuer_id).hostname or ""
    except ValueError:
        return ""


def _no_domain(issuer_id: str) -> str:
    """Behind a key alone anybody may stand, with any name."""
    return _("none, only a key") if issuer_id.startswith(("did:key:", "did:jwk:")) else ""


def _date(text: str) -> str:
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return ""
    return formats.date(moment) if moment.tzinfo else ""
