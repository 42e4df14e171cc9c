"""Reads of drafts."""

from __future__ import annotations

from sqlalchemy import select

from col_app.core import clock
from col_app.core.db import network_session
from col_app.people.sessions.tokens import digest
from col_app.people.sign_up.models import Draft


def draft(token: str | None) -> Draft | None:
    """What the holder of this token has told so far, unless it has grown too old."""
    if not token:
        return None
    with network_session() as session:
        found = session.scalars(
            select(Draft).where(Draft.token_hash == digest(token), Draft.expires_at > clock.now())
        ).one_or_none()
        session.expunge_all()
    return found
