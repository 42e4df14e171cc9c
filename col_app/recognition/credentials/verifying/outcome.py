"""What a check can find out, and the one word that follows from all checks together."""

from collections.abc import Iterable
from dataclasses import dataclass

VALID = "valid"
UNKNOWN_ISSUER = "valid_unknown_issuer"
ALTERED = "altered"
REVOKED = "revoked"
EXPIRED = "expired"
NOT_YET_VALID = "not_yet_valid"
CANNOT_CHECK = "cannot_check"

NONE_INSIDE = "none_inside"
"""The reason of a check for which there is nothing in the badge; it is not told."""

# the worst first: a revoked badge that has also expired is revoked
_RANK = (ALTERED, REVOKED, EXPIRED, NOT_YET_VALID, CANNOT_CHECK, UNKNOWN_ISSUER, VALID)


class UnreachableError(Exception):
    """What would answer could not be asked: the answer may be another one later."""


class Failure(Exception):  # noqa: N818 - the outcome of a check, not a fault of the program
    """Ends one check: the verdict it leads to, the code of the reason, words of the issuer."""

    def __init__(self, verdict: str, reason_code: str, said: str = "") -> None:
        super().__init__(reason_code)
        self.verdict = verdict
        self.reason_code = reason_code
        self.said = said


@dataclass(frozen=True, slots=True)
class Check:
    """One step: passed, failed, or (None) not asked for or not looked at.

    ``said`` is what the issuer says about it in its own words.
    """

    name: str
    ok: bool | None
    reason_code: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A credential inside what was judged: a badge, a record or an endorsement.

    ``reason_code`` is that of the first check that failed, "" when none did.
    """

    kind: str
    name: str
    issuer: str
    issuer_id: str
    verdict: str
    reason_code: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The one word of the contract, the steps that led to it, and what was found inside."""

    verdict: str
    checks: tuple[Check, ...]
    parts: tuple[Part, ...] = ()


def worst(verdicts: Iterable[str]) -> str:
    """The verdict that outweighs the others; ``valid`` when there is none."""
    return min(verdicts, key=_RANK.index, default=VALID)
