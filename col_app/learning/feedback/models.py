"""How it was, in two taps."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, func
from sqlalchemy.orm import Mapped, mapped_column

from col_app.core.db import CityModel, choice


class Mood(StrEnum):
    """The first tap."""

    GOOD = "good"
    FINE = "fine"
    POOR = "poor"


class Reason(StrEnum):
    """The second tap, which nobody has to make."""

    LEARNED = "learned"
    PEOPLE = "people"
    PLACE = "place"
    PACE = "pace"
    LEVEL = "level"


class Feedback(CityModel):
    """What somebody who took part says, once; without a mood they do not want to be asked.

    Shown to the organiser and the city without names, as a trend.
    """

    __tablename__ = "feedback"
    __table_args__ = (
        CheckConstraint("mood is not null or reason is null", name="reason_needs_mood"),
    )

    participation_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("participation.id", ondelete="CASCADE"), primary_key=True
    )
    mood: Mapped[Mood | None] = mapped_column(choice(Mood, "mood"))
    reason: Mapped[Reason | None] = mapped_column(choice(Reason, "reason"))
    given_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
