"""What the worker does for the spine."""

from __future__ import annotations

from typing import Any

from col_app.city.skills.publishing import CHANGED
from col_app.core import outbox
from col_app.learning.activities import actions as activities
from col_app.learning.index import actions as index


@outbox.handles(CHANGED)
def learn(payload: dict[str, Any]) -> None:
    """Bring search, facets and the network's index up to date with the names of skills."""
    activities.learn(payload["activity_ids"])
    index.write(payload["activity_ids"])
