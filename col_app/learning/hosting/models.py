"""What organisers tell those who take part."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, func
from sqlalchemy.orm import Mapped, mapped_column

from col_app.core.db import CityModel, Numbered

LONGEST_MESSAGE = 2_000


class Announcement(Numbered, CityModel):
    """One message to everybody who is in an activity. `written_by` is a soft id."""

    __tablename__ = "announcement"
    __table_args__ = (
        CheckConstraint(f"length(words) between 1 and {LONGEST_MESSAGE}", name="words_length"),
    )

    activity_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("activity.id", ondelete="CASCADE"), index=True
    )
    written_by: Mapped[int]
    written_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
    words: Mapped[str]
