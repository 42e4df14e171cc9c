"""Reads of accounts."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from col_app.core import clock
from col_app.core.db import network_session
from col_app.core.mail import Recipient
from col_app.people.accounts import consent_age
from col_app.people.accounts.models import Person


def recipient(person_id: int) -> Recipient | None:
    """Where mails to a person go, or None when the account is gone."""
    with network_session() as session:
        row = session.execute(
            select(Person.id, Person.email, Person.name, Person.lang).where(Person.id == person_id)
        ).one_or_none()
    return Recipient(*row) if row else None


def by_address(emails: Sequence[str]) -> dict[str, int]:
    """The numbers of those who have an account with these addresses (in their normal form)."""
    if not emails:
        return {}
    with network_session() as session:
        rows = session.execute(select(Person.email, Person.id).where(Person.email.in_(emails)))
        return {row.email: row.id for row in rows}


def may_share(person_id: int, country: str) -> bool:
    """Whether a person has surely reached the age from which one decides alone what is public."""
    with network_session() as session:
        born = session.scalar(select(Person.birth_year).where(Person.id == person_id))
    return born is not None and consent_age.may_consent(born, country, clock.now().year)


def has_password(person_id: int) -> bool:
    """Whether a person can sign in without a link."""
    with network_session() as session:
        query = select(Person.password_hash.is_not(None)).where(Person.id == person_id)
        return bool(session.scalar(query))
