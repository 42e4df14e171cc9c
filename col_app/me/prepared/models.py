"""Accounts that somebody prepares for others: a class, a group without e-mail."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, LargeBinary, func
from sqlalchemy.orm import Mapped, mapped_column

from col_app.core.db import CityModel, Numbered


class PreparedList(Numbered, CityModel):
    """Accounts that were prepared together. They are a group of the organiser too."""

    __tablename__ = "prepared_list"
    __table_args__ = (CheckConstraint("length(name) between 1 and 80", name="name_length"),)

    organiser_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("organiser.id", ondelete="CASCADE"), index=True
    )
    group_id: Mapped[int | None] = mapped_column(
        BigInteger, ForeignKey("people_group.id", ondelete="SET NULL"), index=True
    )
    name: Mapped[str]
    closes_at: Mapped[dt.datetime]
    made_by: Mapped[int]
    made_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())


class PreparedAccount(Numbered, CityModel):
    """One of them, with the code by which its person makes it theirs, once.

    `account_id` is the soft number of an account that nobody can sign in to. The name that was
    typed is forgotten with the claim.
    """

    __tablename__ = "prepared_account"
    __table_args__ = (
        CheckConstraint("(claimed_at is not null) = (name = '')", name="forgotten"),
        CheckConstraint("length(name) <= 80", name="name_length"),
    )

    list_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("prepared_list.id", ondelete="CASCADE"), index=True
    )
    account_id: Mapped[int] = mapped_column(unique=True)
    name: Mapped[str]
    code: Mapped[str]
    digest: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    withdrawn_at: Mapped[dt.datetime | None]
    claimed_at: Mapped[dt.datetime | None]
