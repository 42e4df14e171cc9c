"""Becoming known to a city, and getting a role there."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert

from col_app.core.db import db, network_session
from col_app.people.members.models import Member, Membership, Role


def welcome(person_id: int, name: str, lang: str) -> None:
    """Note in the current city how a person is called now (they come in)."""
    shown = {"name": name, "lang": lang}
    db.session.execute(
        insert(Member)
        .values(person_id=person_id, **shown)
        .on_conflict_do_update(index_elements=["person_id"], set_=shown)
    )


def grant(person_id: int, role: Role, city_id: int | None) -> None:
    """Give a role in a city, or in the network (`None`). Giving it again changes nothing."""
    with network_session() as session:
        session.execute(
            insert(Membership)
            .values(person_id=person_id, role=role, city_id=city_id)
            .on_conflict_do_nothing(constraint="uq_membership")
        )
