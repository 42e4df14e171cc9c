"""Neighbours who save things in the demo, so that something trends. Nobody signs in as them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from col_app.core.db import network_session
from col_app.demo.filling import Filling
from col_app.learning.saved.models import Kind, Saved
from col_app.opening.rows import insert
from col_app.people.accounts.models import Person

SAVERS = (7, 6, 5, 4, 4, 3)
"""How many neighbours save the first chosen activity, the second, and so on."""
APART = 5
NO_PASSWORD = "-"  # noqa: S105 - no hash is written like this


def neighbours() -> list[int]:
    """The numbers of the neighbours, the same ones in every city."""
    emails = [f"neighbour{number}@example.org" for number in range(1, max(SAVERS) + 1)]
    with network_session() as session:
        known = set(session.scalars(select(Person.email).where(Person.email.in_(emails))))
        session.add_all(
            Person(email=email, name=email.partition("@")[0].title(), password_hash=NO_PASSWORD)
            for email in emails
            if email not in known
        )
        session.flush()
        found = select(Person.id).where(Person.email.in_(emails)).order_by(Person.id)
        return list(session.scalars(found))


def save_some(filling: Filling, people: Sequence[int]) -> None:
    """Every APART-th activity is saved by some of the people."""
    chosen = list(filling.activities.values())[::APART]
    insert(
        Saved,
        [
            {"person_id": person, "kind": Kind.ACTIVITY, "thing_id": number}
            for number, count in zip(chosen, SAVERS, strict=False)
            for person in people[:count]
        ],
    )
