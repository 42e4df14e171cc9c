"""Saving and forgetting."""

from __future__ import annotations

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert

from col_app.core.db import db
from col_app.learning.saved.models import Kind, Saved

MOST = 500
"""A person's saved things are read with every page they see, so they stay a list of this size."""


class FullError(Exception):
    """The person has saved as much as one may."""


def save(person_id: int, kind: Kind, thing_id: int) -> None:
    """Keep a thing for later. Twice is once. Raises FullError."""
    mine = select(func.count()).where(Saved.person_id == person_id)
    if (db.session.scalar(mine) or 0) >= MOST:
        raise FullError
    db.session.execute(
        insert(Saved)
        .values(person_id=person_id, kind=kind, thing_id=thing_id)
        .on_conflict_do_nothing()
    )


def forget(person_id: int, kind: Kind, thing_id: int) -> None:
    """Keep a thing no longer."""
    db.session.execute(
        delete(Saved).where(
            Saved.person_id == person_id, Saved.kind == kind, Saved.thing_id == thing_id
        )
    )
