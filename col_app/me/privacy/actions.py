"""Deleting an account: at once in the network, by a job in every city."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

import tenancy
from col_app.core import clock, mail, web
from col_app.core.audit import record, record_in_network
from col_app.core.db import db, network_session
from col_app.me.merging.models import Merging
from col_app.me.privacy import forgetting
from col_app.people.accounts import actions as accounts
from col_app.people.accounts.models import NOBODY, Address, Person
from col_app.people.addresses import actions as addresses
from col_app.people.links.models import SignInLink
from col_app.people.members.models import Membership
from col_app.people.sessions.models import Handover, PersonSession
from col_app.recognition.awards import erasing as awards
from col_app.recognition.wallet.models import Collection, ImportedBadge

log = logging.getLogger(__name__)
ERASED = "account_erased"
OF_PERSON = (PersonSession, Handover, SignInLink, Membership, Collection, ImportedBadge)
"""What goes at once. The number of the person stays, so that nobody else ever gets it."""


def close(person_id: int) -> None:
    """Delete an account for good; again it changes nothing.

    The caller has made sure that it is the person themselves. A last mail goes to their main
    address, which is forgotten with the others a few days later, as removed ones are.
    """
    with network_session() as session:
        person = session.get_one(Person, person_id, with_for_update=True)
        if person.erased_at is not None:
            return
        _say_goodbye(session, person)
        person.email = person.password_hash = person.confirmed_at = person.birth_year = None
        person.name, person.erased_at = NOBODY, clock.now()
        session.flush()
        for address in session.scalars(select(Address).where(Address.person_id == person_id)):
            addresses.let_go(session, address)
        for table in OF_PERSON:
            session.execute(delete(table).where(table.person_id == person_id))
        theirs = or_(Merging.kept_id == person_id, Merging.gone_id == person_id)
        session.execute(delete(Merging).where(theirs))
        record_in_network(session, "account.erased", person_id)
        accounts.promise_erasure(session, person_id)


def _say_goodbye(session: Session, person: Person) -> None:
    main = select(Address.id).where(
        Address.person_id == person.id,
        Address.email == person.email,
        Address.confirmed_at.is_not(None),
    )
    address_id = session.scalar(main)
    if address_id is not None:
        key = f"{ERASED}:{person.id}"
        mail.send_from_network(session, ERASED, address_id, {}, key, whom=mail.ADDRESS)


def carry_out(person_id: int) -> None:
    """Forget a person in every city, each in one transaction; again it finds nothing to do.

    A city that fails keeps no other one back. Raises the first failure, after the last city.
    """
    with network_session() as session:
        query = select(Address.email).where(Address.person_id == person_id)
        emails = session.scalars(query).all()
    cities = web.app().directory.all()
    faults = [fault for city in cities if (fault := _tried(city, person_id, emails))]
    if faults:
        raise faults[0]


def _tried(city: tenancy.City, person_id: int, emails: Sequence[str]) -> Exception | None:
    with tenancy.use_city(city):
        try:
            if forgetting.forget(person_id, emails):
                record("account.erased", person_id)
            db.session.commit()
            awards.forget_copies(person_id)
        except Exception as fault:
            log.exception("erasing %s failed in %s", person_id, city.slug)
            return fault
        finally:
            db.session.remove()
    return None
