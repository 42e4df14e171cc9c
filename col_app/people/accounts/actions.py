"""Opening an account, proving who one is, changing a password."""

from __future__ import annotations

import datetime as dt
import hashlib
import unicodedata

from sqlalchemy import case, delete, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from col_app.core import clock, mail, outbox
from col_app.core.db import network_session
from col_app.people.accounts import addresses, passwords, queries
from col_app.people.accounts.addresses import AddressError
from col_app.people.accounts.models import Person, SignInTries
from col_app.people.accounts.passwords import make_hash as hash_password

RENAMED, ERASE = "person.renamed", "account.erase"
TRIES = 10
TRIES_WITHIN = dt.timedelta(minutes=15)

__all__ = [
    "EmailTakenError",
    "SignInRefusedError",
    "TooManyTriesError",
    "authenticate",
    "change_password",
    "change_profile",
    "hash_password",
    "promise_erasure",
    "prove",
    "register",
]


class EmailTakenError(Exception):
    """Somebody has an account with this address; they got a mail. Never tell a stranger."""


class SignInRefusedError(Exception):
    """No account has this address with this password."""


class TooManyTriesError(Exception):
    """More than TRIES passwords within TRIES_WITHIN for one address."""


def clean_name(text: str) -> str:
    """A name in one line: NFC, single spaces, no control characters."""
    shown = "".join(c for c in unicodedata.normalize("NFC", text) if c.isprintable() or c == " ")
    return " ".join(shown.split())


def register(
    email: str, name: str, password_hash: str | None, lang: str, birth_year: int | None
) -> Person:
    """Open an account and promise its welcome mail, in one transaction.

    Who has no password gets a link to sign in instead, whether the account is new or not. Raises
    AddressError, or EmailTakenError (after the same work, and a mail to the one who has it).
    """
    address = addresses.normal_form(email)
    values = {
        "email": address,
        "name": clean_name(name),
        "password_hash": password_hash,
        "lang": lang,
        "birth_year": birth_year,
    }
    with network_session() as session:
        owner = queries.owner(session, address)
        person = _insert_person(session, values) if owner is None else None
        if password_hash is None:
            pass
        elif person is not None:
            mail.send_from_network(session, "welcome", person.id, {}, f"welcome:{person.id}")
        else:
            _tell_owner(session, address)
    if person is None:
        raise EmailTakenError
    return person


def _insert_person(session: Session, values: dict[str, object]) -> Person | None:
    return session.scalars(
        insert(Person)
        .values(**values)
        .on_conflict_do_nothing(index_elements=["email"])
        .returning(Person)
    ).one_or_none()


def _tell_owner(session: Session, address: str) -> None:
    owner = queries.owner(session, address)
    if owner is None:
        return
    # One such mail a day: sign-up must not be a way to fill somebody's mailbox.
    key = f"taken:{owner.address_id}:{clock.now().date().isoformat()}"
    mail.send_from_network(session, "email_taken", owner.address_id, {}, key, whom=mail.ADDRESS)


def authenticate(email: str, password: str) -> Person:
    """The person with this address, any of theirs, and this password.

    Raises TooManyTriesError before the hash is worked out, SignInRefusedError after.
    """
    try:
        address = addresses.normal_form(email)
    except AddressError as fault:
        raise SignInRefusedError from fault
    with network_session() as session:
        owner = queries.owner(session, address)
        person = session.get(Person, owner.person_id) if owner else None
    return _tried(person, (person and person.email) or address, password)


def prove(person_id: int, password: str) -> None:
    """Make sure that it is the person themselves. Raises SignInRefusedError, TooManyTriesError."""
    with network_session() as session:
        person = session.get_one(Person, person_id)
    _tried(person, person.email or str(person_id), password)


def _tried(person: Person | None, what: str, password: str) -> Person:
    # all addresses of a person count together, and with the tries to prove oneself
    key = hashlib.sha256(what.encode()).digest()
    _count_try(key)
    if not passwords.fits(password, person.password_hash if person else None) or person is None:
        raise SignInRefusedError
    _forget_tries(key)
    return person


def _forget_tries(key: bytes) -> None:
    """Those of this address, and those that are too old to count."""
    is_over = SignInTries.since < clock.now() - TRIES_WITHIN
    with network_session() as session:
        session.execute(delete(SignInTries).where(or_(SignInTries.address_hash == key, is_over)))


def _count_try(key: bytes) -> None:
    now = clock.now()
    is_over = SignInTries.since < now - TRIES_WITHIN
    count = insert(SignInTries).values(address_hash=key, tries=1, since=now)
    with network_session() as session:
        tries = session.scalar(
            count.on_conflict_do_update(
                index_elements=["address_hash"],
                set_={
                    "tries": case((is_over, 1), else_=SignInTries.tries + 1),
                    "since": case((is_over, now), else_=SignInTries.since),
                },
            ).returning(SignInTries.tries)
        )
    if tries is not None and tries > TRIES:
        raise TooManyTriesError


def change_password(person_id: int, current: str, new: str) -> None:
    """Replace the password and tell the person by mail. Other sessions are ended by the caller.

    The present one is asked of those who have one. Raises SignInRefusedError, TooManyTriesError
    or passwords.PasswordError.
    """
    with network_session() as session:
        query = select(Person.email, Person.password_hash).where(Person.id == person_id)
        email, held = session.execute(query).one()
    if held is not None:
        prove(person_id, current)
    passwords.check_choice(new, email or "")
    new_hash = hash_password(new)
    with network_session() as session:
        person = session.get_one(Person, person_id)
        person.password_hash = new_hash
        moment = clock.now().isoformat()
        mail.send_from_network(
            session, "password_changed", person_id, {}, f"password:{person_id}:{moment}"
        )


def change_profile(person_id: int, name: str, lang: str) -> None:
    """Change how the person is called and spoken to; their cities hear of it soon."""
    with network_session() as session:
        person = session.get_one(Person, person_id)
        person.name = clean_name(name)
        person.lang = lang
        key = f"{RENAMED}:{person_id}:{clock.now().isoformat()}"
        outbox.promise_from_network(session, RENAMED, {"person_id": person_id}, key)


def promise_erasure(session: Session, person_id: int) -> None:
    """Have every city forget a person whose account is deleted."""
    key = f"{ERASE}:{person_id}:{clock.now().isoformat()}"
    outbox.promise_from_network(session, ERASE, {"person_id": person_id}, key)
