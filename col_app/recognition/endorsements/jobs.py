"""What the worker does for endorsements."""

from __future__ import annotations

from typing import Any

from col_app.core import outbox
from col_app.recognition.endorsements import asking


@outbox.handles(asking.END)
def end(payload: dict[str, Any]) -> None:
    """Nobody answered in time."""
    asking.end(payload["endorsement_id"])


@outbox.handles(asking.FORGET)
def forget(payload: dict[str, Any]) -> None:
    """Nobody needs an ask that led to nothing."""
    asking.forget(payload["endorsement_id"])
