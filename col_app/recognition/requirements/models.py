"""Badges that come by themselves to those who hold enough of others."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from col_app.core.db import CityModel, Numbered
from col_app.learning.texts import owner_key


class Requirement(Numbered, CityModel):
    """`needed` of some badges. Who meets every requirement of a badge is awarded it."""

    __tablename__ = "badge_requirement"
    __table_args__ = (CheckConstraint("needed > 0", name="needs_some"),)

    badge_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("badge.id", ondelete="CASCADE"), index=True
    )
    needed: Mapped[int]


class RequiredBadge(CityModel):
    """One of the badges that count for a requirement, whoever awards it."""

    __tablename__ = "required_badge"

    requirement_id: Mapped[int] = owner_key("badge_requirement")
    badge_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("badge.id", ondelete="CASCADE"), primary_key=True, index=True
    )
