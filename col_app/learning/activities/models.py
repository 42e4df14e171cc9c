"""Learning experiences of every kind."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import ARRAY, BigInteger, CheckConstraint, ForeignKey, Index, Text, func
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from col_app.core.db import CityModel, Numbered, choice
from col_app.learning.texts import lang_key, owner_key


class ActivityState(StrEnum):
    """Who may see an activity and whether it takes place."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


class ActivityType(StrEnum):
    """What sort of learning experience it is."""

    EVENT = "event"
    COURSE = "course"
    WORKSHOP = "workshop"
    VOLUNTEERING = "volunteering"
    INTERNSHIP = "internship"
    PROJECT = "project"
    DIGITAL = "digital"
    OPEN_SPACE = "open_space"


class LearningKind(StrEnum):
    """How the learning relates to school and work."""

    FORMAL = "formal"
    NON_FORMAL = "non_formal"
    INFORMAL = "informal"
    IN_WORK = "in_work"


class Format(StrEnum):
    """Where people take part."""

    PLACE = "place"
    ONLINE = "online"
    BOTH = "both"


class Activity(Numbered, CityModel):
    """One thing to learn. Without `starts_at` it is open at any time.

    `price_cents` is in hundredths of `currency`; `taken_count` never passes `capacity` (the
    database refuses), which is what makes the last seat exact under races.
    """

    __tablename__ = "activity"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_it_starts"),
        CheckConstraint("taken_count >= 0", name="taken_not_negative"),
        CheckConstraint("taken_count <= capacity", name="within_capacity"),
        CheckConstraint("price_cents >= 0", name="price_not_negative"),
        CheckConstraint("age_min <= age_max", name="ages_in_order"),
        CheckConstraint("format = 'online' or place_id is not null", name="has_a_place"),
        Index("ix_activity_listed", "state", "ends_at"),
        Index("ix_activity_languages", "languages", postgresql_using="gin"),
    )

    organiser_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("organiser.id"), index=True)
    place_id: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("place.id"), index=True)
    slug: Mapped[str]
    state: Mapped[ActivityState] = mapped_column(
        choice(ActivityState, "state"), server_default="draft"
    )
    type: Mapped[ActivityType] = mapped_column(choice(ActivityType, "type"))
    learning_kind: Mapped[LearningKind] = mapped_column(choice(LearningKind, "learning_kind"))
    format: Mapped[Format] = mapped_column(choice(Format, "format"))
    starts_at: Mapped[dt.datetime | None]
    ends_at: Mapped[dt.datetime | None]
    sessions_count: Mapped[int] = mapped_column(server_default="1")
    capacity: Mapped[int | None]
    taken_count: Mapped[int] = mapped_column(server_default="0", default=0)
    price_cents: Mapped[int] = mapped_column(server_default="0", default=0)
    currency: Mapped[str] = mapped_column(server_default="EUR", default="EUR")
    age_min: Mapped[int | None]
    age_max: Mapped[int | None]
    languages: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default="{}")
    access: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default="{}")
    allows_email_join: Mapped[bool] = mapped_column(server_default="false", default=False)
    published_at: Mapped[dt.datetime | None]
    created_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())


class ActivityText(CityModel):
    """An activity's texts in one language, with what search reads of them."""

    __tablename__ = "activity_i18n"
    __table_args__ = (
        CheckConstraint("length(title) between 3 and 140", name="title_length"),
        Index("ix_activity_i18n_words", "words", postgresql_using="gin"),
    )

    activity_id: Mapped[int] = owner_key("activity")
    lang: Mapped[str] = lang_key()
    title: Mapped[str]
    summary: Mapped[str]
    body: Mapped[str]
    how: Mapped[str] = mapped_column(server_default="")
    words: Mapped[str] = mapped_column(TSVECTOR, server_default="", deferred=True)


class ActivityTopic(CityModel):
    """An activity stands under a topic; the first one gives it its colour."""

    __tablename__ = "activity_topic"

    activity_id: Mapped[int] = owner_key("activity")
    topic_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    position: Mapped[int] = mapped_column(server_default="0")


class ActivitySkill(CityModel):
    """An activity builds a skill."""

    __tablename__ = "activity_skill"

    activity_id: Mapped[int] = owner_key("activity")
    skill_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("skill.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    position: Mapped[int] = mapped_column(server_default="0")
