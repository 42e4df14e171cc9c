"""Planning community calls."""

from __future__ import annotations

from col_app.core.db import network_session
from col_app.network.calls.models import CommunityCall


def plan(call: CommunityCall) -> int:
    """Announce a call on the network's home; the number it got."""
    with network_session() as session:
        session.add(call)
        session.flush()
        return call.id
