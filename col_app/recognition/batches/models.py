"""Many awards in one action."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from col_app.core.db import CityModel, Numbered, choice


class Way(StrEnum):
    """Where the people of a batch come from."""

    PEOPLE = "people"
    EMAIL = "email"
    FILE = "file"
    RULE = "rule"


class Outcome(StrEnum):
    """What became of a line."""

    AWARDED = "awarded"
    HELD = "held"
    INVITED = "invited"
    GONE = "gone"


class Batch(Numbered, CityModel):
    """One badge for many people. Nothing happens before `started_at`: until then it is a trial.

    `circle_id` is the learning circle whose people were picked, if it was one.
    """

    __tablename__ = "award_batch"
    __table_args__ = (
        CheckConstraint("done between 0 and total", name="done_within_total"),
        CheckConstraint("finished_at is null or cancelled_at is null", name="one_end"),
    )

    badge_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("badge.id"), index=True)
    way: Mapped[Way] = mapped_column(choice(Way, "way"))
    made_by: Mapped[int | None]
    circle_id: Mapped[int | None] = mapped_column(
        BigInteger, ForeignKey("circle.id", ondelete="SET NULL"), index=True
    )
    total: Mapped[int]
    done: Mapped[int] = mapped_column(server_default="0", default=0)
    made_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
    started_at: Mapped[dt.datetime | None]
    finished_at: Mapped[dt.datetime | None]
    cancelled_at: Mapped[dt.datetime | None]


class Line(CityModel):
    """One person of a batch, by number or by e-mail. An address is erased once it was used."""

    __tablename__ = "award_line"
    __table_args__: Any = (
        UniqueConstraint("batch_id", "person_id", name="uq_award_line_person"),
        UniqueConstraint("batch_id", "email", name="uq_award_line_email"),
        CheckConstraint("outcome is null or email is null", name="address_forgotten"),
        CheckConstraint(
            "outcome is not null or (person_id is null) <> (email is null)", name="one_recipient"
        ),
        Index(
            "ix_award_line_waiting",
            "batch_id",
            "position",
            postgresql_where=text("outcome is null"),
        ),
    )

    batch_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("award_batch.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person_id: Mapped[int | None]
    email: Mapped[str | None]
    narrative: Mapped[str] = mapped_column(server_default="")
    outcome: Mapped[Outcome | None] = mapped_column(choice(Outcome, "outcome"))
