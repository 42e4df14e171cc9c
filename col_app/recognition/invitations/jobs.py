"""What the worker does for invitations."""

from __future__ import annotations

from typing import Any

from col_app.core import outbox
from col_app.recognition.invitations import actions


@outbox.handles(actions.FORGET)
def forget(payload: dict[str, Any]) -> None:
    """Erase an invitation that nobody took up."""
    actions.forget(payload["invitation_id"])
