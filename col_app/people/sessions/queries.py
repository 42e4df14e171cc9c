"""Who is behind a session."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.dialects.postgresql import array_agg

from col_app.core import clock
from col_app.core.access import Identity
from col_app.core.db import network_session
from col_app.people.accounts.models import Person
from col_app.people.members.models import Membership, Role
from col_app.people.sessions.models import PersonSession
from col_app.people.sessions.tokens import digest


@dataclass(frozen=True, slots=True)
class Desk:
    """The host that asks: its name, and the city whose roles count there (None at the apex)."""

    host: str
    city_id: int | None


def identity_of(token: str, desk: Desk) -> Identity | None:
    """The person a session cookie stands for on this host, with the roles they have here."""
    with network_session() as session:
        row = session.execute(_who(token, desk)).one_or_none()
    if row is None:
        return None
    person_id, name, email, lang, birth_year, sign_in_id, roles = row
    return Identity(
        id=person_id,
        name=name,
        email=email,
        lang=lang,
        sign_in_id=str(sign_in_id),
        roles=frozenset({Role.LEARNER.value, *map(str, roles or ())}),
        birth_year=birth_year,
    )


def began_at(sign_in_id: str) -> dt.datetime | None:
    """When a sign-in began, on its first host."""
    query = select(func.min(PersonSession.created_at)).where(
        PersonSession.sign_in_id == uuid.UUID(sign_in_id)
    )
    with network_session() as session:
        return session.scalar(query)


def _who(token: str, desk: Desk) -> Select[int, str, str, str, int | None, uuid.UUID, Any]:
    here = (
        Membership.city_id.is_(None) if desk.city_id is None else Membership.city_id == desk.city_id
    )
    roles = (
        select(array_agg(Membership.role))
        .where(Membership.person_id == Person.id, here)
        .scalar_subquery()
    )
    return (
        select(
            Person.id,
            Person.name,
            func.coalesce(Person.email, ""),
            Person.lang,
            Person.birth_year,
            PersonSession.sign_in_id,
            roles,
        )
        .join(PersonSession, PersonSession.person_id == Person.id)
        .where(
            PersonSession.token_hash == digest(token),
            PersonSession.host == desk.host,
            PersonSession.expires_at > clock.now(),
            # whoever signed in while their account became part of another signs in again
            Person.merged_into_id.is_(None),
        )
    )
