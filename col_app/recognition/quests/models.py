"""What learners hand in for the tasks of a badge, and what reviewers say about it."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from col_app.core.db import CityModel, Numbered, choice

LONGEST_TEXT = 10_000
LONGEST_LINK = 1_000
LONGEST_WORDS = 2_000
LONGEST_PHRASE = 300
MOST_PHRASES = 20


class SubmissionState(StrEnum):
    """Where the evidence of one person for one task stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    SENT_BACK = "sent_back"
    ACCEPTED = "accepted"


class Decision(StrEnum):
    """What one reviewer says."""

    ACCEPTED = "accepted"
    SENT_BACK = "sent_back"


class Submission(Numbered, CityModel):
    """The evidence of one person for one task. `version` counts what was written, `round` how
    often it was handed in. `person_id` is a soft id.
    """

    __tablename__ = "submission"
    __table_args__ = (
        UniqueConstraint("badge_task_id", "person_id", name="uq_submission_once"),
        # what `review` refers to, so that the database knows whose work is reviewed
        UniqueConstraint("id", "person_id", name="uq_submission_owner"),
        CheckConstraint("state = 'draft' or submitted_at is not null", name="submitted_at"),
        CheckConstraint(
            "(state in ('sent_back', 'accepted')) = (decided_at is not null)", name="decided_at"
        ),
        CheckConstraint(f"length(body) <= {LONGEST_TEXT}", name="body_length"),
        CheckConstraint(
            f"link = '' or (link ~ '^https?://' and length(link) <= {LONGEST_LINK})",
            name="link_form",
        ),
        Index(
            "ix_submission_waiting", "submitted_at", postgresql_where=text("state = 'submitted'")
        ),
    )

    badge_task_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("badge_task.id", ondelete="CASCADE")
    )
    person_id: Mapped[int] = mapped_column(index=True)
    state: Mapped[SubmissionState] = mapped_column(
        choice(SubmissionState, "state"), default=SubmissionState.DRAFT
    )
    body: Mapped[str] = mapped_column(server_default="", default="")
    link: Mapped[str] = mapped_column(server_default="", default="")
    is_told: Mapped[bool] = mapped_column(server_default="false", default=False)
    """Whether the words go into the badge, for everybody it is shown to."""
    version: Mapped[int] = mapped_column(server_default="1", default=1)
    round: Mapped[int] = mapped_column(server_default="0", default=0)
    saved_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
    submitted_at: Mapped[dt.datetime | None]
    decided_at: Mapped[dt.datetime | None]


class Review(Numbered, CityModel):
    """What one reviewer said about one round. Without a `reviewer_id`: somebody who has left."""

    __tablename__ = "review"
    __table_args__ = (
        ForeignKeyConstraint(
            ["submission_id", "learner_id"],
            ["submission.id", "submission.person_id"],
            name="fk_review_submission_id",
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
        UniqueConstraint("submission_id", "round", "reviewer_id", name="uq_review_once"),
        CheckConstraint("reviewer_id <> learner_id", name="not_own"),
        CheckConstraint("decision = 'accepted' or words <> ''", name="says_why"),
        CheckConstraint(f"length(words) <= {LONGEST_WORDS}", name="words_length"),
        Index(
            "uq_review_organiser",
            "submission_id",
            "round",
            unique=True,
            postgresql_where=text("not is_peer"),
        ),
    )

    submission_id: Mapped[int]
    learner_id: Mapped[int]
    reviewer_id: Mapped[int | None] = mapped_column(index=True)
    is_peer: Mapped[bool]
    round: Mapped[int]
    decision: Mapped[Decision] = mapped_column(choice(Decision, "decision"))
    words: Mapped[str] = mapped_column(server_default="", default="")
    submitted_at: Mapped[dt.datetime]
    decided_at: Mapped[dt.datetime]


class ReviewPhrase(Numbered, CityModel):
    """Words that the reviewers of an organiser use again and again."""

    __tablename__ = "review_phrase"
    __table_args__ = (
        UniqueConstraint("organiser_id", "words", name="uq_review_phrase_once"),
        CheckConstraint(f"length(words) between 1 and {LONGEST_PHRASE}", name="phrase_length"),
    )

    organiser_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("organiser.id", ondelete="CASCADE")
    )
    words: Mapped[str]
