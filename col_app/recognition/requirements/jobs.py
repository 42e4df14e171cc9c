"""What the worker does for requirements."""

from __future__ import annotations

from typing import Any

from col_app.core import outbox
from col_app.recognition.awards.issuing import HELD
from col_app.recognition.requirements import actions


@outbox.handles(HELD)
def award_what_follows(payload: dict[str, Any]) -> None:
    """Award the badges that are complete by new awards of another one."""
    actions.award_after(payload["badge_id"], payload["first"], payload["last"])


@outbox.handles(actions.MADE)
def award_those_who_meet_it(payload: dict[str, Any]) -> None:
    """Award who holds enough already when a requirement is made."""
    actions.award_all(payload["badge_id"])
