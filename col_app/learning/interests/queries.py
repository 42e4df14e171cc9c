"""Reads of what somebody likes and needs."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from col_app.core.db import db
from col_app.learning.interests.models import Interest, Need


def topics_of(person_id: int) -> Sequence[int]:
    """The numbers of the topics a person chose."""
    return db.session.scalars(
        select(Interest.topic_id).where(Interest.person_id == person_id).order_by(Interest.topic_id)
    ).all()


def needs_of(person_id: int) -> Sequence[str]:
    """The facts of access a person needs."""
    return db.session.scalars(
        select(Need.fact).where(Need.person_id == person_id).order_by(Need.fact)
    ).all()
