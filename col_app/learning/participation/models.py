"""Who joined what, and who was there."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from col_app.core.db import CityModel, Numbered, choice


class ParticipationState(StrEnum):
    """Joined holds a seat; completed was there; left gave the seat back."""

    JOINED = "joined"
    COMPLETED = "completed"
    LEFT = "left"


class Participation(Numbered, CityModel):
    """One person in one activity, once. `person_id` is a soft id."""

    __tablename__ = "participation"
    __table_args__ = (
        UniqueConstraint("activity_id", "person_id", name="uq_participation_once"),
        CheckConstraint("(state = 'completed') = (completed_at is not null)", name="completed_at"),
    )

    activity_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("activity.id"))
    person_id: Mapped[int] = mapped_column(index=True)
    state: Mapped[ParticipationState] = mapped_column(choice(ParticipationState, "state"))
    joined_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
    completed_at: Mapped[dt.datetime | None]


class CheckinCode(Numbered, CityModel):
    """The code on an organiser's check-in page: what the QR opens and people type."""

    __tablename__ = "checkin_code"
    __table_args__ = (CheckConstraint("closes_at > opens_at", name="closes_after_it_opens"),)

    activity_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("activity.id", ondelete="CASCADE"), unique=True
    )
    code: Mapped[str] = mapped_column(unique=True)
    opens_at: Mapped[dt.datetime]
    closes_at: Mapped[dt.datetime]


class ReminderWish(CityModel):
    """When somebody wants to be reminded of what they joined; without a row: the day before."""

    __tablename__ = "reminder_wish"

    person_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    day_before: Mapped[bool] = mapped_column(server_default="true", default=True)
    hour_before: Mapped[bool] = mapped_column(server_default="false", default=False)
