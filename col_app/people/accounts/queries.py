"""Reads of accounts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from col_app.core import clock
from col_app.core.db import network_session
from col_app.core.mail import Recipient
from col_app.people.accounts import consent_age
from col_app.people.accounts.models import Address, Person


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose an address is."""

    person_id: int
    address_id: int
    is_confirmed: bool


def owner(session: Session, email: str) -> Owner | None:
    """Who signs in with an address (in its normal form).

    Whoever has confirmed it; else who opened an account with it, if they confirmed none at all.
    """
    query = (
        select(Person.id, Address.id, Address.confirmed_at.is_not(None))
        .join(Address, Address.person_id == Person.id)
        .where(Address.email == email, Address.removed_at.is_(None))
        .where(or_(Address.confirmed_at.is_not(None), Person.email == email))
        .order_by(Address.confirmed_at.is_(None))
        .limit(1)
    )
    found = session.execute(query).one_or_none()
    return Owner(*found) if found else None


def recipient(person_id: int) -> Recipient | None:
    """Where mails to a person go, or None when the account, or its address, is gone."""
    known = select(func.coalesce(Person.merged_into_id, Person.id)).where(Person.id == person_id)
    with network_session() as session:
        row = session.execute(
            select(Person.id, Person.email, Person.name, Person.lang).where(
                Person.id == known.scalar_subquery(), Person.email.is_not(None)
            )
        ).one_or_none()
    return Recipient(*row) if row else None


def recipient_at(address_id: int) -> Recipient | None:
    """One certain address of a person; a stranger without a name has it while it is unconfirmed,
    and once the account is deleted.
    """
    columns = (Person.id, Address.email, Person.name, Person.lang)
    is_theirs = Address.confirmed_at.is_not(None) & Person.erased_at.is_(None)
    query = select(*columns, is_theirs).join(Person, Person.id == Address.person_id)
    with network_session() as session:
        row = session.execute(query.where(Address.id == address_id)).one_or_none()
    if row is None:
        return None
    number, email, name, lang, is_known = row
    return Recipient(number, email, name, lang) if is_known else Recipient(None, email, "", lang)


def address_id(person_id: int, email: str) -> int | None:
    """The number of a person's address."""
    with network_session() as session:
        return session.scalar(
            select(Address.id).where(Address.person_id == person_id, Address.email == email)
        )


def addresses_of(person_id: int) -> list[str]:
    """The e-mail addresses that a person has confirmed, the main one first."""
    query = (
        select(Address.email)
        .join(Person, Person.id == Address.person_id)
        .where(Person.id == person_id, Address.confirmed_at.is_not(None))
        .where(Address.removed_at.is_(None))
        .order_by(Address.email != Person.email, Address.id)
    )
    with network_session() as session:
        return list(session.scalars(query))


def by_address(emails: Sequence[str]) -> dict[str, int]:
    """The numbers of those who have confirmed these addresses (in their normal form)."""
    if not emails:
        return {}
    query = select(Address.email, Address.person_id).where(
        Address.email.in_(emails), Address.confirmed_at.is_not(None), Address.removed_at.is_(None)
    )
    with network_session() as session:
        return {row.email: row.person_id for row in session.execute(query)}


def may_share(person_id: int, country: str) -> bool:
    """Whether a person has surely reached the age from which one decides alone what is public."""
    with network_session() as session:
        born = session.scalar(select(Person.birth_year).where(Person.id == person_id))
    return born is not None and consent_age.may_consent(born, country, clock.now().year)


def minors(people: Collection[int]) -> set[int]:
    """Those of these people who have not surely come of age; unknown numbers are among them."""
    query = select(Person.id, Person.birth_year).where(Person.id.in_(people))
    year = clock.now().year
    with network_session() as session:
        rows = session.execute(query).all() if people else []
    return set(people) - {row.id for row in rows if consent_age.is_adult(row.birth_year, year)}


def has_password(person_id: int) -> bool:
    """Whether a person can sign in without a link."""
    with network_session() as session:
        query = select(Person.password_hash.is_not(None)).where(Person.id == person_id)
        return bool(session.scalar(query))
