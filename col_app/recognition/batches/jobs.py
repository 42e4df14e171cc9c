"""What the worker does for batches."""

from __future__ import annotations

from typing import Any

from col_app.core import outbox
from col_app.recognition.batches import actions


@outbox.handles(actions.PART)
def award_part(payload: dict[str, Any]) -> None:
    """Award the next part of a batch."""
    actions.award_part(payload["batch_id"])


@outbox.handles(actions.FORGET)
def forget_trial(payload: dict[str, Any]) -> None:
    """Forget a batch that nobody started."""
    actions.forget(payload["batch_id"])
