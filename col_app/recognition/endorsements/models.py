"""Endorsements: somebody is asked to stand behind a badge, and says so or not."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from col_app.core.db import CityModel, Numbered, choice
from col_app.core.ids import public_id
from col_app.learning.texts import owner_key

LONGEST_WORDS, LONGEST_COMMENT, LONGEST_NAME, LONGEST_STANDING = 600, 2000, 80, 120
SIGNED = "state in ('written', 'accepted')"
HAS_PLACE = "state in ('written', 'accepted', 'rejected', 'withdrawn')"
STANDS = text("state not in ('expired', 'withdrawn')")
SUBJECT = ("award_id", "badge_id", "version")


class State(StrEnum):
    """Where an endorsement stands. `written` is signed and waits for whom it is about."""

    ASKED = "asked"
    DECLINED = "declined"
    EXPIRED = "expired"
    WRITTEN = "written"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Endorsement(Numbered, CityModel):
    """An endorsement of one award or of one version of a badge, from the question to its end.

    The one asked is an organiser of the city or an address; `asked_by` is a soft person id, nobody
    where an organiser offers it unasked. What was said (`comment`, `document`) is kept while it
    stands; its place in the status list for ever.
    """

    __tablename__ = "endorsement"
    __table_args__ = (
        ForeignKeyConstraint(
            ["badge_id", "version"],
            ["badge_version.badge_id", "badge_version.number"],
            name="fk_endorsement_version",
        ),
        CheckConstraint("num_nonnulls(award_id, badge_id) = 1", name="one_subject"),
        CheckConstraint("(badge_id is null) = (version is null)", name="version_of_badge"),
        CheckConstraint("num_nonnulls(organiser_id, email) <= 1", name="one_endorser"),
        CheckConstraint(
            "state not in ('asked', 'written', 'accepted')"
            " or num_nonnulls(organiser_id, email) = 1",
            name="endorser_known",
        ),
        CheckConstraint("email = lower(email)", name="email_form"),
        CheckConstraint(f"length(words) <= {LONGEST_WORDS}", name="words_length"),
        CheckConstraint(f"length(name) <= {LONGEST_NAME}", name="name_length"),
        CheckConstraint(f"length(standing) <= {LONGEST_STANDING}", name="standing_length"),
        CheckConstraint(f"length(comment) <= {LONGEST_COMMENT}", name="comment_length"),
        CheckConstraint(f"({SIGNED}) = (document is not null)", name="document_while_it_stands"),
        CheckConstraint(f"({SIGNED}) = (comment <> '')", name="comment_while_it_stands"),
        CheckConstraint(
            f"num_nonnulls(status_list_id, status_index, signed_at) ="
            f" case when {HAS_PLACE} then 3 else 0 end",
            name="place_for_ever",
        ),
        CheckConstraint("(state = 'withdrawn') = (withdrawn_at is not null)", name="withdrawn_at"),
        UniqueConstraint("status_list_id", "status_index", name="uq_endorsement_status_index"),
        # nobody is asked twice about one thing
        Index(
            "uq_endorsement_email",
            *SUBJECT,
            "email",
            unique=True,
            postgresql_nulls_not_distinct=True,
            postgresql_where=text(f"{STANDS.text} and email is not null"),
        ),
        Index(
            "uq_endorsement_organiser",
            *SUBJECT,
            "organiser_id",
            unique=True,
            postgresql_nulls_not_distinct=True,
            postgresql_where=text(f"{STANDS.text} and organiser_id is not null"),
        ),
    )

    public_id: Mapped[str] = mapped_column(unique=True, default=public_id)
    award_id: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("award.id"))
    badge_id: Mapped[int | None]
    version: Mapped[int | None]
    asked_by: Mapped[int | None] = mapped_column(index=True)
    asked_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
    words: Mapped[str] = mapped_column(server_default="", default="")
    organiser_id: Mapped[int | None] = mapped_column(
        BigInteger, ForeignKey("organiser.id"), index=True
    )
    email: Mapped[str | None] = mapped_column(index=True)
    lang: Mapped[str]
    state: Mapped[State] = mapped_column(
        choice(State, "state"), server_default=State.ASKED.value, default=State.ASKED
    )
    name: Mapped[str] = mapped_column(server_default="", default="")
    standing: Mapped[str] = mapped_column(server_default="", default="")
    comment: Mapped[str] = mapped_column(server_default="", default="")
    answered_by: Mapped[int | None]
    document: Mapped[str | None]
    status_list_id: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("status_list.id"))
    status_index: Mapped[int | None]
    signed_at: Mapped[dt.datetime | None]
    is_hidden: Mapped[bool] = mapped_column(server_default="false", default=False)
    position: Mapped[int] = mapped_column(server_default="0", default=0)
    withdrawn_at: Mapped[dt.datetime | None]


class ShownEvidence(CityModel):
    """Evidence that a learner lets the one asked see, until there is an answer."""

    __tablename__ = "endorsement_evidence"

    endorsement_id: Mapped[int] = owner_key("endorsement")
    submission_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("submission.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class Refusal(CityModel):
    """An address that is never to be asked again, as something only we can make of it."""

    __tablename__ = "endorsement_refusal"

    address_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    since: Mapped[dt.datetime] = mapped_column(server_default=func.now())
