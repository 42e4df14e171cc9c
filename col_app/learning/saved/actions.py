"""Saving and forgetting."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from col_app.core.db import db
from col_app.learning.saved.models import Kind, Saved


def save(person_id: int, kind: Kind, thing_id: int) -> None:
    """Keep a thing for later. Twice is once."""
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
