"""The city's skills spine, tied to ESCO and to other frameworks."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, UniqueConstraint, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from col_app.core.db import CityModel, Numbered
from col_app.learning.texts import lang_key, owner_key

LONGEST_LABEL, LONGEST_DESCRIPTION, LONGEST_URL = 120, 1000, 500
MOST_LEVELS = 8


class Skill(Numbered, CityModel):
    """A skill, or a group of the spine: without a parent and without a URI.

    `uri` names the skill in credentials for ever: ESCO's own, or the address of its page here.
    `revision` is the one of `spine_revision` that it was changed in last.
    """

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
    is_hidden: Mapped[bool] = mapped_column(server_default="false", default=False)
    revision: Mapped[int] = mapped_column(server_default="0", default=0)


class SkillText(CityModel):
    """A skill's name in one language, and what the city means by it."""

    __tablename__ = "skill_i18n"
    __table_args__ = (
        CheckConstraint(f"length(label) between 1 and {LONGEST_LABEL}", name="label_length"),
        CheckConstraint(f"length(description) <= {LONGEST_DESCRIPTION}", name="description_length"),
    )

    skill_id: Mapped[int] = owner_key("skill")
    lang: Mapped[str] = lang_key()
    label: Mapped[str]
    description: Mapped[str] = mapped_column(server_default="", default="")


class SkillLevel(Numbered, CityModel):
    """How far somebody can get in a skill: 1 is the first step."""

    __tablename__ = "skill_level"
    __table_args__ = (
        UniqueConstraint("skill_id", "position", name="uq_skill_level_position"),
        CheckConstraint(f"position between 1 and {MOST_LEVELS}", name="few_levels"),
    )

    skill_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("skill.id", ondelete="CASCADE"))
    position: Mapped[int]


class SkillLevelText(CityModel):
    """What a level is called in one language, and what one can do on it."""

    __tablename__ = "skill_level_i18n"
    __table_args__ = (
        CheckConstraint(f"length(label) between 1 and {LONGEST_LABEL}", name="label_length"),
        CheckConstraint(f"length(description) <= {LONGEST_DESCRIPTION}", name="description_length"),
    )

    skill_level_id: Mapped[int] = owner_key("skill_level")
    lang: Mapped[str] = lang_key()
    label: Mapped[str]
    description: Mapped[str] = mapped_column(server_default="", default="")


class SkillLink(CityModel):
    """The same skill in another framework. `name` is what it is called there, if anybody said."""

    __tablename__ = "skill_link"
    __table_args__ = (
        # ESCO names its skills by addresses without TLS, and they are names before all
        CheckConstraint(
            "url ~ '^https://' or url ~ '^http://data[.]europa[.]eu/esco/'", name="link_form"
        ),
        CheckConstraint(f"length(url) <= {LONGEST_URL}", name="link_length"),
        CheckConstraint("length(framework) between 1 and 80", name="framework_length"),
        CheckConstraint(f"length(name) <= {LONGEST_LABEL}", name="name_length"),
    )

    skill_id: Mapped[int] = owner_key("skill")
    url: Mapped[str] = mapped_column(primary_key=True)
    framework: Mapped[str]
    name: Mapped[str] = mapped_column(server_default="", default="")
    position: Mapped[int]


class SkillAlias(CityModel):
    """What a skill was called before it was merged into another one: its address and its URI."""

    __tablename__ = "skill_alias"

    slug: Mapped[str] = mapped_column(primary_key=True)
    uri: Mapped[str | None] = mapped_column(unique=True)
    skill_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("skill.id", ondelete="CASCADE"), index=True
    )


class SpineRevision(CityModel):
    """The spine after one change of its draft, newest last; the last ones are kept, for undoing.

    Without `contents` there is no draft: it was published or withdrawn. `before` is the revision
    that undoing leads back to. Two writers upon the same revision want the same number.
    """

    __tablename__ = "spine_revision"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    before: Mapped[int | None]
    contents: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    saved_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
    saved_by: Mapped[int | None]


class SpineVersion(CityModel):
    """The spine as it was published, for ever: the database refuses every change."""

    __tablename__ = "spine_version"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    contents: Mapped[dict[str, Any]] = mapped_column(JSONB)
    published_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
    published_by: Mapped[int | None]
