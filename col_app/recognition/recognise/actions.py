"""Telling, sending, and deciding about what people did elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError

from col_app.core import clock, mail
from col_app.core.audit import record
from col_app.core.db import db
from col_app.recognition.awards import actions as awards
from col_app.recognition.badges import queries as badges
from col_app.recognition.recognise import queries
from col_app.recognition.recognise.models import Experience, Method, Recogniser, State

SENT, ANSWERED = "experience_sent", "experience_answered"
MOST_OPEN = 10
MOVES = {
    State.DRAFT: {State.SENT},
    State.SENT: {State.ASKED, State.ACCEPTED, State.DECLINED},
    State.ASKED: {State.SENT},
}


class MoveNotAllowedError(Exception):
    """It does not stand where this could follow: somebody was faster."""


class NotTakenError(Exception):
    """The badge is not given for what was done elsewhere."""


class AlreadyHeldError(Exception):
    """The person has the badge."""


class AlreadyAskedError(Exception):
    """The person asks for this badge already."""


class TooManyError(Exception):
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
    _lock(experience)
    if experience.state not in {State.DRAFT, State.ASKED}:
        raise MoveNotAllowedError
    _say(experience, told)
    db.session.flush()


def _say(experience: Experience, told: Told) -> None:
    experience.title, experience.story = told.title, told.story
    experience.proof, experience.link = told.proof, told.link


def send(experience: Experience, badge_id: int) -> None:
    """Ask for a badge, or answer what the organiser asked.

    Raises MoveNotAllowedError, NotTakenError, AlreadyHeldError, AlreadyAskedError.
    """
    _lock(experience)
    _check(experience, State.SENT)
    # who was asked once answers to the end
    badge_id = experience.badge_id or badge_id
    if not queries.takes(badge_id):
        raise NotTakenError
    if awards.holds(badge_id, experience.person_id):
        raise AlreadyHeldError
    experience.state, experience.badge_id = State.SENT, badge_id
    experience.sent_at = clock.now()
    try:
        db.session.flush()
    except IntegrityError as fault:
        raise AlreadyAskedError from fault
    for person_id in queries.reviewers(experience.id):
        _write(SENT, person_id, experience)
    record("experience.sent", experience.person_id, experience=experience.id)


def withdraw(experience: Experience) -> None:
    """Forget what is not decided yet. Raises MoveNotAllowedError."""
    _lock(experience)
    if experience.decided_at is not None:
        raise MoveNotAllowedError
    db.session.delete(experience)
    db.session.flush()


def ask_more(experience: Experience, words: str, by: int) -> None:
    """Give it back with a question. Raises MoveNotAllowedError."""
    _answer(experience, State.ASKED, words, by)


def decline(experience: Experience, words: str, by: int) -> None:
    """Say no, with words. Raises MoveNotAllowedError."""
    _answer(experience, State.DECLINED, words, by)


def accept(
    experience: Experience, methods: Sequence[Method], words: str, narrative: str, by: int
) -> None:
    """Award the badge. `narrative` stands in the credential for ever: how it was recognised.

    Raises MoveNotAllowedError, AlreadyHeldError, and what awards.award raises.
    """
    _lock(experience)
    _check(experience, State.ACCEPTED)
    badge = badges.by_id(experience.badge_id or 0)
    made = awards.award(badge, experience.person_id, narrative=narrative) if badge else None
    if made is None:
        raise AlreadyHeldError
    experience.award_id, experience.methods = made.id, [method.value for method in methods]
    _close(experience, State.ACCEPTED, words, by)


def _answer(experience: Experience, to: State, words: str, by: int) -> None:
    _lock(experience)
    _check(experience, to)
    _close(experience, to, words, by)


def _close(experience: Experience, to: State, words: str, by: int) -> None:
    experience.state, experience.words = to, words
    if to is not State.ASKED:
        experience.decided_at = clock.now()
    db.session.flush()
    _write(ANSWERED, experience.person_id, experience)
    record(f"experience.{to.value}", by, experience=experience.id)


def _check(experience: Experience, to: State) -> None:
    if to not in MOVES.get(experience.state, set()):
        raise MoveNotAllowedError(experience.state, to)


def _lock(experience: Experience) -> None:
    # two who act at once see each other's state
    db.session.execute(
        select(Experience.id).where(Experience.id == experience.id).with_for_update()
    )
    db.session.refresh(experience)


def _write(template: str, person_id: int, experience: Experience) -> None:
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
