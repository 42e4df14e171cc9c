"""Reads of groups."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select, text

from col_app.core.db import db
from col_app.recognition.groups.models import Group, GroupMember

_PEOPLE = text("""
    select m.person_id, m.name from member m where m.person_id in (
      select person_id from people_group_member where group_id = :id) order by m.name, m.person_id
""")


def of_organisers(ids: Sequence[int]) -> Sequence[Any]:
    """The groups of these organisers by name, with the `size` of each."""
    return db.session.execute(
        select(
            Group.id,
            Group.organiser_id,
            Group.name,
            func.count(GroupMember.person_id).label("size"),
        )
        .outerjoin(GroupMember, GroupMember.group_id == Group.id)
        .where(Group.organiser_id.in_(ids))
        .group_by(Group.id)
        .order_by(Group.name, Group.id)
    ).all()


def one(group_id: int, organisers: Sequence[int]) -> Group | None:
    """A group of one of these organisers."""
    return db.session.scalars(
        select(Group).where(Group.id == group_id, Group.organiser_id.in_(organisers))
    ).one_or_none()


def people(group_id: int) -> Sequence[dict[str, Any]]:
    """Everybody in a group: number and name."""
    return [dict(row) for row in db.session.execute(_PEOPLE, {"id": group_id}).mappings()]
