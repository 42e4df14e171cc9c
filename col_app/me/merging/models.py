"""Two accounts of one person that are to become one."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column

from col_app.core.db import NETWORK_SCHEMA, NetworkModel, Numbered


def _person() -> Mapped[int]:
    return mapped_column(BigInteger, ForeignKey(f"{NETWORK_SCHEMA}.person.id", ondelete="CASCADE"))


class Merging(Numbered, NetworkModel):
    """The way of one account into another: asked for, proven, agreed to, done in every city."""

    __tablename__ = "merging"
    __table_args__: Any = (
        UniqueConstraint("kept_id", "gone_id", name="uq_merging_once"),
        CheckConstraint("kept_id <> gone_id", name="two_accounts"),
        CheckConstraint("agreed_at is null or proven_at is not null", name="proven_first"),
        CheckConstraint("done_at is null or agreed_at is not null", name="agreed_first"),
        Index(
            "uq_merging_agreed",
            "gone_id",
            unique=True,
            postgresql_where=text("agreed_at is not null"),
        ),
        {"schema": NETWORK_SCHEMA},
    )

    kept_id: Mapped[int] = _person()
    gone_id: Mapped[int] = _person()
    asked_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
    proven_at: Mapped[dt.datetime | None]
    agreed_at: Mapped[dt.datetime | None]
    done_at: Mapped[dt.datetime | None]
