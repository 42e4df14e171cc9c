"""Status lists: a bit for each award (W3C Bitstring Status List), signed by the awards' issuer.

Other rooms that sign have lists of a kind of their own and tell which places are withdrawn.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterable, Iterator

from sqlalchemy import select, text
from sqlalchemy.orm import Session

import tenancy
from col_app.core import clock, web
from col_app.core.audit import entry
from col_app.core.db import db
from col_app.recognition import credentials as ob
from col_app.recognition.awards import keys
from col_app.recognition.awards.models import Award, ListKind, StatusList

VALID_FOR = dt.timedelta(days=35)
SIGN_AGAIN_AFTER = dt.timedelta(days=7)
CROWDED_AFTER = 4
"""So many tries that met taken places tell that about half of a list is taken: open the next."""
_chance = random.SystemRandom()
Withdrawn = Callable[[Session, int], Iterable[int]]
_withdrawn: dict[ListKind, Withdrawn] = {}
_ONE_AT_A_TIME = text("select pg_advisory_xact_lock(hashtext('status lists of ' || :did))")


def url(city: tenancy.City, book: StatusList) -> str:
    """Where a status list answers, for ever."""
    return f"https://{city.slug}.{web.settings().issuer_domain}/status/{book.public_id}"


def withdrawn(kind: ListKind) -> Callable[[Withdrawn], Withdrawn]:
    """Register who knows the withdrawn places of a list of this kind, by the list's number.

    A list of a kind that nobody speaks for is not signed: it would take withdrawals back.
    """

    def register(known: Withdrawn) -> Withdrawn:
        _withdrawn[kind] = known
        return known

    return register


@withdrawn(ListKind.AWARD)
def _withdrawn_awards(session: Session, list_id: int) -> Iterable[int]:
    places = select(Award.status_index).where(Award.status_list_id == list_id)
    return session.scalars(places.where(Award.revoked_at.is_not(None)))


def books(
    city: tenancy.City, key: ob.IssuerKey, kind: ListKind = ListKind.AWARD
) -> Iterator[StatusList]:
    """Lists to look for places in: the newest one and, when that is crowded, one that is opened."""
    book = _newest(key.did, kind) or _open_after(None, city, key, kind)
    yield from [book] * CROWDED_AFTER
    yield from [_open_after(book, city, key, kind)] * CROWDED_AFTER


def at_random(book: StatusList, number: int) -> list[int]:
    """Different places at random, so that a place does not tell when it was given."""
    return _chance.sample(range(book.size), number)


def _newest(did: str, kind: ListKind) -> StatusList | None:
    ours = select(StatusList).where(StatusList.did == did, StatusList.kind == kind)
    return db.session.scalars(ours.order_by(StatusList.id.desc()).limit(1)).first()


def _open_after(
    last: StatusList | None, city: tenancy.City, key: ob.IssuerKey, kind: ListKind
) -> StatusList:
    # when two want a list at once, the lock lets the second find that of the first
    db.session.execute(_ONE_AT_A_TIME, {"did": key.did})
    newest = _newest(key.did, kind)
    if newest is not None and newest is not last:
        return newest
    book = StatusList(did=key.did, kind=kind)
    db.session.add(book)
    db.session.flush()
    _sign(db.session(), book, city, key)
    return book


def sign_again(session: Session, city: tenancy.City, list_id: int) -> StatusList:
    """Write a list anew from what is revoked now. Raises keys.NoSigningKeyError.

    A list that came here with the data of another city stays as its issuer signed it.
    """
    # locked before withdrawals are read: else of two who sign, who knows less could be last
    book = session.get_one(StatusList, list_id, with_for_update=True)
    if keys.is_of(city, book.did):
        _sign(session, book, city, keys.active(city, book.did))
    return book


def sign_for_ever(session: Session, city: tenancy.City) -> None:
    """Write all lists of a city a last time, without an end: its keys will sign no more."""
    for book in session.scalars(select(StatusList).order_by(StatusList.id).with_for_update()):
        if keys.is_of(city, book.did):
            _sign(session, book, city, keys.active(city, book.did), None)


def _sign(
    session: Session,
    book: StatusList,
    city: tenancy.City,
    key: ob.IssuerKey,
    valid_for: dt.timedelta | None = VALID_FOR,
) -> None:
    revoked = _withdrawn[book.kind](session, book.id)
    now = clock.now().replace(microsecond=0)
    signed = ob.status_list_credential(
        url(city, book), key.did, ob.StatusList(book.size, revoked), key, now, valid_for
    )
    book.document, book.signed_at = signed.decode(), now
    session.add(entry("status.signed", None, status_list=book.id, key=key.multibase))


def document(session: Session, city: tenancy.City, public_id: str) -> str | None:
    """A signed list; one that nothing has changed for a week is signed anew, and committed."""
    book = session.scalars(select(StatusList).where(StatusList.public_id == public_id)).first()
    if book is None:
        return None
    if book.signed_at is None or book.signed_at < clock.now() - SIGN_AGAIN_AFTER:
        book = sign_again(session, city, book.id)
        session.commit()
    return book.document
