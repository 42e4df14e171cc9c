"""Becoming known to a city, and getting a role there."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from col_app.core.audit import record_in_network
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
        _give(session, person_id, role, city_id)


def appoint(person_id: int, role: Role, city_id: int | None) -> None:
    """Give a role because somebody decided so: it is written down."""
    with network_session() as session:
        if _give(session, person_id, role, city_id):
            _note(session, "role.granted", person_id, role, city_id)


def dismiss(person_id: int, role: Role, city_id: int | None) -> bool:
    """Take a role away and write it down; whether the person had it."""
    gone = (
        delete(Membership)
        .where(Membership.person_id == person_id, Membership.role == role)
        .where(Membership.city_id.is_not_distinct_from(city_id))
        .returning(Membership.id)
    )
    with network_session() as session:
        had = session.scalar(gone) is not None
        if had:
            _note(session, "role.withdrawn", person_id, role, city_id)
        return had


def _give(session: Session, person_id: int, role: Role, city_id: int | None) -> bool:
    given = (
        insert(Membership)
        .values(person_id=person_id, role=role, city_id=city_id)
        .on_conflict_do_nothing(constraint="uq_membership")
        .returning(Membership.id)
    )
    return session.scalar(given) is not None


def _note(session: Session, action: str, person_id: int, role: Role, city_id: int | None) -> None:
    record_in_network(session, action, None, person=person_id, role=role.value, city=city_id)
