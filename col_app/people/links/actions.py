"""Sending a link that signs in, and taking it."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from col_app.core import clock, mail
from col_app.core.db import network_session
from col_app.people.accounts import addresses
from col_app.people.accounts import queries as accounts
from col_app.people.accounts.models import Address, Person
from col_app.people.links.models import SignInLink
from col_app.people.sessions.journeys import Journey
from col_app.people.sessions.models import PersonSession

TEMPLATE = "sign_in_link"
PURPOSE = "sign-in"
LINK_LIFE = dt.timedelta(minutes=15)
LINKS_AT_ONCE = 3


class LinkRefusedError(Exception):
    """The link was used, is too old, or its account is gone."""


def send(email: str, journey: Journey) -> None:
    """Promise a link to whoever has an account with this address, LINKS_AT_ONCE at the most.

    Nobody learns whether there is one. Raises AddressError.
    """
    address = addresses.normal_form(email)
    with network_session() as session:
        session.execute(delete(SignInLink).where(SignInLink.expires_at <= clock.now()))
        owner = accounts.owner(session, address)
        if owner is None or _alive(session, owner.person_id) >= LINKS_AT_ONCE:
            return
        link = SignInLink(
            person_id=owner.person_id,
            address_id=owner.address_id,
            city_slug=journey.to,
            next_path=journey.next,
            expires_at=clock.now() + LINK_LIFE,
        )
        session.add(link)
        session.flush()
        mail.send_from_network(
            session,
            TEMPLATE,
            owner.address_id,
            {"link_id": link.id},
            f"{TEMPLATE}:{link.id}",
            whom=mail.ADDRESS,
        )


def _alive(session: Session, person_id: int) -> int:
    # two at once wait for each other at the person's row, so the count is exact
    session.execute(select(Person.id).where(Person.id == person_id).with_for_update())
    query = select(func.count()).where(SignInLink.person_id == person_id)
    return session.scalar(query) or 0


def take(link_id: int) -> SignInLink:
    """Use up a link, which also confirms the address. Raises LinkRefusedError.

    A password that was chosen before anybody proved the address may be a stranger's: it goes, and
    so does whatever was signed in with it.
    """
    with network_session() as session:
        link = session.scalars(
            delete(SignInLink)
            .where(SignInLink.id == link_id, SignInLink.expires_at > clock.now())
            .returning(SignInLink)
        ).one_or_none()
        if link is None:
            raise LinkRefusedError
        session.expunge(link)
        person = session.get_one(Person, link.person_id, with_for_update=True)
        address = session.get_one(Address, link.address_id)
        if address.removed_at is not None:
            raise LinkRefusedError
        if address.confirmed_at is None:
            if person.email != address.email or person.confirmed_at is not None:
                raise LinkRefusedError
            person.confirmed_at, person.password_hash = clock.now(), None
            session.execute(delete(PersonSession).where(PersonSession.person_id == person.id))
    return link
