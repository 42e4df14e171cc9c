"""Telling, sending, and deciding about what people did elsewhere."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError

from col_app.core import clock, mail, outbox
from col_app.core.audit import record
from col_app.core.db import db
from col_app.recognition.awards import actions as awards
from col_app.recognition.evidence import actions as evidence
from col_app.recognition.evidence.queries import Holder
from col_app.recognition.recognise import queries
from col_app.recognition.recognise.models import (
    EarlierAsking,
    Experience,
    Recogniser,
    State,
)

SENT, WAITS, ANSWERED = "experience_sent", "experience_waits", "experience_answered"
REMIND = "experience.remind"
MOST_OPEN = 10
PATIENCE = dt.timedelta(days=7)
"""After so long without an answer the organiser is reminded, and somebody else may be asked."""
OPEN = frozenset({State.DRAFT, State.ASKED})
MOVES = {
    State.DRAFT: {State.SENT},
    State.SENT: {State.DRAFT, State.ASKED, State.ACCEPTED, State.DECLINED},
    State.ASKED: {State.DRAFT, State.SENT},
    State.DECLINED: {State.DRAFT},
}
"""From where to where; back to a draft by asking somebody else."""


class NotDoneError(Exception):
    """Why something was not done; the subclass says it."""


class MoveNotAllowedError(NotDoneError):
    """It does not stand where this could follow: somebody was faster."""


class NotTakenError(NotDoneError):
    """The badge is not given for what was done elsewhere."""


class AlreadyHeldError(NotDoneError):
    """The person has the badge."""


class AlreadyAskedError(NotDoneError):
    """The person asks for this badge already."""


class AskedBeforeError(NotDoneError):
    """This badge was asked for with this experience before."""


class TooEarlyError(NotDoneError):
    """The organiser still has time to answer."""


class TooManyError(NotDoneError):
    """More under way than one person can mean."""


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody tells of an experience."""

    title: str
    story: str
    proof: str = ""
    link: str = ""


def tell(person_id: int, told: Told) -> Experience:
    """A new draft, which only the person sees. Raises TooManyError."""
    open_ones = select(func.count()).where(
        Experience.person_id == person_id, Experience.decided_at.is_(None)
    )
    if (db.session.scalar(open_ones) or 0) >= MOST_OPEN:
        raise TooManyError
    made = Experience(person_id=person_id)
    _say(made, told)
    db.session.add(made)
    db.session.flush()
    return made


def change(experience: Experience, told: Told) -> None:
    """Tell it better: before it is sent, or when more was asked. Raises MoveNotAllowedError."""
    lock(experience)
    if experience.state not in OPEN:
        raise MoveNotAllowedError
    _say(experience, told)
    db.session.flush()


def holder(experience: Experience) -> Holder:
    """What the files of an experience belong to."""
    return Holder("experience", experience.id, experience.person_id)


def detach(experience: Experience, name: str) -> None:
    """Remove a file, unless somebody is to look at it. Raises MoveNotAllowedError."""
    lock(experience)
    if experience.state is State.SENT:
        raise MoveNotAllowedError
    evidence.detach(holder(experience), name)


def _say(experience: Experience, told: Told) -> None:
    experience.title, experience.story = told.title, told.story
    experience.proof, experience.link = told.proof, told.link


def send(experience: Experience, badge_id: int) -> None:
    """Ask for a badge, or answer what the organiser asked.

    Raises MoveNotAllowedError, NotTakenError, AlreadyHeldError, AskedBeforeError,
    AlreadyAskedError.
    """
    lock(experience)
    check(experience, State.SENT)
    # who was asked once answers to the end
    badge_id = experience.badge_id or badge_id
    if not queries.takes(badge_id):
        raise NotTakenError
    if awards.holds(badge_id, experience.person_id):
        raise AlreadyHeldError
    if badge_id in queries.asked_before(experience.id):
        raise AskedBeforeError
    experience.state, experience.badge_id = State.SENT, badge_id
    now = clock.now()
    experience.sent_at, experience.round = now, experience.round + 1
    try:
        db.session.flush()
    except IntegrityError as fault:
        raise AlreadyAskedError from fault
    for person_id in queries.reviewers(experience.id):
        write(SENT, person_id, experience)
    asked = {"experience_id": experience.id, "round": experience.round}
    key = f"{REMIND}:{experience.id}:{experience.round}"
    outbox.promise(REMIND, asked, key, now + PATIENCE)
    record("experience.sent", experience.person_id, experience=experience.id)


def remind(experience: Experience, turn: int) -> None:
    """Write once more to those who decide, unless they have answered what was sent that time."""
    lock(experience)
    if experience.state is State.SENT and experience.round == turn:
        for person_id in queries.reviewers(experience.id):
            write(WAITS, person_id, experience)


def may_turn(experience: Experience) -> bool:
    """Whether somebody else may be asked: after a refusal, a question, or a week of silence."""
    if experience.state is State.SENT:
        return experience.sent_at is not None and clock.now() >= experience.sent_at + PATIENCE
    return State.DRAFT in MOVES.get(experience.state, set())


def turn(experience: Experience) -> None:
    """Make it a draft again, to be sent to somebody else; who was asked reads it no more.

    Raises MoveNotAllowedError, TooEarlyError.
    """
    lock(experience)
    check(experience, State.DRAFT)
    if not may_turn(experience):
        raise TooEarlyError
    is_refused = experience.state is State.DECLINED
    db.session.add(
        EarlierAsking(
            experience_id=experience.id,
            badge_id=experience.badge_id,
            sent_at=experience.sent_at,
            decided_at=experience.decided_at,
            words=experience.words if is_refused else "",
        )
    )
    experience.state, experience.words = State.DRAFT, ""
    experience.badge_id = experience.sent_at = experience.decided_at = None
    db.session.flush()
    record("experience.turned", experience.person_id, experience=experience.id)


def withdraw(experience: Experience) -> None:
    """Forget it with its files; what is recognised stays. Raises MoveNotAllowedError."""
    lock(experience)
    if experience.state is State.ACCEPTED:
        raise MoveNotAllowedError
    evidence.detach_all(holder(experience))
    db.session.delete(experience)
    db.session.flush()


def erase(person_id: int) -> None:
    """Forget all that a person told, files included."""
    evidence.erase("experience", person_id)
    db.session.execute(delete(Experience).where(Experience.person_id == person_id))


def check(experience: Experience, to: State) -> None:
    """Raise MoveNotAllowedError where a state does not follow."""
    if to not in MOVES.get(experience.state, set()):
        raise MoveNotAllowedError(experience.state, to)


def lock(experience: Experience) -> None:
    """Wait for whoever else changes it. Raises MoveNotAllowedError when it is gone."""
    # two who act at once see each other's state; what was taken back meanwhile is gone
    found = select(Experience.id).where(Experience.id == experience.id).with_for_update()
    if db.session.scalar(found) is None:
        raise MoveNotAllowedError
    db.session.refresh(experience)


def write(template: str, person_id: int, experience: Experience) -> None:
    """Promise a letter about it."""
    moment = clock.now().isoformat()
    key = f"{template}:{experience.id}:{person_id}:{moment}"
    mail.send(template, person_id, {"experience_id": experience.id}, key)


def offer(organiser_id: int, is_open: bool) -> None:
    """Let an organiser look at what people did elsewhere, or no more."""
    if is_open:
        db.session.execute(
            insert(Recogniser).values(organiser_id=organiser_id).on_conflict_do_nothing()
        )
    else:
        db.session.execute(delete(Recogniser).where(Recogniser.organiser_id == organiser_id))
