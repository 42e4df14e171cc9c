"""Codes that give a badge: links that many may use, printed slips for one person each."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, LargeBinary, func
from sqlalchemy.orm import Mapped, mapped_column

from col_app.core.db import CityModel, Numbered


class Sheet(Numbered, CityModel):
    """Slips that were printed together."""

    __tablename__ = "claim_sheet"

    badge_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("badge.id"), index=True)
    made_by: Mapped[int]
    made_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())


class ClaimCode(Numbered, CityModel):
    """One code. A slip belongs to a sheet and is used once; a link is used until it closes."""

    __tablename__ = "claim_code"
    __table_args__ = (
        CheckConstraint("used_count >= 0", name="used_count"),
        CheckConstraint("sheet_id is null or used_count <= 1", name="slip_once"),
        CheckConstraint("closes_at > opens_at", name="closes_after_it_opens"),
    )

    badge_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("badge.id"), index=True)
    sheet_id: Mapped[int | None] = mapped_column(
        BigInteger, ForeignKey("claim_sheet.id", ondelete="CASCADE"), index=True
    )
    code: Mapped[str]
    digest: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    opens_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
    closes_at: Mapped[dt.datetime]
    closed_at: Mapped[dt.datetime | None]
    used_count: Mapped[int] = mapped_column(server_default="0", default=0)
    made_by: Mapped[int]
    made_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())


class WrongCodes(CityModel):
    """How often somebody tried a code that is none since `since`. The key is a sealed hash."""

    __tablename__ = "wrong_codes"
    __table_args__ = (CheckConstraint("tries > 0", name="tries_positive"),)

    who: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    tries: Mapped[int]
    since: Mapped[dt.datetime] = mapped_column(server_default=func.now(), index=True)
