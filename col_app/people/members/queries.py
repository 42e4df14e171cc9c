"""Reads of a city's people."""

from __future__ import annotations

from sqlalchemy import select

from col_app.core.db import db, network_session
from col_app.people.accounts.models import Person
from col_app.people.members.models import Member, Membership, Role


def name_of(person_id: int) -> str:
    """The name this city shows for a person, empty when it knows none."""
    return db.session.scalar(select(Member.name).where(Member.person_id == person_id)) or ""


def cities_of(person_id: int) -> dict[int, list[Role]]:
    """The numbers of the cities a person takes part in, and what they are there."""
    found: dict[int, list[Role]] = {}
    query = select(Membership.city_id, Membership.role).where(Membership.person_id == person_id)
    with network_session() as session:
        for city_id, role in session.execute(query.order_by(Membership.id)):
            if city_id is not None:
                found.setdefault(city_id, []).append(role)
    return found


def holders(role: Role, city_id: int | None) -> list[tuple[str, str]]:
    """Name and main address (empty when there is none) of those who have a role."""
    query = (
        select(Person.name, Person.email)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.role == role, Membership.city_id.is_not_distinct_from(city_id))
        .order_by(Person.name, Person.id)
    )
    with network_session() as session:
        return [(name, email or "") for name, email in session.execute(query)]
