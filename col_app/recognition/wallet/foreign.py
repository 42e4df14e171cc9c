"""The one seam to the verifier: what a handed-in file is, what it says, and whether it is real."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from col_app.recognition import credentials as ob
from col_app.recognition.verify import handing
from col_app.recognition.wallet.models import Form

LONGEST_EVIDENCE, MOST_EVIDENCE = 400, 20
_TOKEN = re.compile(rb"\s*[\w-]+\.[\w-]+\.[\w-]+\s*")


class UnreadableError(ValueError):
    """There is no badge in what was handed in."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What a foreign badge says, and the verdict on it."""

    form: Form
    name: str
    description: str
    issuer: str
    awarded_at: dt.datetime | None
    evidence: list[str]
    verdict: ob.Verdict


def judge(body: bytes, addresses: Sequence[str]) -> Judged:
    """Read and judge a badge that somebody with these e-mail addresses hands in.

    Raises UnreadableError, verify.judges.BusyError.
    """
    form = _form(body)
    verdict, said = _best(body, addresses)
    if not handing.is_read(verdict):
        raise UnreadableError
    return Judged(
        form,
        said.name,
        said.description,
        said.issuer,
        _moment(said.issued),
        _evidence(body) if form is Form.JSON else [],
        verdict,
    )


def _form(body: bytes) -> Form:
    """By the first bytes; an address is no badge, however good what stands there may be."""
    head = body[:2000].lstrip()
    if head.startswith(b"\x89PNG"):
        return Form.PNG
    if b"<svg" in head:
        return Form.SVG
    if head.startswith(b"{"):
        return Form.JSON
    if _TOKEN.fullmatch(body) is None:
        raise UnreadableError
    return Form.JWT


def _best(body: bytes, addresses: Sequence[str]) -> tuple[ob.Verdict, ob.Summary]:
    """The best verdict: a badge may be given to any of the addresses, or to nobody by name."""
    found = handing.judged(body)
    if not any(check.name == "recipient" and check.ok is None for check in found[0].checks):
        return found
    for address in addresses:
        found = handing.judged(body, address)
        if not is_of_somebody_else(found[0]):
            break
    return found


def is_of_somebody_else(verdict: ob.Verdict) -> bool:
    """Whether a badge names a recipient, and another one."""
    return any(check.reason_code == "another_recipient" for check in verdict.checks)


def is_refused(verdict: ob.Verdict) -> bool:
    """Whether a wallet keeps no such badge: no badge at all, changed, or somebody else's."""
    is_none = any(check.name == "form" and check.ok is False for check in verdict.checks)
    return is_none or verdict.verdict == "altered" or is_of_somebody_else(verdict)


def _moment(text: str) -> dt.datetime | None:
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def _evidence(body: bytes) -> list[str]:
    try:
        document = orjson.loads(body)
    except orjson.JSONDecodeError:
        return []
    return evidence_lines(document.get("evidence"))


def evidence_lines(evidence: Any) -> list[str]:
    """What a credential names as evidence: of each its address, else its story, else its name."""
    each = evidence if isinstance(evidence, list) else [evidence]
    found = [
        next((one[key] for key in ("id", "narrative", "name") if isinstance(one.get(key), str)), "")
        for one in each
        if isinstance(one, dict)
    ]
    return [line[:LONGEST_EVIDENCE] for line in found if line][:MOST_EVIDENCE]
