"""Keeping, changing and dropping groups."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError

from col_app.core.db import db
from col_app.recognition.groups.models import Group, GroupMember


class NameTakenError(ValueError):
    """The organiser has another group of this name."""


def save(organiser_id: int, name: str, people: Sequence[int]) -> int:
    """Keep these people under a name; a group of this name becomes what is chosen now."""
    db.session.execute(
        insert(Group).values(organiser_id=organiser_id, name=name).on_conflict_do_nothing()
    )
    group_id = db.session.scalars(
        select(Group.id).where(Group.organiser_id == organiser_id, Group.name == name)
    ).one()
    _fill(group_id, people)
    return group_id


def change(group: Group, name: str, people: Sequence[int]) -> None:
    """Give a group another name and keep these of its people. Raises NameTakenError."""
    group.name = name
    try:
        db.session.flush()
    except IntegrityError as fault:
        db.session.rollback()
        raise NameTakenError from fault
    _fill(group.id, people)


def drop(group: Group) -> None:
    """Forget a group. Its people keep every badge."""
    db.session.delete(group)


def _fill(group_id: int, people: Sequence[int]) -> None:
    db.session.execute(delete(GroupMember).where(GroupMember.group_id == group_id))
    rows = [{"group_id": group_id, "person_id": each} for each in people]
    db.session.execute(insert(GroupMember), rows)
