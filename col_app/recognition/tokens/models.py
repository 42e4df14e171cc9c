"""What lets a program award badges, and what it has asked for."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, LargeBinary, func
from sqlalchemy.orm import Mapped, mapped_column

from col_app.core.db import CityModel, Numbered


class ApiToken(Numbered, CityModel):
    """A program's token for the badges of one organiser: only its hash is kept."""

    __tablename__ = "api_token"
    __table_args__ = (CheckConstraint("length(name) between 1 and 80", name="name_length"),)

    organiser_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("organiser.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str]
    digest: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    hint: Mapped[str]
    made_by: Mapped[int]
    made_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
    revoked_at: Mapped[dt.datetime | None]


class ApiAward(CityModel):
    """What a key of a program stands for: the same key again gives the same award."""

    __tablename__ = "api_award"
    __table_args__ = (CheckConstraint("length(key) between 1 and 200", name="key_length"),)

    organiser_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("organiser.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(primary_key=True)
    asked: Mapped[bytes] = mapped_column(LargeBinary)
    public_id: Mapped[str]
    made_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
