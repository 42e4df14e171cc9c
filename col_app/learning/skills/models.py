"""The city's skills spine, tied to ESCO."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from col_app.core.db import CityModel, Numbered
from col_app.learning.texts import lang_key, owner_key


class Skill(Numbered, CityModel):
    """A skill (with its ESCO URI) or, without a parent, a group of the city's spine."""

    __tablename__ = "skill"
    __table_args__ = (
        CheckConstraint("parent_id is null or uri is not null", name="skill_has_uri"),
        CheckConstraint("parent_id <> id", name="not_its_own_parent"),
    )

    slug: Mapped[str] = mapped_column(unique=True)
    uri: Mapped[str | None] = mapped_column(unique=True)
    parent_id: Mapped[int | None] = mapped_column(
        BigInteger, ForeignKey("skill.id", ondelete="SET NULL"), index=True
    )
    position: Mapped[int]


class SkillText(CityModel):
    """A skill's name in one language."""

    __tablename__ = "skill_i18n"

    skill_id: Mapped[int] = owner_key("skill")
    lang: Mapped[str] = lang_key()
    label: Mapped[str]
