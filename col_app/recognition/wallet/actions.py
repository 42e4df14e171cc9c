"""Carrying badges: taking them in from elsewhere, checking them again, showing them together."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from col_app.core import clock
from col_app.core.audit import record_in_network
from col_app.core.db import network_session
from col_app.people.accounts.models import Person
from col_app.recognition import credentials as ob
from col_app.recognition.awards.models import RegisteredAward
from col_app.recognition.wallet import foreign
from col_app.recognition.wallet.models import (
    MAX_BYTES,
    Collection,
    CollectionItem,
    ImportedBadge,
)

MOST_IMPORTED = 100
MOST_COLLECTIONS = 50
MOST_ITEMS = 100


class TooLargeError(Exception):
    """The file is larger than MAX_BYTES."""


class TooManyError(Exception):
    """The person has as many foreign badges, or collections, as one may have."""


class KeptAlreadyError(Exception):
    """Exactly this file is in the wallet already."""


class TooYoungError(Exception):
    """The person may not share yet."""


class NothingInItError(Exception):
    """An empty collection cannot be shared."""


class RefusedError(Exception):
    """The badge is not real, or somebody else's. `verdict` says why."""

    def __init__(self, verdict: ob.Verdict) -> None:
        super().__init__(verdict.verdict)
        self.verdict = verdict


@dataclass(frozen=True, slots=True)
class Item:
    """A badge as it is to stand in a collection: one of the two ids is given."""

    award_id: str | None = None
    imported_id: int | None = None
    shows_name: bool = False
    shows_evidence: bool = False


@dataclass(frozen=True, slots=True)
class Wish:
    """What a collection is to be."""

    title: str
    about: str = ""
    is_shared: bool = False
    is_listed: bool = False
    ends_at: dt.datetime | None = None
    items: Sequence[Item] = ()


def take(person_id: int, addresses: Sequence[str], body: bytes) -> int:
    """Keep a foreign badge as it came; its number. `addresses` are those the person confirmed.

    Raises TooLargeError, foreign.UnreadableError, judges.BusyError, RefusedError, TooManyError,
    KeptAlreadyError.
    """
    if len(body) > MAX_BYTES:
        raise TooLargeError
    judged = foreign.judge(body, addresses)
    if foreign.is_refused(judged.verdict):
        raise RefusedError(judged.verdict)
    values = {"digest": hashlib.sha256(body).digest(), "body": body, "form": judged.form}
    with network_session() as session:
        _refuse_too_many(session, ImportedBadge, person_id, MOST_IMPORTED)
        made = session.scalar(
            insert(ImportedBadge)
            .values(person_id=person_id, **values, **_read_from(judged))
            .on_conflict_do_nothing(constraint="uq_imported_badge_once")
            .returning(ImportedBadge.id)
        )
        if made is None:
            raise KeptAlreadyError
        record_in_network(session, "wallet.badge_taken", person_id, imported=made)
    return made


def _read_from(judged: foreign.Judged) -> dict[str, Any]:
    return {
        "name": judged.name,
        "description": judged.description,
        "issuer": judged.issuer,
        "awarded_at": judged.awarded_at,
        "evidence": judged.evidence,
        "verdict": judged.verdict.verdict,
        "checks": [asdict(check) for check in judged.verdict.checks],
        "checked_at": clock.now(),
    }


def _refuse_too_many(
    session: Session, table: type[ImportedBadge | Collection], person_id: int, most: int
) -> None:
    # two at once wait for each other at the person's row, so the count is exact
    session.execute(select(Person.id).where(Person.id == person_id).with_for_update())
    mine = select(func.count()).select_from(table).where(table.person_id == person_id)
    if (session.scalar(mine) or 0) >= most:
        raise TooManyError


def check_again(person_id: int, imported_id: int, addresses: Sequence[str]) -> str:
    """Judge a kept badge anew and write the verdict down, whatever it is.

    Raises LookupError, judges.BusyError.
    """
    mine = (ImportedBadge.id == imported_id, ImportedBadge.person_id == person_id)
    with network_session() as session:
        body = session.scalar(select(ImportedBadge.body).where(*mine))
    if body is None:
        raise LookupError(imported_id)
    judged = foreign.judge(body, addresses)
    with network_session() as session:
        kept = session.scalars(select(ImportedBadge).where(*mine).with_for_update()).one()
        kept.verdict = judged.verdict.verdict
        kept.checks = [asdict(check) for check in judged.verdict.checks]
        kept.checked_at = clock.now()
        record_in_network(session, "wallet.badge_checked", person_id, imported=imported_id)
    return judged.verdict.verdict


def drop(person_id: int, imported_id: int) -> bool:
    """Forget a foreign badge, in collections too; whether there was one."""
    mine = (ImportedBadge.id == imported_id, ImportedBadge.person_id == person_id)
    with network_session() as session:
        gone = session.scalar(delete(ImportedBadge).where(*mine).returning(ImportedBadge.id))
        if gone is not None:
            record_in_network(session, "wallet.badge_dropped", person_id, imported=gone)
    return gone is not None


def make(person_id: int, wish: Wish, *, may_share: bool) -> str:
    """A new collection; the id in its address. Raises TooManyError and what `change` raises."""
    with network_session() as session:
        _refuse_too_many(session, Collection, person_id, MOST_COLLECTIONS)
        made = Collection(person_id=person_id, title=wish.title)
        session.add(made)
        session.flush()
        _bring(session, made, wish, may_share=may_share)
        return made.public_id


def change(person_id: int, public_id: str, wish: Wish, *, may_share: bool) -> None:
    """Bring a collection to what is wished. Raises LookupError, TooYoungError, NothingInItError.

    Badges that are not the person's own are left out.
    """
    with network_session() as session:
        own = session.scalars(
            select(Collection)
            .where(Collection.public_id == public_id, Collection.person_id == person_id)
            .with_for_update()
        ).one_or_none()
        if own is None:
            raise LookupError(public_id)
        _bring(session, own, wish, may_share=may_share)


def _bring(session: Session, own: Collection, wish: Wish, *, may_share: bool) -> None:
    items = _own_items(session, own.person_id, wish.items)
    if wish.is_shared and not may_share:
        raise TooYoungError
    if wish.is_shared and not items:
        raise NothingInItError
    own.title, own.about, own.ends_at = wish.title, wish.about, wish.ends_at
    own.is_shared, own.is_listed = wish.is_shared, wish.is_shared and wish.is_listed
    session.execute(delete(CollectionItem).where(CollectionItem.collection_id == own.id))
    session.add_all(CollectionItem(collection_id=own.id, **asdict(item)) for item in items)
    action = "collection.shared" if own.is_shared else "collection.kept_private"
    record_in_network(session, action, own.person_id, collection=own.id, badges=len(items))


def _own_items(session: Session, person_id: int, items: Sequence[Item]) -> list[Item]:
    """Each badge once, and only those that the person holds, MOST_ITEMS at the most."""
    awards = select(RegisteredAward.public_id).where(RegisteredAward.person_id == person_id)
    imported = select(ImportedBadge.id).where(ImportedBadge.person_id == person_id)
    held = {*session.scalars(awards), *session.scalars(imported)}
    each = {item.award_id or item.imported_id: item for item in items}
    return [item for number, item in each.items() if number in held][:MOST_ITEMS]


def close(person_id: int, public_id: str) -> bool:
    """Let a link lead nowhere from now on; whether there was such a collection."""
    mine = (Collection.public_id == public_id, Collection.person_id == person_id)
    closed = update(Collection).where(*mine).values(is_shared=False, is_listed=False)
    with network_session() as session:
        done = session.scalar(closed.returning(Collection.id))
        if done is not None:
            record_in_network(session, "collection.kept_private", person_id, collection=done)
    return done is not None


def remove(person_id: int, public_id: str) -> bool:
    """Delete a collection; its badges stay in the wallet. Whether there was one."""
    mine = (Collection.public_id == public_id, Collection.person_id == person_id)
    with network_session() as session:
        gone = session.scalar(delete(Collection).where(*mine).returning(Collection.id))
        if gone is not None:
            record_in_network(session, "collection.deleted", person_id, collection=gone)
    return gone is not None
