"""Keeping what somebody likes and needs. An empty choice removes all."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from col_app.core.db import db
from col_app.learning.activities.labels import access
from col_app.learning.interests.models import Interest, Need
from col_app.learning.vocabulary import vocabulary


def like(person_id: int, slugs: Sequence[str]) -> None:
    """Replace the topics a person likes; topics that the city does not have are left out."""
    topics = vocabulary().topics
    chosen = {topics[slug].id for slug in slugs if slug in topics}
    db.session.execute(delete(Interest).where(Interest.person_id == person_id))
    if chosen:
        rows = [{"person_id": person_id, "topic_id": number} for number in sorted(chosen)]
        db.session.execute(insert(Interest).values(rows).on_conflict_do_nothing())


def need(person_id: int, facts: Sequence[str]) -> None:
    """Replace what a person needs."""
    chosen = set(facts) & set(access())
    db.session.execute(delete(Need).where(Need.person_id == person_id))
    if chosen:
        rows = [{"person_id": person_id, "fact": fact} for fact in sorted(chosen)]
        db.session.execute(insert(Need).values(rows).on_conflict_do_nothing())
