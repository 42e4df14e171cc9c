"""Adding e-mail addresses to an account, confirming, choosing and removing them."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from col_app.core import clock, mail, outbox
from col_app.core.db import network_session
from col_app.people.accounts import addresses
from col_app.people.accounts.models import Address, Person

ASK, ADDED, MAIN_CHANGED, REMOVED = (
    "address_claimed",
    "address_added",
    "main_address_changed",
    "address_removed",
)
FORGET = "address.forget"
MOST = 10
MOST_A_DAY = 5
ASKED_A_DAY = 3
DAY = dt.timedelta(days=1)
KEPT = dt.timedelta(days=7)
"""How long a removed address is remembered, for the mail about it."""


class OwnAlreadyError(Exception):
    """The person has confirmed this address."""


class TooManyError(Exception):
    """MOST addresses of one person, or MOST_A_DAY new ones in a day."""


class TakenError(Exception):
    """The address has become somebody else's meanwhile. Tell nobody but who proved it."""


class MainError(Exception):
    """The main address cannot be removed: there is always one that mails go to."""


def add(person_id: int, email: str) -> None:
    """Note that a person claims an address, and promise the mail that asks for proof.

    The same happens whether somebody has the address or not. Raises addresses.AddressError,
    OwnAlreadyError, TooManyError.
    """
    address = addresses.normal_form(email)
    with network_session() as session:
        _lock(session, person_id)
        _refuse_too_many(session, person_id, address)
        claim = {"person_id": person_id, "email": address, "added_at": clock.now()}
        fresh = {"removed_at": None, "added_at": claim["added_at"]}
        number = session.scalar(
            insert(Address)
            .values(**claim)
            .on_conflict_do_update(
                constraint="uq_address_once",
                set_=fresh,
                where=Address.confirmed_at.is_(None) | Address.removed_at.is_not(None),
            )
            .returning(Address.id)
        )
        if number is None:
            raise OwnAlreadyError
        _ask(session, number, address)


def _lock(session: Session, person_id: int) -> Person:
    # whatever changes a person's addresses waits here for its turn
    return session.get_one(Person, person_id, with_for_update=True)


def _refuse_too_many(session: Session, person_id: int, address: str) -> None:
    mine = Address.person_id == person_id
    is_new = (Address.added_at > clock.now() - DAY) & (Address.email != address)
    counts = select(
        func.count().filter(Address.removed_at.is_(None), Address.email != address),
        func.count().filter(is_new),
    )
    held, new = session.execute(counts.where(mine)).one()
    if held >= MOST or new >= MOST_A_DAY:
        raise TooManyError


def _ask(session: Session, number: int, address: str) -> None:
    """One mail a day for each claim, ASKED_A_DAY for an address: nobody's mailbox is filled."""
    today = select(func.count()).where(
        Address.email == address, Address.added_at > clock.now() - DAY
    )
    if (session.scalar(today) or 0) > ASKED_A_DAY:
        return
    key = f"{ASK}:{number}:{clock.now().date().isoformat()}"
    ids: mail.Ids = {"address_id": number}
    mail.send_from_network(session, ASK, number, ids, key, whom=mail.ADDRESS)


def confirm(address_id: int, person_id: int) -> None:
    """Note that mails to an address reach its person; again it changes nothing.

    Who opened an account with the address and never confirmed it loses it. A person's first
    confirmed address becomes the main one. Raises LookupError, TakenError.
    """
    try:
        with network_session() as session:
            _confirm(session, address_id, person_id)
    except IntegrityError as fault:
        raise TakenError from fault


def _confirm(session: Session, address_id: int, person_id: int) -> None:
    person = _lock(session, person_id)
    address = _own(session, address_id, person_id)
    if address.confirmed_at is not None:
        return
    if person.confirmed_at is None:
        _free(session, address)
        person.email, person.confirmed_at = address.email, clock.now()
        return
    _free(session, address)
    address.confirmed_at = clock.now()
    _tell(session, ADDED, _main(session, person), address)


def _own(session: Session, address_id: int, person_id: int) -> Address:
    found = session.get(Address, address_id, with_for_update=True)
    if found is None or found.person_id != person_id or found.removed_at is not None:
        raise LookupError(address_id)
    return found


def _free(session: Session, address: Address) -> None:
    """Take the address from accounts that were opened with it and never confirmed it."""
    session.execute(
        update(Person)
        .where(Person.email == address.email, Person.id != address.person_id)
        .where(Person.confirmed_at.is_(None))
        .values(email=None)
    )


def _main(session: Session, person: Person) -> Address:
    return session.scalars(
        select(Address).where(Address.person_id == person.id, Address.email == person.email)
    ).one()


def _tell(session: Session, template: str, to: Address, about: Address) -> None:
    key = f"{template}:{about.id}:{to.id}:{clock.now().isoformat()}"
    mail.send_from_network(session, template, to.id, {"about_id": about.id}, key, whom=mail.ADDRESS)


def make_main(person_id: int, address_id: int) -> None:
    """Let mails go to another confirmed address; the old one hears of it.

    Other sessions are ended by the caller. Raises LookupError, TakenError.
    """
    try:
        with network_session() as session:
            person = _lock(session, person_id)
            address = _own(session, address_id, person_id)
            if address.confirmed_at is None:
                raise LookupError(address_id)
            if person.email == address.email:
                return
            _tell(session, MAIN_CHANGED, _main(session, person), address)
            _free(session, address)
            person.email, person.confirmed_at = address.email, address.confirmed_at
    except IntegrityError as fault:
        raise TakenError from fault


def remove(person_id: int, address_id: int) -> None:
    """Take an address off the account; it, and the main one, hear of it.

    Raises LookupError, MainError.
    """
    with network_session() as session:
        person = _lock(session, person_id)
        address = _own(session, address_id, person_id)
        if person.email == address.email:
            raise MainError
        let_go(session, address)
        if address.confirmed_at is not None:
            _tell(session, REMOVED, _main(session, person), address)
            _tell(session, REMOVED, address, address)


def let_go(session: Session, address: Address) -> None:
    """Take an address from whoever had it; it is erased as soon as the mails about it have left."""
    address.removed_at = clock.now()
    key = f"{FORGET}:{address.id}:{clock.now().isoformat()}"
    payload = {"address_id": address.id}
    outbox.promise_from_network(session, FORGET, payload, key, clock.now() + KEPT)


def forget(address_id: int) -> None:
    """Erase an address that was removed and not taken back."""
    with network_session() as session:
        found = session.get(Address, address_id, with_for_update=True)
        if found is not None and found.removed_at is not None:
            session.delete(found)
