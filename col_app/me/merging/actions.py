"""Proving that two accounts are one person's, and making them one."""

from __future__ import annotations

import datetime as dt
import logging

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

import tenancy
from col_app.core import clock, mail, outbox, web
from col_app.core.audit import record
from col_app.core.db import db, network_session
from col_app.me.merging import moving, settling
from col_app.me.merging.models import Merging
from col_app.me.merging.moving import Move
from col_app.people.accounts import actions as accounts
from col_app.people.accounts import addresses, consent_age
from col_app.people.accounts import queries as people
from col_app.people.accounts.models import NOBODY, Address, Person
from col_app.people.links.models import SignInLink
from col_app.people.members.models import Membership, Role
from col_app.people.sessions.models import Handover, PersonSession
from col_app.recognition.wallet.models import CollectionItem, ImportedBadge

log = logging.getLogger(__name__)
MERGE = "account.merge"
ASK, MERGED = "merging_asked", "accounts_merged"
LIFE = dt.timedelta(hours=1)
"""How long a link, and a proof, are good for."""
ASKED_A_DAY = 3
ADULT = 18


class SameAccountError(Exception):
    """Both are the same account already."""


class GuardianError(Exception):
    """One of them answers for children, or may belong to one."""


class TwoPeopleError(Exception):
    """Their years of birth say that these are two people."""


class NotProvenError(Exception):
    """Nobody has proven the other account, or long ago."""


def ask(kept_id: int, email: str) -> None:
    """Send a link to whoever has an account with this address; nobody learns whether one has.

    Raises addresses.AddressError.
    """
    address = addresses.normal_form(email)
    with network_session() as session:
        owner = people.owner(session, address)
        if owner is None or owner.person_id == kept_id:
            return
        number = _note(session, Move(owner.person_id, kept_id), None)
        today = f"{clock.now().date().isoformat()}"
        asked = select(func.count()).where(
            Merging.gone_id == owner.person_id, Merging.asked_at > clock.now() - dt.timedelta(1)
        )
        if (session.scalar(asked) or 0) > ASKED_A_DAY:
            return
        key = f"{ASK}:{number}:{today}"
        ids: mail.Ids = {"merging_id": number}
        mail.send_from_network(session, ASK, owner.address_id, ids, key, whom=mail.ADDRESS)


def prove_by_password(kept_id: int, email: str, password: str) -> int:
    """Prove the other account by its password; the number of the merging.

    Raises accounts.SignInRefusedError, accounts.TooManyTriesError, SameAccountError.
    """
    other = accounts.authenticate(email, password)
    return prove(Move(other.id, kept_id))


def prove(way: Move) -> int:
    """Note that a person has shown that the other account is theirs. Raises SameAccountError."""
    if way.gone == way.kept:
        raise SameAccountError
    with network_session() as session:
        return _note(session, way, clock.now())


def _note(session: Session, way: Move, proven_at: dt.datetime | None) -> int:
    values = {"asked_at": clock.now()} | ({"proven_at": proven_at} if proven_at else {})
    made = session.scalar(
        insert(Merging)
        .values(kept_id=way.kept, gone_id=way.gone, **values)
        .on_conflict_do_update(constraint="uq_merging_once", set_=values)
        .returning(Merging.id)
    )
    return made or 0


def prove_by_link(merging_id: int, kept_id: int) -> None:
    """Note that the link from the other account's mailbox was opened. Raises NotProvenError."""
    with network_session() as session:
        found = session.get(Merging, merging_id, with_for_update=True)
        is_own = found is not None and found.kept_id == kept_id and found.agreed_at is None
        if found is None or not is_own or found.asked_at <= clock.now() - LIFE:
            raise NotProvenError
        found.proven_at = clock.now()


def agree(merging_id: int, kept_id: int) -> None:
    """Make two accounts one: at once in the network, by a job in every city.

    The caller has made sure that it is the person themselves, and ends other sessions. Raises
    NotProvenError, GuardianError, TwoPeopleError.
    """
    with network_session() as session:
        found = session.get(Merging, merging_id, with_for_update=True)
        if found is None or found.kept_id != kept_id or found.agreed_at is not None:
            raise NotProvenError
        if found.proven_at is None or found.proven_at <= clock.now() - LIFE:
            raise NotProvenError
        way = Move(found.gone_id, kept_id)
        gone, kept = _lock(session, way)
        refuse(session, gone, kept)
        told = [*_tellable(session, gone), *_tellable(session, kept)]
        _join(session, found, gone, kept)
        for address_id in told:
            key = f"{MERGED}:{gone.id}:{address_id}"
            mail.send_from_network(session, MERGED, address_id, {}, key, whom=mail.ADDRESS)


def adopt(way: Move) -> None:
    """Make an account that nobody can sign in to part of a person's; again it changes nothing.

    The caller knows that it is theirs. Raises NotProvenError, GuardianError.
    """
    with network_session() as session:
        number = _note(session, way, clock.now())
        if session.scalar(select(Person.merged_into_id).where(Person.id == way.gone)) == way.kept:
            return
        gone, kept = _lock(session, way)
        if gone.email is not None or gone.password_hash is not None:
            raise NotProvenError
        refuse(session, gone, kept)
        _join(session, session.get_one(Merging, number), gone, kept)


def _join(session: Session, found: Merging, gone: Person, kept: Person) -> None:
    found.agreed_at = clock.now()
    join(session, gone, kept)
    payload = {"merging_id": found.id}
    outbox.promise_from_network(session, MERGE, payload, f"{MERGE}:{found.id}")


def _lock(session: Session, way: Move) -> tuple[Person, Person]:
    # in the order of their numbers: two who merge each into the other wait, and do not lock up
    found = {
        person.id: person
        for number in sorted((way.gone, way.kept))
        for person in [session.get(Person, number, with_for_update=True)]
        if person is not None
    }
    if len(found) < 2 or any(person.merged_into_id for person in found.values()):
        raise NotProvenError
    return found[way.gone], found[way.kept]


def refuse(session: Session, gone: Person, kept: Person) -> None:
    """Raise GuardianError or TwoPeopleError for accounts that a person has to look at."""
    guardians = select(Membership.id).where(
        Membership.person_id.in_([gone.id, kept.id]), Membership.role == Role.GUARDIAN
    )
    if session.scalar(guardians.limit(1)) is not None:
        raise GuardianError
    ages = [clock.now().year - each.birth_year for each in (gone, kept) if each.birth_year]
    if any(age <= consent_age.consent_age(None) for age in ages):
        raise GuardianError
    if len({age > ADULT for age in ages}) > 1:
        raise TwoPeopleError


def join(session: Session, gone: Person, kept: Person) -> None:
    """All that the network knows of one account becomes the other's; the first one is closed."""
    way = Move(gone.id, kept.id)
    old_main, is_confirmed = gone.email, gone.confirmed_at
    gone.email = gone.password_hash = gone.confirmed_at = None
    session.flush()
    _close(session, way)
    _addresses(session, way)
    if kept.confirmed_at is None and is_confirmed is not None:
        kept.email, kept.confirmed_at = old_main, is_confirmed
        session.flush()
    _imported(session, way)
    for column in moving.in_network():
        moving.move(session, column, way)
    gone.merged_into_id, gone.name, gone.birth_year = kept.id, NOBODY, None


def _tellable(session: Session, person: Person) -> list[int]:
    query = select(Address.id).where(
        Address.person_id == person.id,
        Address.email == person.email,
        Address.confirmed_at.is_not(None),
    )
    return list(session.scalars(query))


def _close(session: Session, way: Move) -> None:
    for table in (PersonSession, Handover, SignInLink):
        session.execute(delete(table).where(table.person_id == way.gone))


def _addresses(session: Session, way: Move) -> None:
    """All come along as further addresses; what was not confirmed is still to be confirmed."""
    ours = select(Address.email).where(Address.person_id == way.kept)
    is_known = Address.confirmed_at.is_(None) & Address.email.in_(ours)
    is_over = Address.removed_at.is_not(None) | is_known
    session.execute(delete(Address).where(Address.person_id == way.gone, is_over))
    theirs = select(Address.email).where(Address.person_id == way.gone)
    session.execute(delete(Address).where(Address.person_id == way.kept, Address.email.in_(theirs)))
    session.execute(update(Address).where(Address.person_id == way.gone).values(person_id=way.kept))


def _imported(session: Session, way: Move) -> None:
    """Of a badge that both carry one copy is enough; collections show the one that stays."""
    rows = session.execute(
        select(ImportedBadge.id, ImportedBadge.digest, ImportedBadge.person_id).where(
            ImportedBadge.person_id.in_([way.gone, way.kept])
        )
    ).all()
    stays = {row.digest: row.id for row in rows if row.person_id == way.kept}
    for row in rows:
        if row.person_id == way.gone and row.digest in stays:
            session.execute(
                update(CollectionItem)
                .where(CollectionItem.imported_id == row.id)
                .values(imported_id=stays[row.digest])
            )


def carry_out(merging_id: int) -> None:
    """Move everything in every city, each in one transaction; again it finds nothing to do.

    A city that fails keeps no other one back. Raises the first failure, after the last city.
    """
    with network_session() as session:
        found = session.get_one(Merging, merging_id)
        way, is_done = Move(found.gone_id, found.kept_id), found.done_at is not None
    if is_done:
        return
    faults = [fault for city in web.app().directory.all() if (fault := _tried(city, way))]
    if faults:
        raise faults[0]
    with network_session() as session:
        session.get_one(Merging, merging_id).done_at = clock.now()
        key = f"{accounts.RENAMED}:{way.kept}:merged:{way.gone}"
        outbox.promise_from_network(session, accounts.RENAMED, {"person_id": way.kept}, key)


def _tried(city: tenancy.City, way: Move) -> Exception | None:
    with tenancy.use_city(city):
        try:
            move_here(way)
            db.session.commit()
        except Exception as fault:
            log.exception("merging %s into %s failed in %s", way.gone, way.kept, city.slug)
            return fault
        finally:
            db.session.remove()
    return None


def move_here(way: Move) -> None:
    """Everything of one person in the current city becomes the other's."""
    brought = settling.before(way)
    moved = sum(moving.move(db.session(), column, way) for column in moving.in_city())
    if not moved:
        return
    db.session.expire_all()
    settling.after(way, brought)
    record("account.merged", way.kept, gone=way.gone)
