"""People who ask an organiser to let them join."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column

from col_app.core.db import CityModel, Numbered, choice

LONGEST_WORDS = 500
LONGEST_PHRASE = 300
MOST_PHRASES = 20


class ApplicationState(StrEnum):
    """Where it stands. Whoever is accepted may join, and stand in line where it is full."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Application(Numbered, CityModel):
    """One person, or one guest who joins by e-mail, asks for a place in one activity.

    `words` are the person's, `answer` the organiser's. `person_id` and `decided_by` are soft ids.
    """

    __tablename__ = "application"
    __table_args__ = (
        UniqueConstraint("activity_id", "person_id", name="uq_application_once"),
        CheckConstraint("num_nonnulls(person_id, guest_id) = 1", name="of_one"),
        CheckConstraint(
            "(state in ('accepted', 'declined')) = (decided_at is not null)", name="decided_at"
        ),
        CheckConstraint("state <> 'declined' or answer <> ''", name="says_why"),
        CheckConstraint("decided_by <> person_id", name="not_own"),
        CheckConstraint(f"length(words) <= {LONGEST_WORDS}", name="words_length"),
        CheckConstraint(f"length(answer) <= {LONGEST_WORDS}", name="answer_length"),
        Index("ix_application_waiting", "asked_at", postgresql_where=text("state = 'waiting'")),
    )

    activity_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("activity.id", ondelete="CASCADE")
    )
    person_id: Mapped[int | None] = mapped_column(index=True)
    guest_id: Mapped[int | None] = mapped_column(
        BigInteger, ForeignKey("guest.id", ondelete="CASCADE"), unique=True
    )
    state: Mapped[ApplicationState] = mapped_column(
        choice(ApplicationState, "state"), default=ApplicationState.WAITING
    )
    words: Mapped[str] = mapped_column(server_default="", default="")
    asked_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
    decided_at: Mapped[dt.datetime | None]
    decided_by: Mapped[int | None]
    answer: Mapped[str] = mapped_column(server_default="", default="")


class AnswerPhrase(Numbered, CityModel):
    """Words that an organiser's people answer with again and again."""

    __tablename__ = "answer_phrase"
    __table_args__ = (
        UniqueConstraint("organiser_id", "words", name="uq_answer_phrase_once"),
        CheckConstraint(f"length(words) between 1 and {LONGEST_PHRASE}", name="phrase_length"),
    )

    organiser_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("organiser.id", ondelete="CASCADE")
    )
    words: Mapped[str]
