"""Reads of what people saved."""

from __future__ import annotations

from sqlalchemy import text

from col_app.core.db import db
from col_app.learning.saved.models import Kind

_OF_PERSON = text("""
    select kind, thing_id from saved where person_id = :person_id
    order by saved_at desc, kind, thing_id
""")


def of_person(person_id: int) -> list[tuple[Kind, int]]:
    """Kind and number of everything a person saved, latest first."""
    rows = db.session.execute(_OF_PERSON, {"person_id": person_id})
    return [(Kind(kind), thing_id) for kind, thing_id in rows]
