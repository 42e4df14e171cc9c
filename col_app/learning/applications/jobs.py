"""What the worker does for those who ask."""

from __future__ import annotations

from typing import Any

from col_app.core import outbox
from col_app.learning.applications import actions


@outbox.handles(actions.OVER)
def forget(payload: dict[str, Any]) -> None:
    """The activity is over, unless it was moved."""
    actions.forget(payload["activity_id"])
