"""Badge definitions."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, func
from sqlalchemy.orm import Mapped, mapped_column

from col_app.core.db import CityModel, Numbered, choice
from col_app.core.ids import public_id
from col_app.learning.texts import lang_key, owner_key


class Layer(StrEnum):
    """The kind of experience a badge stands for (RSA badging standard), not a level of skill."""

    ENGAGE = "engage"
    PARTICIPATE = "participate"
    DEMONSTRATE = "demonstrate"
    LEAD = "lead"


class Badge(Numbered, CityModel):
    """What is recognised. It belongs to an activity, to a playlist, or stands alone."""

    __tablename__ = "badge"
    __table_args__ = (
        CheckConstraint("activity_id is null or playlist_id is null", name="one_origin"),
        CheckConstraint("workload_minutes > 0", name="takes_time"),
    )

    public_id: Mapped[str] = mapped_column(unique=True, default=public_id)
    organiser_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("organiser.id"), index=True)
    activity_id: Mapped[int | None] = mapped_column(
        BigInteger, ForeignKey("activity.id"), unique=True
    )
    playlist_id: Mapped[int | None] = mapped_column(
        BigInteger, ForeignKey("playlist.id"), unique=True
    )
    slug: Mapped[str]
    version: Mapped[int] = mapped_column(server_default="1", default=1)
    layer: Mapped[Layer] = mapped_column(choice(Layer, "layer"))
    workload_minutes: Mapped[int | None]
    shape: Mapped[str]
    palette: Mapped[str]
    icon: Mapped[str]
    pattern: Mapped[str]
    published_at: Mapped[dt.datetime | None]
    created_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())


class BadgeText(CityModel):
    """A badge's texts in one language."""

    __tablename__ = "badge_i18n"

    badge_id: Mapped[int] = owner_key("badge")
    lang: Mapped[str] = lang_key()
    name: Mapped[str]
    description: Mapped[str]
    criteria: Mapped[str]


class BadgeSkill(CityModel):
    """A badge shows a skill."""

    __tablename__ = "badge_skill"

    badge_id: Mapped[int] = owner_key("badge")
    skill_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("skill.id", ondelete="CASCADE"), primary_key=True, index=True
    )
