"""Deciding about what people did elsewhere: recognising it, asking for more, declining."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from col_app.core import clock
from col_app.core.audit import record
from col_app.core.db import db
from col_app.recognition.awards import actions as awards
from col_app.recognition.badges import queries as badges
from col_app.recognition.recognise import actions
from col_app.recognition.recognise.models import Experience, Method, State


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody decides about an experience as it was sent for the `round`th time."""

    by: int
    round: int
    words: str


def ask_more(experience: Experience, answer: Answer) -> None:
    """Give it back with a question. Raises MoveNotAllowedError."""
    _take(experience, State.ASKED, answer)
    _close(experience, State.ASKED, answer)


def decline(experience: Experience, answer: Answer) -> None:
    """Say no, with words. Raises MoveNotAllowedError."""
    _take(experience, State.DECLINED, answer)
    _close(experience, State.DECLINED, answer)


def accept(
    experience: Experience, methods: Sequence[Method], narrative: str, answer: Answer
) -> None:
    """Award the badge. `narrative` stands in the credential for ever: how it was recognised.

    Raises MoveNotAllowedError, AlreadyHeldError, and what awards.award raises.
    """
    _take(experience, State.ACCEPTED, answer)
    badge = badges.by_id(experience.badge_id or 0)
    made = awards.award(badge, experience.person_id, narrative=narrative) if badge else None
    if made is None:
        raise actions.AlreadyHeldError
    experience.award_id, experience.methods = made.id, [method.value for method in methods]
    _close(experience, State.ACCEPTED, answer)


def _take(experience: Experience, to: State, answer: Answer) -> None:
    actions.lock(experience)
    actions.check(experience, to)
    # sent anew meanwhile, perhaps to another organiser: it is not what was looked at
    if experience.round != answer.round:
        raise actions.MoveNotAllowedError


def _close(experience: Experience, to: State, answer: Answer) -> None:
    experience.state, experience.words = to, answer.words
    if to is not State.ASKED:
        experience.decided_at = clock.now()
    db.session.flush()
    actions.write(actions.ANSWERED, experience.person_id, experience)
    record(f"experience.{to.value}", answer.by, experience=experience.id)
