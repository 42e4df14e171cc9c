"""Awards, their signed documents, status lists and the keys behind them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    LargeBinary,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from col_app.core.db import NETWORK_SCHEMA, CityModel, NetworkModel, Numbered
from col_app.core.ids import public_id


class SigningKey(Numbered, NetworkModel):
    """An issuer's key pair. `sealed_seed` is ciphertext; retired keys stay to be published."""

    __tablename__ = "signing_key"

    city_id: Mapped[int] = mapped_column(
        ForeignKey(f"{NETWORK_SCHEMA}.city.id", ondelete="RESTRICT"), index=True
    )
    did: Mapped[str] = mapped_column(index=True)
    multibase: Mapped[str] = mapped_column(unique=True)
    sealed_seed: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
    retired_at: Mapped[dt.datetime | None]


class RegisteredAward(NetworkModel):
    """Where an award lives: lets the apex find the city of a credential."""

    __tablename__ = "registered_award"
    __table_args__: Any = {"schema": NETWORK_SCHEMA}

    public_id: Mapped[str] = mapped_column(primary_key=True)
    city_id: Mapped[int] = mapped_column(
        ForeignKey(f"{NETWORK_SCHEMA}.city.id", ondelete="RESTRICT"), index=True
    )
    city_role: Mapped[str] = mapped_column(server_default=text("current_user"))
    revoked_at: Mapped[dt.datetime | None]


class StatusList(Numbered, CityModel):
    """A bit for each award of this city (W3C Bitstring Status List). `document` is signed."""

    __tablename__ = "status_list"

    public_id: Mapped[str] = mapped_column(unique=True, default=public_id)
    size: Mapped[int] = mapped_column(server_default="131072", default=131072)
    document: Mapped[str | None]
    signed_at: Mapped[dt.datetime | None]


class Award(Numbered, CityModel):
    """One person's award of one badge. `document` is the signed credential, never rewritten."""

    __tablename__ = "award"
    __table_args__ = (
        UniqueConstraint("badge_id", "person_id", name="uq_award_once"),
        UniqueConstraint("status_list_id", "status_index", name="uq_award_status_index"),
        CheckConstraint("(revoked_at is null) = (revoked_because is null)", name="reason_given"),
    )

    public_id: Mapped[str] = mapped_column(unique=True, default=public_id)
    badge_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("badge.id"))
    person_id: Mapped[int] = mapped_column(index=True)
    participation_id: Mapped[int | None] = mapped_column(
        BigInteger, ForeignKey("participation.id"), index=True
    )
    status_list_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("status_list.id"))
    status_index: Mapped[int]
    document: Mapped[str]
    salt: Mapped[str]
    identity_hash: Mapped[str]
    is_public: Mapped[bool] = mapped_column(server_default="true", default=True)
    shows_name: Mapped[bool] = mapped_column(server_default="false", default=False)
    awarded_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
    awarded_by: Mapped[int | None]
    revoked_at: Mapped[dt.datetime | None]
    revoked_because: Mapped[str | None]
