"""Judging badges of any issuer: Open Badges 0.5 to 3.0 and CLR 2.0. No network, no database.

``verify`` takes a document, ``verify_body`` whatever was handed in. Both ask the world through a
function that they are given, and raise nothing for a bad badge. The words of a verdict are those of
``POST /api/v1/verify``.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from col_app.recognition.credentials.verifying.handed import MAX_BYTES, judge_body
from col_app.recognition.credentials.verifying.outcome import (
    Check,
    Part,
    UnreachableError,
    Verdict,
)
from col_app.recognition.credentials.verifying.secured import Secured
from col_app.recognition.credentials.verifying.steps import Case, judge
from col_app.recognition.credentials.verifying.summary import Summary
from col_app.recognition.credentials.verifying.world import Answer, Ask, World

__all__ = [
    "MAX_BYTES",
    "Answer",
    "Ask",
    "Check",
    "Knows",
    "Part",
    "Summary",
    "UnreachableError",
    "Verdict",
    "verify",
    "verify_body",
]

Knows = Callable[[str], bool]


def everyone(_issuer: str) -> bool:
    """Every issuer counts as known."""
    return True


def verify(
    document: Any,
    ask: Ask,
    now: datetime,
    recipient: str | None = None,
    knows: Knows = everyone,
) -> Verdict:
    """Judge a credential with a signature (Open Badges 3.0, CLR 2.0) as parsed JSON.

    ``ask`` gives what stands at an address (issuer documents, status lists) or raises
    UnreachableError; ``knows`` says whether an issuer counts as known. ``recipient`` is an e-mail
    to compare with the hashed one.
    """
    return judge(Case(Secured(document), World(ask, now), knows, recipient))


def verify_body(
    body: bytes,
    ask: Ask,
    now: datetime,
    recipient: str | None = None,
    knows: Knows = everyone,
) -> tuple[Verdict, Summary]:
    """Judge a file, a text or an address, and tell what the badge in it says of itself."""
    return judge_body(body, World(ask, now), knows, recipient)
