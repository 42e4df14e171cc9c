"""Reads of accounts."""

from __future__ import annotations

from sqlalchemy import select

from col_app.core.db import network_session
from col_app.core.mail import Recipient
from col_app.people.accounts.models import Person


def recipient(person_id: int) -> Recipient | None:
    """Where mails to a person go, or None when the account is gone."""
    with network_session() as session:
        row = session.execute(
            select(Person.id, Person.email, Person.name, Person.lang).where(Person.id == person_id)
        ).one_or_none()
    return Recipient(*row) if row else None


def has_password(person_id: int) -> bool:
    """Whether a person can sign in without a link."""
    with network_session() as session:
        query = select(Person.password_hash.is_not(None)).where(Person.id == person_id)
        return bool(session.scalar(query))
