"""What the worker does for what was learned elsewhere."""

from __future__ import annotations

from typing import Any

from col_app.core import outbox
from col_app.core.db import db
from col_app.recognition.recognise import actions
from col_app.recognition.recognise.models import Experience


@outbox.handles(actions.REMIND)
def remind(payload: dict[str, Any]) -> None:
    """Remind an organiser that somebody waits for its answer."""
    experience = db.session.get(Experience, payload["experience_id"])
    if experience is not None:
        actions.remind(experience, payload["round"])
