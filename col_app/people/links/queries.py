"""Reads of sign-in links."""

from __future__ import annotations

from sqlalchemy import select

from col_app.core import clock
from col_app.core.db import network_session
from col_app.people.links.models import SignInLink


def find(link_id: int) -> SignInLink | None:
    """A link that still signs in."""
    query = select(SignInLink).where(SignInLink.id == link_id, SignInLink.expires_at > clock.now())
    with network_session() as session:
        found = session.scalars(query).one_or_none()
        session.expunge_all()
    return found
