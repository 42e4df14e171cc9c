"""Reads of wallets: foreign badges and collections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Row, func, select
from sqlalchemy.orm import undefer

from col_app.core import clock
from col_app.core.db import network_session
from col_app.people.accounts import consent_age
from col_app.people.accounts import queries as accounts
from col_app.people.accounts.models import Person
from col_app.recognition.awards.across import Places
from col_app.recognition.awards.models import RegisteredAward
from col_app.recognition.wallet.models import Collection, CollectionItem, ImportedBadge

NO_COUNTRY = ""
"""A collection is seen in all countries, so the age asked for is that of a country unknown."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A collection, its items in order, where its awards lie, and its foreign badges by number.

    `may_share`: its owner is old enough to decide what others see.
    """

    collection: Collection
    holder: str
    may_share: bool
    items: list[CollectionItem]
    places: Places
    imported: dict[int, ImportedBadge]


def addresses_of(person_id: int) -> list[str]:
    """The e-mail addresses that a person has confirmed: badges given to any of them are theirs."""
    return accounts.addresses_of(person_id)


def imported(person_id: int) -> list[ImportedBadge]:
    """A person's foreign badges without their files, latest first."""
    query = select(ImportedBadge).where(ImportedBadge.person_id == person_id)
    with network_session() as session:
        found = list(session.scalars(query.order_by(ImportedBadge.id.desc())))
        session.expunge_all()
    return found


def with_body(person_id: int, imported_id: int) -> ImportedBadge | None:
    """One foreign badge with its file."""
    query = (
        select(ImportedBadge)
        .options(undefer(ImportedBadge.body))
        .where(ImportedBadge.id == imported_id, ImportedBadge.person_id == person_id)
    )
    with network_session() as session:
        found = session.scalars(query).one_or_none()
        session.expunge_all()
    return found


def collections(person_id: int) -> Sequence[Row[Collection, int]]:
    """A person's collections, latest first, each with how many badges it holds."""
    count = (
        select(func.count())
        .where(CollectionItem.collection_id == Collection.id)
        .correlate(Collection)
        .scalar_subquery()
    )
    query = select(Collection, count).where(Collection.person_id == person_id)
    with network_session() as session:
        found = session.execute(query.order_by(Collection.id.desc())).all()
        session.expunge_all()
    return found


def collection(public_id: str) -> Shown | None:
    """A collection with everything that stands in the network about it, in four statements."""
    with network_session() as session:
        found = session.execute(
            select(Collection, Person.name, Person.birth_year)
            .join(Person, Person.id == Collection.person_id)
            .where(Collection.public_id == public_id)
        ).one_or_none()
        if found is None:
            return None
        own, name, born = found
        items = list(
            session.scalars(
                select(CollectionItem)
                .where(CollectionItem.collection_id == own.id)
                .order_by(CollectionItem.id)
            )
        )
        lie = select(RegisteredAward.city_id, RegisteredAward.public_id).where(
            RegisteredAward.public_id.in_([item.award_id for item in items if item.award_id]),
            RegisteredAward.person_id == own.person_id,
        )
        places: Places = {}
        for city_id, award_id in session.execute(lie):
            places.setdefault(city_id, []).append(award_id)
        numbers = [item.imported_id for item in items if item.imported_id]
        rows = session.scalars(select(ImportedBadge).where(ImportedBadge.id.in_(numbers)))
        foreign = {row.id: row for row in rows}
        session.expunge_all()
    may_share = born is not None and consent_age.may_consent(born, NO_COUNTRY, clock.now().year)
    return Shown(own, name, may_share, items, places, foreign)
