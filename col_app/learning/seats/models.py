"""Who waits for a seat."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import BigInteger, ForeignKey, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from col_app.core.db import CityModel, Numbered


class Waiting(Numbered, CityModel):
    """One person on an activity's list, in the order of `id`. `person_id` is a soft id.

    With `offer_ends_at` a seat is held for them: it counts in the activity's `taken_count`, so
    nobody else can take it. A row goes when the seat is taken, declined or no longer held.
    """

    __tablename__ = "waiting"
    __table_args__ = (UniqueConstraint("activity_id", "person_id", name="uq_waiting_once"),)

    activity_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("activity.id", ondelete="CASCADE")
    )
    person_id: Mapped[int] = mapped_column(index=True)
    since: Mapped[dt.datetime] = mapped_column(server_default=func.now())
    offer_ends_at: Mapped[dt.datetime | None]
