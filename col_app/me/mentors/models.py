"""Mentors: whom a learner lets see what, and the notes that come back."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    Text,
    func,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from col_app.core.db import CityModel, Numbered, choice
from col_app.learning.texts import owner_key

LONGEST_NAME, LONGEST_NOTE = 80, 500


class State(StrEnum):
    """Where a mentorship stands. One whose time is over is `accepted` until it is swept."""

    INVITED = "invited"
    DECLINED = "declined"
    ACCEPTED = "accepted"
    ENDED = "ended"


class Piece(StrEnum):
    """What a mentor may be shown as a whole; evidence is shared task by task."""

    COMING = "coming"
    PROGRESS = "progress"
    BADGES = "badges"
    INTERESTS = "interests"


class Mentorship(Numbered, CityModel):
    """A learner and their mentor, from the invitation to its end.

    `person_id` (the learner), `mentor_id` and `ended_by` are soft ids. `called` is the learner's
    own word for the mentor, which nobody else reads. `has_address`: whether the account that
    accepted has confirmed the address that was invited; None for a link that was passed on.
    """

    __tablename__ = "mentorship"
    __table_args__ = (
        CheckConstraint("mentor_id <> person_id", name="not_own"),
        CheckConstraint(f"length(called) between 1 and {LONGEST_NAME}", name="called_length"),
        CheckConstraint("email = lower(email)", name="email_form"),
        CheckConstraint("email is null or state = 'invited'", name="address_forgotten"),
        CheckConstraint("email is null or address_hash is not null", name="address_counted"),
        CheckConstraint("(accepted_at is null) = (mentor_id is null)", name="mentor_known"),
        CheckConstraint("state <> 'accepted' or mentor_id is not null", name="accepted_by_one"),
        CheckConstraint("(state = 'ended') = (ended_at is not null)", name="ended_at"),
        CheckConstraint(
            "state in ('invited', 'accepted') or pieces = '{}'", name="nothing_after_the_end"
        ),
        CheckConstraint(
            "pieces <@ array['coming', 'progress', 'badges', 'interests']", name="known_pieces"
        ),
        CheckConstraint("ends_at > invited_at", name="ends_after_it_begins"),
        Index(
            "uq_mentorship_pair",
            "person_id",
            "mentor_id",
            unique=True,
            postgresql_where=text("state = 'accepted'"),
        ),
        Index(
            "uq_mentorship_email",
            "person_id",
            "email",
            unique=True,
            postgresql_where=text("email is not null"),
        ),
    )

    person_id: Mapped[int] = mapped_column(index=True)
    mentor_id: Mapped[int | None] = mapped_column(index=True)
    called: Mapped[str]
    email: Mapped[str | None]
    address_hash: Mapped[bytes | None] = mapped_column(LargeBinary, index=True)
    """The address as something only we can make of it: nobody is asked again and again."""
    lang: Mapped[str]
    has_address: Mapped[bool | None]
    state: Mapped[State] = mapped_column(
        choice(State, "state"), server_default=State.INVITED.value, default=State.INVITED
    )
    pieces: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default="{}", default=list)
    takes_notes: Mapped[bool] = mapped_column(server_default="true", default=True)
    invited_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
    accepted_at: Mapped[dt.datetime | None]
    ends_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None]
    ended_by: Mapped[int | None]


class SharedTask(CityModel):
    """Evidence for one task that a mentor may see, once it is handed in."""

    __tablename__ = "mentorship_task"

    mentorship_id: Mapped[int] = owner_key("mentorship")
    submission_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("submission.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class MentorNote(Numbered, CityModel):
    """A few words of encouragement, from the mentor to the learner alone."""

    __tablename__ = "mentor_note"
    __table_args__ = (
        CheckConstraint(f"length(body) between 1 and {LONGEST_NOTE}", name="body_length"),
    )

    mentorship_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("mentorship.id", ondelete="CASCADE"), index=True
    )
    body: Mapped[str]
    written_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
