"""Inviting a mentor, accepting, sharing, writing notes, ending."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, delete, func, or_, select, text, update
from sqlalchemy.exc import IntegrityError

import tenancy
from col_app.core import clock, mail, seals, web
from col_app.core.audit import record
from col_app.core.db import db
from col_app.me.mentors import queries
from col_app.me.mentors.models import MentorNote, Mentorship, Piece, SharedTask, State
from col_app.people.accounts import queries as accounts
from col_app.recognition.endorsements import actions as endorsements
from col_app.recognition.endorsements.models import Refusal

INVITED, ACCEPTED = "mentor_invited", "mentor_accepted"
DAY = dt.timedelta(days=1)
OPEN_FOR, KEPT_FOR = 30 * DAY, 365 * DAY
MOST_INVITED_A_DAY, MOST_MENTORS, MOST_MAILS_A_DAY, MOST_NOTES_A_DAY = 5, 10, 3, 5
_ONE_AT_A_TIME = text("select pg_advisory_xact_lock(hashtext('mentors of ' || :who))")


class TooYoungError(Exception):
    """A learner below the age of consent, or a mentor who is not surely grown up."""


class TooManyError(Exception):
    """More than one person can mean: within a day, or at a time."""


class BusyError(Exception):
    """This address was written to often enough today, by whomever."""


class RefusedError(Exception):
    """The address is never to be asked."""


class OwnError(Exception):
    """Nobody is their own mentor."""


class AlreadyError(Exception):
    """The same address was invited, or the same person is the mentor already."""


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


@dataclass(frozen=True, slots=True)
class Invited:
    """Who is invited: the learner's own word for them, and an address unless the learner passes
    the link on. `lang` is for the mail, where the address has no account.
    """

    called: str
    lang: str
    email: str | None = None


def invite(person_id: int, whom: Invited, sharing: Sharing) -> Mentorship:
    """Invite a mentor; an address gets a mail.

    Raises TooYoungError, TooManyError, OwnError, RefusedError, AlreadyError, BusyError.
    """
    if not may_invite(person_id):
        raise TooYoungError
    _one_at_a_time(str(person_id))
    _check_learner(person_id)
    if whom.email is not None:
        _check_address(whom.email, person_id)
    made = Mentorship(
        person_id=person_id, called=whom.called, email=whom.email, lang=whom.lang,
        ends_at=sharing.ends_at,
    )  # fmt: skip
    db.session.add(made)
    _flush()
    _share(made, sharing)
    if whom.email is not None:
        ids: mail.Ids = {"mentorship_id": made.id}
        mail.send(INVITED, made.id, ids, f"{INVITED}:{made.id}", whom=mail.MENTOR)
    record("mentorship.invited", person_id, mentorship=made.id)
    return made


def may_invite(person_id: int) -> bool:
    """Whether a learner has surely reached the age from which they decide alone about their data.

    Those who have not cannot be helped here yet: no guardian can say yes for them.
    """
    country = web.app().load_portal(tenancy.current_city()).country
    return accounts.may_share(person_id, country)


def _one_at_a_time(who: str) -> None:
    db.session.execute(_ONE_AT_A_TIME, {"who": who})


def _flush() -> None:
    try:
        db.session.flush()
    except IntegrityError as fault:
        raise AlreadyError from fault


def _check_learner(person_id: int) -> None:
    mine, now = Mentorship.person_id == person_id, clock.now()
    today = _count(mine, Mentorship.invited_at > now - DAY)
    is_on = (Mentorship.state == State.ACCEPTED) & (Mentorship.ends_at > now)
    waits = (Mentorship.state == State.INVITED) & (Mentorship.invited_at > now - OPEN_FOR)
    if today >= MOST_INVITED_A_DAY or _count(mine, is_on | waits) >= MOST_MENTORS:
        raise TooManyError


def _check_address(email: str, person_id: int) -> None:
    if accounts.by_address([email]).get(email) == person_id:
        raise OwnError
    # whoever invites the same address waits for each other, past which limit there is no way
    _one_at_a_time(email)
    if db.session.get(Refusal, seals.blind(email)) is not None:
        raise RefusedError
    lately = (Mentorship.email == email, Mentorship.invited_at > clock.now() - DAY)
    if _count(*lately) >= MOST_MAILS_A_DAY:
        raise BusyError


def _count(*conditions: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count()).where(*conditions)) or 0


def share(mentorship: Mentorship, sharing: Sharing) -> None:
    """Change what a mentor sees: it counts at once. Raises ClosedError."""
    _lock(mentorship)
    if not (is_open(mentorship) or is_on(mentorship)):
        raise ClosedError
    _share(mentorship, sharing)
    record("mentorship.shared", mentorship.person_id, mentorship=mentorship.id)


def _share(mentorship: Mentorship, sharing: Sharing) -> None:
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
    mentorship.accepted_at, mentorship.email = clock.now(), None
    _flush()
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
    if _count(own, MentorNote.written_at > clock.now() - DAY) >= MOST_NOTES_A_DAY:
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
    now = clock.now()
    led_to_nothing = Mentorship.accepted_at.is_(None) & (Mentorship.invited_at < now - OPEN_FOR)
    is_old = Mentorship.ended_at < now - KEPT_FOR
    db.session.execute(delete(Mentorship).where(or_(led_to_nothing, is_old)))


def erase(person_id: int) -> None:
    """Forget somebody, as a learner and as a mentor, with all notes."""
    theirs = or_(Mentorship.person_id == person_id, Mentorship.mentor_id == person_id)
    db.session.execute(delete(Mentorship).where(theirs))
    ended = Mentorship.ended_by == person_id
    db.session.execute(update(Mentorship).where(ended).values(ended_by=None))
