"""Verdicts in words: a title and a sentence, then each check with its reason."""

from __future__ import annotations

from dataclasses import dataclass

from col_app.core.speech import gettext as _
from col_app.recognition import credentials as ob

TONES = {"valid": "good", "revoked": "bad", "altered": "bad"}


@dataclass(frozen=True, slots=True)
class CheckInWords:
    """One check. `ok` is None when it was not looked at."""

    ok: bool | None
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class VerdictInWords:
    """The verdict for people. `kind` is its tone: good, warn or bad."""

    kind: str
    title: str
    line: str
    checks: list[CheckInWords]


def explain(verdict: ob.Verdict, because: str | None = None) -> VerdictInWords:
    """A verdict for people. `because`: the issuer's reason for a withdrawal."""
    title, line = _headline(verdict, because)
    checks = [_check(check) for check in verdict.checks if check.reason_code != "not_asked"]
    return VerdictInWords(TONES.get(verdict.verdict, "warn"), title, line, checks)


def _headline(verdict: ob.Verdict, because: str | None) -> tuple[str, str]:
    failed = [check.name for check in verdict.checks if check.ok is False]
    if failed == ["recipient"]:
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
    passed, failed, not_checked, passed_text = _words()[check.name]
    if check.ok:
        return CheckInWords(True, passed, passed_text)
    reason = _reason(check.reason_code)
    if check.reason_code == "revoked":
        return CheckInWords(False, _("It was withdrawn"), reason)
    return CheckInWords(check.ok, failed if check.ok is False else not_checked, reason)


def _words() -> dict[str, tuple[str, str, str, str]]:
    """For each check: titles when it passed, failed, was not made; what passing means."""
    return {
        "form": (
            _("It is an Open Badge"),
            _("It is not an Open Badge as we know it"),
            _("The form was not checked"),
            _("It is written as Open Badges 3.0 says."),
        ),
        "issuer_key": (
            _("The issuer is who it says"),
            _("The issuer is not shown to be who it says"),
            _("The issuer was not checked"),
            _("The key is one that the issuer itself publishes."),
        ),
        "signature": (
            _("The signature is valid"),
            _("The signature is not valid"),
            _("The signature was not checked"),
            _("Nobody has changed the badge since it was signed."),
        ),
        "dates": (
            _("It is in force today"),
            _("It is not in force today"),
            _("The dates were not checked"),
            _("Today lies within its dates."),
        ),
        "status": (
            _("It was not withdrawn"),
            _("Whether it was withdrawn could not be checked"),
            _("Whether it was withdrawn was not checked"),
            _("The issuer's list of withdrawn badges does not name it."),
        ),
        "recipient": (
            _("It belongs to this e-mail address"),
            _("It does not belong to this e-mail address"),
            _("The e-mail address was not checked"),
            _("The badge was given to exactly this address."),
        ),
    }


def _reason(code: str) -> str:
    if code.startswith("status_list_"):
        code = "status_unreachable"
    return _reasons().get(code, _("Something in the badge is not as it has to be."))


def _reasons() -> dict[str, str]:
    return {
        "unreadable": _("There is no badge in it that we can read."),
        "not_a_credential": _("It is something else, or a badge of an older kind."),
        "too_complex": _("It is made in a way that nobody needs for a badge."),
        "no_proof": _("It carries no signature."),
        "unknown_proof": _("It is signed in a way that we do not know."),
        "key_of_another_issuer": _("It is signed with the key of somebody else."),
        "key_unknown": _("The issuer does not publish the key that signed it."),
        "issuer_unreachable": _("The issuer is not part of this network, so we cannot ask it."),
        "signature_wrong": _("The signature does not fit what the badge says."),
        "unsigned_content": _("It says something that was never signed."),
        "not_yet_valid": _("Its first day lies ahead."),
        "expired": _("Its last day is over."),
        "no_status": _("The badge names no list of withdrawn badges."),
        "status_unreachable": _("The list of withdrawn badges could not be read."),
        "revoked": _("The issuer's list of withdrawn badges names it."),
        "another_recipient": _("The badge was given to another address."),
        "not_checked": _("What was found before makes this needless."),
    }
