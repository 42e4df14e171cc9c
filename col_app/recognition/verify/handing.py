"""Handing a foreign document to the judges of this process."""

from __future__ import annotations

from flask import current_app

from col_app.core import fetch, web
from col_app.recognition import credentials as ob
from col_app.recognition.verify import asking
from col_app.recognition.verify.judges import Judges

NOT_READ = frozenset({"unreadable", "picture_unreadable", "no_badge_there", "address_unreachable"})
"""Reasons for which nothing is known of a document."""
_judges = Judges()


def judged(body: bytes, recipient: str | None = None) -> tuple[ob.Verdict, ob.Summary]:
    """The verdict on a file, a text or an address. Raises judges.BusyError."""
    return _judges.judge(body, asking.world(_app(), fetch.fetcher()), recipient)


def is_read(verdict: ob.Verdict) -> bool:
    """Whether there was a badge in what was handed in."""
    return verdict.checks[0].reason_code not in NOT_READ


def _app() -> web.PortalApp:
    """The app itself, not what stands for it in this request alone."""
    return current_app._get_current_object()  # type: ignore[attr-defined] # noqa: SLF001
