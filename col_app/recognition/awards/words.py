"""Verdicts in words: a title and a sentence, then each check with its reason."""

from __future__ import annotations

from dataclasses import dataclass

from col_app.core.speech import gettext as _
from col_app.recognition import credentials as ob
from col_app.recognition.awards.reasons import reason, reason_of, titles

TONES = {
    "valid": "good",
    "valid_unknown_issuer": "info",
    "revoked": "bad",
    "altered": "bad",
}


@dataclass(frozen=True, slots=True)
class CheckInWords:
    """One check. `ok` is None when it was not looked at."""

    ok: bool | None
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class VerdictInWords:
    """The verdict for people. `kind` is its tone: good, info, warn or bad."""

    kind: str
    title: str
    line: str
    checks: list[CheckInWords]


def explain(verdict: ob.Verdict, because: str | None = None) -> VerdictInWords:
    """A verdict for people. `because`: the issuer's reason for a withdrawal."""
    title, line = _headline(verdict, because)
    return VerdictInWords(tone(verdict), title, line, checks_in_words(verdict))


def tone(verdict: ob.Verdict) -> str:
    """How a verdict looks: good, info, warn or bad."""
    return TONES.get(verdict.verdict, "warn")


def checks_in_words(verdict: ob.Verdict) -> list[CheckInWords]:
    """All checks that were made; those that became needless in one line."""
    made = [
        _check(check)
        for check in verdict.checks
        if check.reason_code not in ("not_asked", "not_checked")
    ]
    if any(check.reason_code == "not_checked" for check in verdict.checks):
        made.append(CheckInWords(None, _("The rest was not checked"), reason_of("not_checked")))
    return made


def is_of_somebody_else(verdict: ob.Verdict) -> bool:
    """Whether nothing is wrong with a badge but that it was given to another address."""
    failed = {check.name for check in verdict.checks if check.ok is False}
    return failed - {"endorsements"} == {"recipient"}


def _headline(verdict: ob.Verdict, because: str | None) -> tuple[str, str]:
    if is_of_somebody_else(verdict):
        return (
            _("This badge belongs to somebody else"),
            _("It is real, but it was not given to this e-mail address."),
        )
    if verdict.verdict == "revoked" and because:
        return _("This badge was withdrawn"), _("The reason given: %(reason)s", reason=because)
    return _headlines()[verdict.verdict]


def _headlines() -> dict[str, tuple[str, str]]:
    return {
        "valid": (
            _("This badge is real"),
            _("Nobody has changed it since it was issued, and it is in force."),
        ),
        "valid_unknown_issuer": (
            _("This badge is real"),
            _("Nobody has changed it, and it is in force. We do not know its issuer."),
        ),
        "expired": (_("This badge has expired"), _("It was real; its time is over.")),
        "revoked": (_("This badge was withdrawn"), _("Its issuer has taken it back.")),
        "not_yet_valid": (
            _("This badge is not in force yet"),
            _("It is real; its first day lies ahead."),
        ),
        "altered": (
            _("This badge is not as it was issued"),
            _("Somebody changed it, or its issuer never signed it."),
        ),
        "cannot_check": (
            _("We cannot tell whether this badge is real"),
            _("Something that would prove it could not be looked up."),
        ),
    }


def _check(check: ob.Check) -> CheckInWords:
    passed, failed, not_checked = titles()[check.name]
    text = reason(check)
    if check.reason_code in ("revoked", "suspended", "member_revoked"):
        return CheckInWords(False, _("It was withdrawn"), text)
    return CheckInWords(check.ok, {True: passed, False: failed, None: not_checked}[check.ok], text)
