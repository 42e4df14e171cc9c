"""Verdicts in words: one sentence, then each check with its reason."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from col_app.recognition import credentials as ob


@dataclass(frozen=True, slots=True)
class CheckInWords:
    """One check. `state`: good, bad or unknown."""

    name: str
    state: str
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class VerdictInWords:
    """The verdict of the contract, its tone (good, warn, bad), a title and a sentence."""

    verdict: str
    tone: str
    title: str
    sentence: str
    checks: list[CheckInWords]


TONES = {"valid": "good", "expired": "warn", "not_yet_valid": "warn", "cannot_check": "warn",
         "valid_unknown_issuer": "warn"}


def _titles() -> dict[str, tuple[str, str]]:
    return {
        "valid": (_("This badge is real"), _("It was issued as it stands and is in force.")),
        "valid_unknown_issuer": (
            _("The signature is right, the issuer is not known to us"),
            _("Look closely at who issued it."),
        ),
        "expired": (_("This badge has expired"), _("It was real; its time is over.")),
        "revoked": (_("This badge was withdrawn"), _("Its issuer has taken it back.")),
        "not_yet_valid": (_("This badge is not in force yet"), _("Its date lies ahead.")),
        "altered": (
            _("This badge is not as it was issued"),
            _("Somebody changed it, or it was never signed by its issuer."),
        ),
        "cannot_check": (
            _("We cannot check this badge now"),
            _("Something that proves it could not be looked up."),
        ),
    }


def _names() -> dict[str, tuple[str, str]]:
    return {
        "form": (_("The form is right"), _("The form is not that of an Open Badge")),
        "issuer_key": (_("The issuer is who it says"), _("The key is not one of the issuer's")),
        "signature": (
            _("The signature is valid: nobody has changed the badge"),
            _("The signature does not fit: the badge was changed"),
        ),
        "dates": (_("Today lies within its dates"), _("Today lies outside its dates")),
        "status": (_("It was not withdrawn"), _("It was withdrawn or its status is unknown")),
        "recipient": (
            _("It belongs to this e-mail address"),
            _("It does not belong to this e-mail address"),
        ),
    }


def explain(verdict: ob.Verdict, because: str | None = None) -> VerdictInWords:
    """A verdict for people. `because`: the issuer's reason for a withdrawal."""
    title, sentence = _titles()[verdict.verdict]
    if verdict.verdict == "revoked" and because:
        sentence = _("Its issuer has taken it back: %(reason)s", reason=because)
    names = _names()
    checks = [
        CheckInWords(
            check.name,
            {True: "good", False: "bad", None: "unknown"}[check.ok],
            names[check.name][0 if check.ok else 1] if check.ok is not None else _not_asked(check),
            "" if check.ok else check.reason_code.replace("_", " "),
        )
        for check in verdict.checks
        if not (check.name == "recipient" and check.ok is None)
    ]
    tone = TONES.get(verdict.verdict, "bad")
    return VerdictInWords(verdict.verdict, tone, title, sentence, checks)


def _not_asked(check: ob.Check) -> str:
    return _("Not checked: %(name)s", name=_names()[check.name][0])
