"""Recognition of what people learned elsewhere: what they tell of it, and what is decided."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import String

from col_app.core.db import CityModel, Numbered, choice

LONGEST_TITLE, LONGEST_STORY, LONGEST_PROOF, LONGEST_LINK, LONGEST_WORDS = (
    100,
    4000,
    2000,
    500,
    1000,
)


class State(StrEnum):
    """Where an experience stands."""

    DRAFT = "draft"
    SENT = "sent"
    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class Method(StrEnum):
    """How it was assessed (validation of non-formal learning, Cedefop guidelines, chapter 5)."""

    CONVERSATION = "conversation"
    PORTFOLIO = "portfolio"
    OBSERVATION = "observation"
    TEST = "test"
    DOCUMENT = "document"


class Experience(Numbered, CityModel):
    """What somebody did elsewhere, the badge they ask for, and the answer of its organiser.

    `round` counts how often it was sent, so that an answer is to what its author saw.
    """

    __tablename__ = "experience"
    __table_args__ = (
        # what `evidence_file` refers to, so that the database knows whose files they are
        UniqueConstraint("id", "person_id", name="uq_experience_owner"),
        CheckConstraint(f"length(title) between 1 and {LONGEST_TITLE}", name="title_length"),
        CheckConstraint(f"length(story) between 1 and {LONGEST_STORY}", name="story_length"),
        CheckConstraint("(state = 'draft') = (sent_at is null)", name="sent_once"),
        CheckConstraint("state = 'draft' or badge_id is not null", name="sent_for_a_badge"),
        CheckConstraint(
            "(state in ('accepted', 'declined')) = (decided_at is not null)", name="decided_once"
        ),
        CheckConstraint(
            "state <> 'accepted' or (award_id is not null and cardinality(methods) > 0)",
            name="accepted_with_a_method",
        ),
        # one badge is asked for once at a time
        Index(
            "uq_experience_under_way",
            "person_id",
            "badge_id",
            unique=True,
            postgresql_where=text("state in ('sent', 'asked')"),
        ),
    )

    person_id: Mapped[int] = mapped_column(index=True)
    title: Mapped[str]
    story: Mapped[str]
    proof: Mapped[str] = mapped_column(server_default="", default="")
    link: Mapped[str] = mapped_column(server_default="", default="")
    state: Mapped[State] = mapped_column(
        choice(State, "state"), server_default=State.DRAFT.value, default=State.DRAFT
    )
    badge_id: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("badge.id"), index=True)
    award_id: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("award.id"), unique=True)
    methods: Mapped[list[str]] = mapped_column(ARRAY(String), server_default="{}", default=list)
    words: Mapped[str] = mapped_column(server_default="", default="")
    round: Mapped[int] = mapped_column(server_default="0", default=0)
    created_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
    sent_at: Mapped[dt.datetime | None]
    decided_at: Mapped[dt.datetime | None]


class EarlierAsking(Numbered, CityModel):
    """The badge of an organiser that was asked before somebody else, and what it said: a refusal
    with `words`, or nothing, then without `decided_at`. It reads the experience no more.
    """

    __tablename__ = "earlier_asking"
    __table_args__ = (
        UniqueConstraint("experience_id", "badge_id", name="uq_earlier_asking_once"),
        CheckConstraint("decided_at is not null or words = ''", name="said_something"),
    )

    experience_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("experience.id", ondelete="CASCADE")
    )
    badge_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("badge.id"), index=True)
    words: Mapped[str] = mapped_column(server_default="", default="")
    sent_at: Mapped[dt.datetime]
    decided_at: Mapped[dt.datetime | None]


class Recogniser(CityModel):
    """An organiser that looks at what people did elsewhere, for its own badges."""

    __tablename__ = "recogniser"

    organiser_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("organiser.id", ondelete="CASCADE"), primary_key=True
    )
    since: Mapped[dt.datetime] = mapped_column(server_default=func.now())
