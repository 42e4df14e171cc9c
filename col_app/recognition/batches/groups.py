"""Saved groups of people."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from col_app.core.db import db
from col_app.recognition.batches.models import Group, GroupMember


def save(organiser_id: int, name: str, people: Sequence[int]) -> int:
    """Keep these people under a name; a group of this name becomes what is chosen now."""
    db.session.execute(
        insert(Group).values(organiser_id=organiser_id, name=name).on_conflict_do_nothing()
    )
    group_id = db.session.scalars(
        select(Group.id).where(Group.organiser_id == organiser_id, Group.name == name)
    ).one()
    db.session.execute(delete(GroupMember).where(GroupMember.group_id == group_id))
    rows = [{"group_id": group_id, "person_id": each} for each in people]
    db.session.execute(insert(GroupMember), rows)
    return group_id
