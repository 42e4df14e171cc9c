"""The calls to come."""

from __future__ import annotations

from sqlalchemy import Select, select

from col_app.core import clock
from col_app.core.db import network_session
from col_app.network.calls.models import CommunityCall


def upcoming() -> CommunityCall | None:
    """The call that is running or comes next; None when none is planned."""
    ahead = select(CommunityCall).where(CommunityCall.ends_at > clock.now())
    return _first(ahead.order_by(CommunityCall.starts_at, CommunityCall.id))


def by_number(number: int) -> CommunityCall | None:
    """A call, also one that is over."""
    return _first(select(CommunityCall).where(CommunityCall.id == number))


def _first(wanted: Select[CommunityCall]) -> CommunityCall | None:
    with network_session() as session:
        found = session.scalar(wanted.limit(1))
        session.expunge_all()
        return found
