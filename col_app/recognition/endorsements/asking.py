"""Asking for endorsements, within limits that keep it from being used to annoy people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, func, select, text
from sqlalchemy.exc import IntegrityError

from col_app.core import clock, outbox, seals
from col_app.core.audit import record
from col_app.core.db import db
from col_app.people.accounts import queries as accounts
from col_app.recognition.endorsements import moves, queries
from col_app.recognition.endorsements.models import Endorsement, Refusal, ShownEvidence, State

END, FORGET = "endorsement.end", "endorsement.forget"
DAY = dt.timedelta(days=1)
REMINDED_AFTER, OPEN_FOR, KEPT_FOR = 7 * DAY, 30 * DAY, 30 * DAY
MOST_ASKS_A_DAY, MOST_OPEN, MOST_MAILS_A_DAY = 5, 20, 3
_ONE_AT_A_TIME = text("select pg_advisory_xact_lock(hashtext('endorsements of ' || :who))")


class AlreadyAskedError(Exception):
    """The same one was asked about the same thing."""


class TooManyError(Exception):
    """More than one person can mean: within a day, or open at a time."""


class BusyError(Exception):
    """This address was asked often enough today, by whomever."""


class RefusedError(Exception):
    """The address is never to be asked."""


class OwnAddressError(Exception):
    """Nobody endorses themselves."""


class NotAskableError(Exception):
    """No organiser that can be asked about this badge."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is endorsed: an award, or a version of a badge."""

    award_id: int | None = None
    badge_id: int | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Whom:
    """Who is asked: an organiser of the city, or an address in its normal form."""

    organiser_id: int | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and the address they are signed in with."""

    person_id: int
    email: str


@dataclass(frozen=True, slots=True)
class Wish:
    """What the one asked reads: words, in their language, and evidence (numbers of submissions)."""

    words: str
    lang: str
    evidence: Sequence[int] = ()


def ask(about: Subject, whom: Whom, wish: Wish, by: Asker) -> Endorsement:
    """Ask for an endorsement; the one asked gets a mail, and another one after a week.

    Raises NotAskableError, OwnAddressError, RefusedError, AlreadyAskedError, TooManyError,
    BusyError.
    """
    one_at_a_time(by.person_id)
    _check_asker(by.person_id)
    if whom.email is None:
        _check_organiser(about, whom.organiser_id, by.person_id)
    else:
        _check_address(whom.email, by)
    made = Endorsement(
        award_id=about.award_id, badge_id=about.badge_id, version=about.version,
        organiser_id=whom.organiser_id, email=whom.email, words=wish.words, lang=wish.lang,
        asked_by=by.person_id,
    )  # fmt: skip
    add(made)
    shown = (ShownEvidence(endorsement_id=made.id, submission_id=n) for n in set(wish.evidence))
    db.session.add_all(shown)
    moves.tell_endorser(moves.ASK, made)
    moves.tell_endorser(moves.REMIND, made, clock.now() + REMINDED_AFTER)
    _promise(END, made, clock.now() + OPEN_FOR)
    record("endorsement.asked", by.person_id, endorsement=made.id)
    return made


def one_at_a_time(person_id: int) -> None:
    """Let nobody ask twice at the same moment, past the limits."""
    db.session.execute(_ONE_AT_A_TIME, {"who": str(person_id)})


def add(made: Endorsement) -> None:
    """Write a new one. Raises AlreadyAskedError."""
    db.session.add(made)
    try:
        db.session.flush()
    except IntegrityError as fault:
        raise AlreadyAskedError from fault


def _check_asker(by: int) -> None:
    today = _count(Endorsement.asked_by == by, Endorsement.asked_at > clock.now() - DAY)
    waiting = _count(Endorsement.asked_by == by, Endorsement.state == State.ASKED)
    if today >= MOST_ASKS_A_DAY or waiting >= MOST_OPEN:
        raise TooManyError


def _check_organiser(about: Subject, organiser_id: int | None, by: int) -> None:
    issuer = queries.issuer(about.award_id, about.badge_id) or 0
    if organiser_id not in {each["id"] for each in queries.organisers_to_ask(by, issuer)}:
        raise NotAskableError


def _check_address(email: str, by: Asker) -> None:
    if email in {by.email, *accounts.addresses_of(by.person_id)}:
        raise OwnAddressError
    # whoever asks the same address waits for each other, past which limit there is no way
    db.session.execute(_ONE_AT_A_TIME, {"who": email})
    if db.session.get(Refusal, seals.blind(email)) is not None:
        raise RefusedError
    lately = (Endorsement.email == email, Endorsement.asked_at > clock.now() - DAY)
    if _count(*lately) >= MOST_MAILS_A_DAY:
        raise BusyError


def _count(*conditions: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count()).where(*conditions)) or 0


def take_back(endorsement: Endorsement) -> None:
    """Ask no more. Raises moves.MoveNotAllowedError."""
    moves.check(endorsement, State.EXPIRED)
    close(endorsement, State.EXPIRED)


def end(number: int) -> None:
    """The time of an ask is over; what was answered stays."""
    found = db.session.get(Endorsement, number, with_for_update=True)
    if found is not None and found.state is State.ASKED:
        close(found, State.EXPIRED)


def close(endorsement: Endorsement, state: State) -> None:
    """An ask that led to nothing: it goes within a month, with the address."""
    endorsement.state = state
    hide_evidence(endorsement.id)
    _promise(FORGET, endorsement, clock.now() + KEPT_FOR)
    db.session.flush()


def hide_evidence(number: int) -> None:
    """Who has answered sees the evidence no more."""
    db.session.execute(delete(ShownEvidence).where(ShownEvidence.endorsement_id == number))


def forget(number: int) -> None:
    """Delete an ask that led to nothing."""
    gone = (State.DECLINED, State.EXPIRED)
    is_gone = (Endorsement.id == number, Endorsement.state.in_(gone))
    db.session.execute(delete(Endorsement).where(*is_gone))


def _promise(kind: str, endorsement: Endorsement, due: dt.datetime) -> None:
    number = endorsement.id
    outbox.promise(kind, {"endorsement_id": number}, f"{kind}:{number}", due)
