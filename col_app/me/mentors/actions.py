"""Accepting, sharing, writing notes, ending."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, delete, func, or_, select, update
from sqlalchemy.exc import IntegrityError

from col_app.core import clock, mail
from col_app.core.audit import record
from col_app.core.db import db
from col_app.me.mentors import queries
from col_app.me.mentors.models import MentorNote, Mentorship, Piece, SharedTask, State
from col_app.people.accounts import queries as accounts
from col_app.recognition.endorsements import actions as endorsements

ACCEPTED = "mentor_accepted"
DAY = dt.timedelta(days=1)
OPEN_FOR, KEPT_FOR = 30 * DAY, 365 * DAY
MOST_NOTES_A_DAY = 5


class TooYoungError(Exception):
    """A learner below the age of consent, or a mentor who is not surely grown up."""


class TooManyError(Exception):
    """More than one person can mean: within a day, or at a time."""


class OwnError(Exception):
    """Nobody is their own mentor."""


class AlreadyError(Exception):
    """The same address was invited, or has said no, or the same person is the mentor already."""


class ClosedError(Exception):
    """It was answered or taken back, or its time is over."""


class NotTakenError(Exception):
    """The learner wants no notes just now."""


@dataclass(frozen=True, slots=True)
class Sharing:
    """What a mentor sees, until when, and whether they may write."""

    pieces: Collection[Piece]
    submissions: Collection[int]
    ends_at: dt.datetime
    takes_notes: bool = True


def flush() -> None:
    """Write what is new. Raises AlreadyError."""
    try:
        db.session.flush()
    except IntegrityError as fault:
        raise AlreadyError from fault


def count(*conditions: ColumnElement[bool]) -> int:
    """How many rows there are."""
    return db.session.scalar(select(func.count()).where(*conditions)) or 0


def share(mentorship: Mentorship, sharing: Sharing) -> None:
    """Change what a mentor sees: it counts at once. Raises ClosedError."""
    _lock(mentorship)
    if not (is_open(mentorship) or is_on(mentorship)):
        raise ClosedError
    share_now(mentorship, sharing)
    record("mentorship.shared", mentorship.person_id, mentorship=mentorship.id)


def share_now(mentorship: Mentorship, sharing: Sharing) -> None:
    """Write what a mentor sees; evidence that is not the learner's is left out."""
    mentorship.pieces = [each.value for each in Piece if each in sharing.pieces]
    mentorship.ends_at, mentorship.takes_notes = sharing.ends_at, sharing.takes_notes
    _hide_evidence(mentorship.id)
    own = {row["id"] for row in queries.handed_in(mentorship.person_id)}
    shown = own.intersection(sharing.submissions)
    db.session.add_all(SharedTask(mentorship_id=mentorship.id, submission_id=n) for n in shown)
    db.session.flush()


def _hide_evidence(number: int) -> None:
    db.session.execute(delete(SharedTask).where(SharedTask.mentorship_id == number))


def accept(mentorship: Mentorship, mentor_id: int) -> None:
    """Become the mentor, once; the learner gets a mail.

    Raises ClosedError, OwnError, TooYoungError, AlreadyError.
    """
    _lock(mentorship)
    if not is_open(mentorship):
        raise ClosedError
    if mentor_id == mentorship.person_id:
        raise OwnError
    if accounts.minors([mentor_id]):
        raise TooYoungError
    _end_overdue(Mentorship.person_id == mentorship.person_id, Mentorship.mentor_id == mentor_id)
    if mentorship.email is not None:
        mentorship.has_address = mentorship.email in accounts.addresses_of(mentor_id)
    mentorship.state, mentorship.mentor_id = State.ACCEPTED, mentor_id
    mentorship.accepted_at = clock.now()
    mentorship.email = mentorship.address_hash = None
    flush()
    ids: mail.Ids = {"mentorship_id": mentorship.id}
    mail.send(ACCEPTED, mentorship.person_id, ids, f"{ACCEPTED}:{mentorship.id}")
    record("mentorship.accepted", mentor_id, mentorship=mentorship.id)


def decline(mentorship: Mentorship, *, never: bool = False) -> None:
    """Say no, and if wished never hear of such things again. Raises ClosedError."""
    _lock(mentorship)
    if not is_open(mentorship):
        raise ClosedError
    email = mentorship.email
    _close(mentorship, State.DECLINED)
    if never and email is not None:
        endorsements.refuse(email)
    record("mentorship.declined", None, mentorship=mentorship.id)


def end(mentorship: Mentorship, by: int) -> None:
    """End it, or take an invitation back: nothing is shown from now on. Raises ClosedError."""
    _lock(mentorship)
    if mentorship.state not in (State.INVITED, State.ACCEPTED):
        raise ClosedError
    _close(mentorship, State.ENDED)
    mentorship.ended_at, mentorship.ended_by = clock.now(), by
    db.session.flush()
    record("mentorship.ended", by, mentorship=mentorship.id)


def _close(mentorship: Mentorship, state: State) -> None:
    mentorship.state, mentorship.pieces, mentorship.email = state, [], None
    if state is State.ENDED:
        mentorship.ended_at = clock.now()
    _hide_evidence(mentorship.id)
    db.session.flush()


def write(mentorship: Mentorship, body: str) -> MentorNote:
    """A note from the mentor. Raises ClosedError, NotTakenError, TooManyError."""
    _lock(mentorship)
    if not is_on(mentorship):
        raise ClosedError
    if not mentorship.takes_notes:
        raise NotTakenError
    own = MentorNote.mentorship_id == mentorship.id
    if count(own, MentorNote.written_at > clock.now() - DAY) >= MOST_NOTES_A_DAY:
        raise TooManyError
    made = MentorNote(mentorship_id=mentorship.id, body=body)
    db.session.add(made)
    db.session.flush()
    return made


def _lock(mentorship: Mentorship) -> None:
    """Of two who act at once the second sees what the first one did."""
    query = select(Mentorship.id).where(Mentorship.id == mentorship.id)
    db.session.execute(query.with_for_update())
    db.session.refresh(mentorship)


def is_open(mentorship: Mentorship) -> bool:
    """Whether an invitation can be answered."""
    now = clock.now()
    in_time = mentorship.invited_at > now - OPEN_FOR and mentorship.ends_at > now
    return mentorship.state is State.INVITED and in_time


def is_on(mentorship: Mentorship) -> bool:
    """Whether the mentor sees what is shared."""
    return mentorship.state is State.ACCEPTED and mentorship.ends_at > clock.now()


def _end_overdue(*which: ColumnElement[bool]) -> None:
    over = (Mentorship.state == State.ACCEPTED, Mentorship.ends_at <= clock.now(), *which)
    ended: dict[str, Any] = {
        "state": State.ENDED, "ended_at": Mentorship.ends_at, "pieces": [],
    }  # fmt: skip
    numbers = db.session.scalars(
        update(Mentorship).where(*over).values(ended).returning(Mentorship.id)
    ).all()
    db.session.execute(delete(SharedTask).where(SharedTask.mentorship_id.in_(numbers)))


def sweep() -> None:
    """End what is over; forget invitations that led to nothing, and what ended long ago."""
    _end_overdue()
    forget_unanswered()
    now = clock.now()
    led_to_nothing = Mentorship.accepted_at.is_(None) & (Mentorship.invited_at < now - OPEN_FOR)
    is_old = Mentorship.ended_at < now - KEPT_FOR
    db.session.execute(delete(Mentorship).where(or_(led_to_nothing, is_old)))


def forget_unanswered(*which: ColumnElement[bool]) -> None:
    """Invitations that nobody can answer any more."""
    now = clock.now()
    is_over = or_(Mentorship.invited_at < now - OPEN_FOR, Mentorship.ends_at <= now)
    gone = (Mentorship.state == State.INVITED, is_over, *which)
    db.session.execute(delete(Mentorship).where(*gone))


def erase(person_id: int) -> None:
    """Forget somebody, as a learner and as a mentor, with all notes."""
    theirs = or_(Mentorship.person_id == person_id, Mentorship.mentor_id == person_id)
    db.session.execute(delete(Mentorship).where(theirs))
    ended = Mentorship.ended_by == person_id
    db.session.execute(update(Mentorship).where(ended).values(ended_by=None))
