"""Reads of a person's addresses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased

from col_app.core.db import network_session
from col_app.people.accounts.models import Address, Person


@dataclass(frozen=True, slots=True)
class Held:
    """An address as its person sees it."""

    id: int
    email: str
    is_main: bool
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class Claim:
    """An address that waits for proof. `is_taken`: somebody else's account has it."""

    person_id: int
    email: str
    is_confirmed: bool
    is_taken: bool


def held(person_id: int) -> Sequence[Held]:
    """All addresses of a person, the main one first."""
    is_main = Address.email == Person.email
    query = (
        select(Address.id, Address.email, is_main, Address.confirmed_at.is_not(None))
        .join(Person, Person.id == Address.person_id)
        .where(Person.id == person_id, Address.removed_at.is_(None))
        .order_by(is_main.desc(), Address.id)
    )
    with network_session() as session:
        return [
            Held(number, email, bool(main), confirmed)
            for number, email, main, confirmed in session.execute(query)
        ]


def claim(address_id: int) -> Claim | None:
    """What a link that confirms an address is about, None when it was removed."""
    other, owner = aliased(Address), aliased(Person)
    is_taken = exists().where(
        other.email == Address.email,
        other.person_id != Address.person_id,
        other.removed_at.is_(None),
        owner.id == other.person_id,
        other.confirmed_at.is_not(None) | (owner.email == other.email),
    )
    query = select(
        Address.person_id, Address.email, Address.confirmed_at.is_not(None), is_taken
    ).where(Address.id == address_id, Address.removed_at.is_(None))
    with network_session() as session:
        row = session.execute(query).one_or_none()
    return Claim(*row) if row else None


def email_of(address_id: int) -> str | None:
    """An address, also one that was removed lately."""
    with network_session() as session:
        return session.scalar(select(Address.email).where(Address.id == address_id))
