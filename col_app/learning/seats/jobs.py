"""What the worker does for waiting lists."""

from __future__ import annotations

from typing import Any

from col_app.core import outbox
from col_app.learning.seats import actions


@outbox.handles(actions.ENDED)
def end_offer(payload: dict[str, Any]) -> None:
    """The time of an offer is over."""
    actions.end_offer(payload["waiting_id"])


@outbox.handles(actions.OVER)
def forget_who_waited(payload: dict[str, Any]) -> None:
    """The activity is over, unless it was moved."""
    actions.close_list(payload["activity_id"])
