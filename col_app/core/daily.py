"""What the network does once a day: promises that the scheduler makes, each once for its day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from col_app.core import clock, outbox
from col_app.core.db import network_session

_kinds: list[str] = []


def once(kind: str) -> Callable[[outbox.Handler], outbox.Handler]:
    """Register a handler that runs once a day, in no city. It must not commit."""

    def register(handler: outbox.Handler) -> outbox.Handler:
        _kinds.append(kind)
        return outbox.handles(kind)(handler)

    return register


def promise() -> dt.date:
    """Owe what is due today, and say which day that is. Asking again changes nothing."""
    today = clock.now().date()
    with network_session() as session:
        for kind in _kinds:
            outbox.promise_from_network(session, kind, {}, f"{kind}:{today.isoformat()}")
    return today
