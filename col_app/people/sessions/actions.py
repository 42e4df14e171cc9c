"""Beginning and ending sessions, and carrying a sign-in from the apex to a city."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from sqlalchemy import Row, delete, select
from sqlalchemy.orm import Session

from col_app.core import clock
from col_app.core.access import Identity
from col_app.core.db import network_session
from col_app.people.accounts.models import Person
from col_app.people.sessions.journeys import Journey
from col_app.people.sessions.models import Handover, PersonSession
from col_app.people.sessions.tokens import digest, new_token

SESSION_LIFE = dt.timedelta(days=30)
CODE_LIFE = dt.timedelta(seconds=60)


class HandoverRefusedError(Exception):
    """The code is unknown, used, too old, or meant for another host or browser."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """Who arrived, the cookie to give them, and where they wanted to go."""

    person_id: int
    name: str
    lang: str
    token: str
    next_path: str


def begin(person_id: int, host: str, replaces: str | None = None) -> str:
    """A new sign-in of a person; returns the token for the cookie.

    The sign-in that the browser's old cookie `replaces` ends on all hosts, so that a browser
    never is two people and an id from before the sign-in is worth nothing.
    """
    with network_session() as session:
        if replaces:
            _end_of_token(session, replaces)
        _forget_old(session)
        return _add(session, person_id, uuid.uuid4(), host)


def end_sign_in(sign_in_id: str) -> None:
    """End all sessions of a sign-in, on every host, and the codes on their way."""
    with network_session() as session:
        _end(session, uuid.UUID(sign_in_id))


def end_others(person_id: int, but: str) -> None:
    """End all sign-ins of a person except one."""
    kept = uuid.UUID(but)
    with network_session() as session:
        for table in (PersonSession, Handover):
            session.execute(
                delete(table).where(table.person_id == person_id, table.sign_in_id != kept)
            )


def depart(identity: Identity, journey: Journey, host: str) -> str:
    """A code that carries this sign-in to a city's host, once, within CODE_LIFE."""
    code = new_token()
    with network_session() as session:
        session.add(
            Handover(
                code_hash=digest(code),
                person_id=identity.id,
                sign_in_id=uuid.UUID(identity.sign_in_id),
                host=host,
                state_hash=bytes.fromhex(journey.state),
                next_path=journey.next,
                expires_at=clock.now() + CODE_LIFE,
            )
        )
    return code


def arrive(code: str, state: str | None, host: str, replaces: str | None = None) -> Arrival:
    """Take a code and begin the session of its sign-in on this host.

    A code is gone once it was shown, also when it is refused. Raises HandoverRefusedError.
    """
    taken = _take(code)
    if taken is None or state is None:
        raise HandoverRefusedError
    fits = taken.host == host and taken.state_hash == digest(state)
    if not fits or taken.expires_at <= clock.now():
        raise HandoverRefusedError
    with network_session() as session:
        if replaces:
            session.execute(
                delete(PersonSession).where(PersonSession.token_hash == digest(replaces))
            )
        token = _add(session, taken.person_id, taken.sign_in_id, host)
        person = session.execute(
            select(Person.name, Person.lang).where(Person.id == taken.person_id)
        ).one()
    return Arrival(taken.person_id, person.name, person.lang, token, taken.next_path)


def _take(code: str) -> Row[int, uuid.UUID, str, bytes, str, dt.datetime] | None:
    with network_session() as session:
        return session.execute(
            delete(Handover)
            .where(Handover.code_hash == digest(code))
            .returning(
                Handover.person_id,
                Handover.sign_in_id,
                Handover.host,
                Handover.state_hash,
                Handover.next_path,
                Handover.expires_at,
            )
        ).one_or_none()


def _add(session: Session, person_id: int, sign_in_id: uuid.UUID, host: str) -> str:
    token = new_token()
    session.add(
        PersonSession(
            token_hash=digest(token),
            person_id=person_id,
            sign_in_id=sign_in_id,
            host=host,
            expires_at=clock.now() + SESSION_LIFE,
        )
    )
    session.flush()
    return token


def _end(session: Session, sign_in_id: uuid.UUID) -> None:
    for table in (PersonSession, Handover):
        session.execute(delete(table).where(table.sign_in_id == sign_in_id))


def _end_of_token(session: Session, token: str) -> None:
    sign_in_id = session.scalar(
        select(PersonSession.sign_in_id).where(PersonSession.token_hash == digest(token))
    )
    if sign_in_id is not None:
        _end(session, sign_in_id)


def _forget_old(session: Session) -> None:
    for table in (PersonSession, Handover):
        session.execute(delete(table).where(table.expires_at <= clock.now()))
