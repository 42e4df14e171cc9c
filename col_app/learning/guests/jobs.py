"""What the worker does about guests."""

from __future__ import annotations

from typing import Any

from col_app.core import outbox
from col_app.learning.guests import actions


@outbox.handles(actions.ERASE)
def erase(payload: dict[str, Any]) -> None:
    """Nobody needs the address any more."""
    actions.erase(payload["guest_id"])
