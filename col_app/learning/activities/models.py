"""Learning experiences of every kind."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    Text,
    UniqueConstraint,
    func,
)
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from col_app.core.db import CityModel, Numbered, choice
from col_app.learning.texts import READY_GIN, lang_key, owner_key, plain, plain_index

LONGEST_REASON = 500


class ActivityState(StrEnum):
    """Who may see an activity and whether it takes place."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


class ActivityType(StrEnum):
    """What sort of learning experience it is. Work experience counts as an internship."""

    EVENT = "event"
    COURSE = "course"
    WORKSHOP = "workshop"
    VOLUNTEERING = "volunteering"
    INTERNSHIP = "internship"
    PROJECT = "project"
    DIGITAL = "digital"
    OPEN_SPACE = "open_space"
    SPORT = "sport"
    OTHER = "other"


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


class Reach(StrEnum):
    """For whom it is meant, by how far away they live."""

    NEIGHBOURHOOD = "neighbourhood"
    CITY = "city"
    REGION = "region"
    COUNTRY = "country"
    WORLD = "world"


class Activity(Numbered, CityModel):
    """One thing to learn. Without `starts_at` it is open at any time.

    `keys` are what facets ask of it, as words like `topic:coding`, and `key_starts` where each
    facet's begin (see `actions.learn`).
    What meets several times has its meetings in `activity_session`; `starts_at` and `ends_at` are
    then those of the first and the last one that takes place. `online_url` is shown only to those
    who joined.
    `sequence` grows whenever what a calendar holds of it has changed (RFC 5545, 3.8.7.4), at
    `changed_at`. With `asks_approval` the organiser accepts people one by one; with
    `joining_closed_at` nobody new may join for now.
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
        CheckConstraint("sessions_count >= 1", name="meets_at_least_once"),
        CheckConstraint("sdgs <@ array[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17]", name="sdgs"),
        CheckConstraint("booking_url ~ '^(https?://.*)?$'", name="booking_url_form"),
        CheckConstraint("online_url ~ '^(https?://.*)?$'", name="online_url_form"),
        CheckConstraint("contact = '' or position('@' in contact) > 1", name="contact_form"),
        CheckConstraint("cancelled_at is null or state = 'cancelled'", name="cancelled_at"),
        CheckConstraint(f"length(cancel_reason) <= {LONGEST_REASON}", name="reason_length"),
        Index("ix_activity_listed", "state", "ends_at"),
        Index("ix_activity_keys", "keys", **READY_GIN),
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
    reach: Mapped[Reach] = mapped_column(choice(Reach, "reach"), server_default="city")
    starts_at: Mapped[dt.datetime | None]
    ends_at: Mapped[dt.datetime | None]
    sessions_count: Mapped[int] = mapped_column(server_default="1", default=1)
    sequence: Mapped[int] = mapped_column(server_default="0", default=0)
    capacity: Mapped[int | None]
    taken_count: Mapped[int] = mapped_column(server_default="0", default=0)
    price_cents: Mapped[int] = mapped_column(server_default="0", default=0)
    currency: Mapped[str] = mapped_column(server_default="EUR", default="EUR")
    age_min: Mapped[int | None]
    age_max: Mapped[int | None]
    languages: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default="{}")
    access: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default="{}")
    sdgs: Mapped[list[int]] = mapped_column(ARRAY(Integer), server_default="{}")
    booking_url: Mapped[str] = mapped_column(server_default="")
    online_url: Mapped[str] = mapped_column(server_default="")
    contact: Mapped[str] = mapped_column(server_default="")
    keys: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default="{}", deferred=True)
    key_starts: Mapped[list[int]] = mapped_column(
        ARRAY(SmallInteger), server_default="{}", deferred=True
    )
    allows_email_join: Mapped[bool] = mapped_column(server_default="false", default=False)
    asks_approval: Mapped[bool] = mapped_column(server_default="false", default=False)
    joining_closed_at: Mapped[dt.datetime | None]
    cancelled_at: Mapped[dt.datetime | None]
    cancel_reason: Mapped[str] = mapped_column(server_default="", default="")
    changed_at: Mapped[dt.datetime | None]
    published_at: Mapped[dt.datetime | None]
    created_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())


class ActivitySession(Numbered, CityModel):
    """One meeting of an activity that has several; `place_id` only where it is another place.

    With `cancelled_at` this one alone does not take place. `actions.set_meetings` keeps the
    activity's own times in step.
    """

    __tablename__ = "activity_session"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_it_starts"),
        CheckConstraint("position >= 1", name="counted_from_one"),
        UniqueConstraint("activity_id", "position"),
        UniqueConstraint("activity_id", "starts_at"),
        CheckConstraint(f"length(cancel_reason) <= {LONGEST_REASON}", name="reason_length"),
        Index("ix_activity_session_times", "starts_at", "ends_at"),
    )

    activity_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("activity.id", ondelete="CASCADE")
    )
    position: Mapped[int]
    starts_at: Mapped[dt.datetime]
    ends_at: Mapped[dt.datetime]
    place_id: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("place.id"), index=True)
    cancelled_at: Mapped[dt.datetime | None]
    cancel_reason: Mapped[str] = mapped_column(server_default="", default="")


class ActivityOrganiser(CityModel):
    """An organiser beside the one that answers for the activity."""

    __tablename__ = "activity_organiser"

    activity_id: Mapped[int] = owner_key("activity")
    organiser_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("organiser.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    position: Mapped[int] = mapped_column(server_default="0")


class ActivityText(CityModel):
    """An activity's texts in one language, with what search reads of them.

    `outcomes` are sentences: what one can do afterwards. `bring` and `cost_note` are short.
    """

    __tablename__ = "activity_i18n"
    __table_args__ = (
        CheckConstraint("length(title) between 3 and 140", name="title_length"),
        Index("ix_activity_i18n_words", "words", **READY_GIN),
        plain_index("activity_i18n"),
    )

    activity_id: Mapped[int] = owner_key("activity")
    lang: Mapped[str] = lang_key()
    title: Mapped[str]
    summary: Mapped[str]
    body: Mapped[str]
    how: Mapped[str] = mapped_column(server_default="")
    outcomes: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default="{}")
    bring: Mapped[str] = mapped_column(server_default="")
    cost_note: Mapped[str] = mapped_column(server_default="")
    words: Mapped[str] = mapped_column(TSVECTOR, server_default="", deferred=True)
    title_words: Mapped[str] = mapped_column(TSVECTOR, server_default="", deferred=True)
    plain: Mapped[str] = plain("title")


class SearchWord(CityModel):
    """A word that search knows of, for those who mistype it. `plain` as in `texts.plain`."""

    __tablename__ = "search_word"
    __table_args__ = (plain_index("search_word"),)

    plain: Mapped[str] = mapped_column(primary_key=True)
    word: Mapped[str]


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
