"""Which badges wait for whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select, text

from col_app.core.db import db
from col_app.recognition.invitations.models import Invitation

_WAITING = text("""
    select id, email, made_at, count(*) over () as total from invitation
    where badge_id = :id and (:q = '' or position(lower(:q) in email) > 0)
    order by id desc limit :limit offset :offset
""")


def waiting(badge_id: int, q: str, limit: int, offset: int = 0) -> Sequence[dict[str, Any]]:
    """The addresses a badge waits for that hold `q`, latest first; `total` counts all."""
    values = {"id": badge_id, "q": q, "limit": limit, "offset": offset}
    return [dict(row) for row in db.session.execute(_WAITING, values).mappings()]


def how_many(badge_id: int) -> int:
    """For how many addresses a badge waits."""
    asked = select(func.count()).where(Invitation.badge_id == badge_id)
    return db.session.scalars(asked).one()
