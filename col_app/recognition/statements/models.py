"""Recognition statements: what a body grants to those who hold certain badges."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, func
from sqlalchemy.orm import Mapped, mapped_column

from col_app.core.db import CityModel, Numbered, choice
from col_app.learning.texts import lang_key, owner_key
from col_app.recognition.badges.models import Layer

LONGEST_TITLE, LONGEST_BODY = 120, 2000
MOST_NEEDED = 50


class StatementState(StrEnum):
    """Where a statement stands. What is published is a promise: it can be ended, not changed."""

    DRAFT = "draft"
    PUBLISHED = "published"
    ENDED = "ended"


class Statement(Numbered, CityModel):
    """`needed` badges out of those that count are worth what the texts say.

    A badge counts when it is named or shows a named skill (without either: any badge), and lies
    in the layer, if one is asked for.
    """

    __tablename__ = "statement"
    __table_args__ = (
        CheckConstraint("until_on >= from_on", name="ends_after_it_starts"),
        CheckConstraint(f"needed between 1 and {MOST_NEEDED}", name="needs_something"),
        CheckConstraint("(state = 'draft') = (published_at is null)", name="published_once"),
        CheckConstraint("(state = 'ended') = (ended_at is not null)", name="ended_once"),
    )

    organiser_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("organiser.id"), index=True)
    slug: Mapped[str]
    state: Mapped[StatementState] = mapped_column(
        choice(StatementState, "state"),
        server_default=StatementState.DRAFT.value,
        default=StatementState.DRAFT,
    )
    needed: Mapped[int] = mapped_column(server_default="1", default=1)
    layer: Mapped[Layer | None] = mapped_column(choice(Layer, "layer"))
    from_on: Mapped[dt.date | None]
    until_on: Mapped[dt.date | None]
    created_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
    published_at: Mapped[dt.datetime | None]
    ended_at: Mapped[dt.datetime | None]


class StatementText(CityModel):
    """What is granted, and how to ask for it, in one language."""

    __tablename__ = "statement_i18n"
    __table_args__ = (
        CheckConstraint(f"length(title) between 1 and {LONGEST_TITLE}", name="title_length"),
        CheckConstraint(f"length(body) between 1 and {LONGEST_BODY}", name="body_length"),
    )

    statement_id: Mapped[int] = owner_key("statement")
    lang: Mapped[str] = lang_key()
    title: Mapped[str]
    body: Mapped[str]


class StatementBadge(CityModel):
    """A badge that counts. A playlist counts by the badge at its end."""

    __tablename__ = "statement_badge"

    statement_id: Mapped[int] = owner_key("statement")
    badge_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("badge.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class StatementSkill(CityModel):
    """Badges that show this skill count."""

    __tablename__ = "statement_skill"

    statement_id: Mapped[int] = owner_key("statement")
    skill_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("skill.id", ondelete="CASCADE"), primary_key=True, index=True
    )
