"""The one seam to the verifier: what a handed-in file is, what it says, and whether it is real."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from col_app.recognition import credentials as ob
from col_app.recognition.awards import judging
from col_app.recognition.verify import reading
from col_app.recognition.wallet.models import Form

Document = dict[str, Any]
LONGEST_TEXT, LONGEST_EVIDENCE, MOST_EVIDENCE = 1000, 400, 20


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

    Raises reading.UnreadableError when there is no badge in it.
    """
    form = _form(body)
    document, is_token = _document(body, form)
    said = reading.summary(document)
    return Judged(
        form,
        said.name[:LONGEST_TEXT],
        said.description[:LONGEST_TEXT],
        said.issuer[:LONGEST_TEXT],
        _moment(document),
        _evidence(document),
        _token_verdict() if is_token else _verdict(document, addresses),
    )


def _form(body: bytes) -> Form:
    head = body[:2000].lstrip()
    if head.startswith(b"\x89PNG"):
        return Form.PNG
    if b"<svg" in head:
        return Form.SVG
    return Form.JSON if head.startswith(b"{") else Form.JWT


def _document(body: bytes, form: Form) -> tuple[Document, bool]:
    """The credential, and whether it came as a signed token (Open Badges 3.0, section 8.2.4)."""
    text = body.decode("utf-8", "replace").strip()
    if form in (Form.PNG, Form.SVG):
        try:
            text = ob.unbake(body).strip()
        except ob.BakingError as refused:
            raise reading.UnreadableError from refused
    if text.startswith("{"):
        return reading.read_document(text.encode()), False
    return _claims(text), True


def _claims(token: str) -> Document:
    parts = token.split(".")
    if len(parts) != 3:
        raise reading.UnreadableError
    try:
        claims = orjson.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except (binascii.Error, ValueError) as refused:
        raise reading.UnreadableError from refused
    if not isinstance(claims, dict) or not isinstance(claims.get("credentialSubject"), dict):
        raise reading.UnreadableError
    return claims


def _token_verdict() -> ob.Verdict:
    """A token is kept; nothing here knows how to prove it yet."""
    checks = (ob.Check("form", True, "ok"), ob.Check("signature", None, "unknown_proof"))
    return ob.Verdict("cannot_check", checks)


def _verdict(document: Document, addresses: Sequence[str]) -> ob.Verdict:
    """The best verdict: a badge may be given to any of the addresses, or to nobody by name."""
    if not _names_somebody(document):
        return judging.verdict(document)
    found = [judging.verdict(document, address) for address in addresses]
    ours = [each for each in found if not is_of_somebody_else(each)]
    return (ours or found or [judging.verdict(document)])[0]


def _names_somebody(document: Document) -> bool:
    subject = document.get("credentialSubject")
    return isinstance(subject, dict) and bool(subject.get("identifier"))


def is_of_somebody_else(verdict: ob.Verdict) -> bool:
    """Whether a badge names a recipient, and another one."""
    return any(check.reason_code == "another_recipient" for check in verdict.checks)


def is_refused(verdict: ob.Verdict) -> bool:
    """Whether a wallet keeps no such badge: no badge at all, changed, or somebody else's."""
    is_none = any(check.name == "form" and check.ok is False for check in verdict.checks)
    return is_none or verdict.verdict == "altered" or is_of_somebody_else(verdict)


def _moment(document: Document) -> dt.datetime | None:
    for name in ("awardedDate", "validFrom", "issuanceDate", "issuedOn"):
        try:
            moment = dt.datetime.fromisoformat(document.get(name) or "")
        except (TypeError, ValueError):
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return None


def _evidence(document: Document) -> list[str]:
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
