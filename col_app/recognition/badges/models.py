"""Badge definitions, and every version of them that was ever published."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, LargeBinary, UniqueConstraint, func
from sqlalchemy import ForeignKeyConstraint as ForeignKeys
from sqlalchemy.dialects.postgresql import JSONB
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


class Evidence(StrEnum):
    """What shows that a task is done."""

    TEXT = "text"
    FILE = "file"
    PHOTO = "photo"
    LINK = "link"


class Verifier(StrEnum):
    """Who says that a task is done."""

    SELF = "self"
    PEERS = "peers"
    ORGANISER = "organiser"


class BadgePicture(CityModel):
    """A picture that somebody sent, as we drew it anew: PNG, square. Its key is its digest."""

    __tablename__ = "badge_picture"

    digest: Mapped[str] = mapped_column(primary_key=True)
    png: Mapped[bytes] = mapped_column(LargeBinary)


class Badge(Numbered, CityModel):
    """What is recognised. It belongs to an activity, to a playlist, or stands alone.

    Its columns, texts and skills are those of its latest version; `public_id` is that version's.
    A badge without `published_at` is a draft, or was retired.
    """

    __tablename__ = "badge"
    __table_args__ = (
        CheckConstraint("activity_id is null or playlist_id is null", name="one_origin"),
        CheckConstraint("workload_minutes > 0", name="takes_time"),
        CheckConstraint("valid_months between 1 and 600", name="ends"),
        CheckConstraint("published_at is null or retired_at is null", name="given_or_retired"),
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
    picture: Mapped[str | None] = mapped_column(ForeignKey("badge_picture.digest"))
    valid_months: Mapped[int | None]
    published_at: Mapped[dt.datetime | None]
    retired_at: Mapped[dt.datetime | None]
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


class BadgeVersion(CityModel):
    """A badge as it was published, for ever: the database refuses every change.

    `contents` holds the columns, texts and skills of the badge under the names of
    `badges.queries`; its tasks are rows of `badge_task`. `public_id` stands in credentials.
    """

    __tablename__ = "badge_version"

    badge_id: Mapped[int] = owner_key("badge")
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    public_id: Mapped[str] = mapped_column(unique=True)
    contents: Mapped[dict[str, Any]] = mapped_column(JSONB)
    published_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())


class BadgeTask(Numbered, CityModel):
    """One thing to do for a version of a badge. Without tasks, coming is enough.

    `peers` is how many others confirm it, where peers do.
    """

    __tablename__ = "badge_task"
    __table_args__ = (
        ForeignKeys(
            ["badge_id", "version"],
            ["badge_version.badge_id", "badge_version.number"],
            ondelete="CASCADE",
        ),
        UniqueConstraint("badge_id", "version", "position"),
        CheckConstraint("(verified_by = 'peers') = (peers is not null)", name="peers_are_counted"),
        CheckConstraint("peers between 1 and 9", name="few_peers"),
    )

    badge_id: Mapped[int]
    version: Mapped[int]
    position: Mapped[int]
    evidence: Mapped[Evidence] = mapped_column(choice(Evidence, "evidence"))
    verified_by: Mapped[Verifier] = mapped_column(choice(Verifier, "verified_by"))
    peers: Mapped[int | None]


class BadgeTaskText(CityModel):
    """What a task asks for, in one language."""

    __tablename__ = "badge_task_i18n"

    task_id: Mapped[int] = owner_key("badge_task")
    lang: Mapped[str] = lang_key()
    text: Mapped[str]


class BadgeDraft(CityModel):
    """What a badge is to become: `contents` as in `badge_version`, and its `tasks`.

    `revision` grows with every save: who saves upon an older one is told.
    """

    __tablename__ = "badge_draft"

    badge_id: Mapped[int] = owner_key("badge")
    contents: Mapped[dict[str, Any]] = mapped_column(JSONB)
    revision: Mapped[int] = mapped_column(server_default="1", default=1)
    saved_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
    saved_by: Mapped[int | None]
