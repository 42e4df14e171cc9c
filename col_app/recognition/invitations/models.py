"""Badges that wait for somebody without an account."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from col_app.core.db import CityModel, Numbered
from col_app.core.ids import public_id


class Invitation(Numbered, CityModel):
    """A badge for an address that has no account. `public_id` becomes that of the award.

    The row is the durable promise and the only place of the address: it goes with the claim, and
    after half a year without one.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        UniqueConstraint("badge_id", "email", name="uq_invitation_once"),
        CheckConstraint("email = lower(email)", name="email_form"),
    )

    public_id: Mapped[str] = mapped_column(unique=True, default=public_id)
    badge_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("badge.id"))
    email: Mapped[str]
    lang: Mapped[str]
    narrative: Mapped[str] = mapped_column(server_default="")
    made_by: Mapped[int | None]
    made_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
