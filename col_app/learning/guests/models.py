"""People who join by e-mail alone, without an account."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from col_app.core.db import CityModel, Numbered


class Guest(Numbered, CityModel):
    """An address that wants to come to one activity; with `confirmed_at` it holds a seat.

    Erased two days after asking without an answer, thirty days after the activity otherwise.
    """

    __tablename__ = "guest"
    __table_args__ = (
        UniqueConstraint("activity_id", "email", name="uq_guest_once"),
        CheckConstraint("length(name) between 1 and 80", name="name_length"),
        CheckConstraint("email = lower(email)", name="email_form"),
    )

    activity_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("activity.id", ondelete="CASCADE")
    )
    email: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    lang: Mapped[str]
    asked_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
    confirmed_at: Mapped[dt.datetime | None]
