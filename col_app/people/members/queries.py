"""Reads of a city's people."""

from __future__ import annotations

from sqlalchemy import select

from col_app.core.db import db
from col_app.people.members.models import Member


def name_of(person_id: int) -> str:
    """The name this city shows for a person, empty when it knows none."""
    return db.session.scalar(select(Member.name).where(Member.person_id == person_id)) or ""
