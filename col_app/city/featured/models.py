"""What a city team puts on the city's home."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from col_app.core.db import CityModel, Numbered, choice
from col_app.learning.texts import lang_key, owner_key

LONGEST_WHY = 140


class FeaturedKind(StrEnum):
    """What can be featured."""

    ACTIVITY = "activity"
    PLAYLIST = "playlist"
    BADGE = "badge"
    SKILL = "skill"
    PLACE = "place"
    ORGANISER = "organiser"
    LIST = "list"


class Featured(Numbered, CityModel):
    """A thing on the home, in the city's order, from when until when; without times always.

    `thing_id` is a soft id: what is gone, over or not public drops out by itself.
    """

    __tablename__ = "featured"
    __table_args__ = (
        UniqueConstraint("kind", "thing_id", name="uq_featured_thing"),
        CheckConstraint("ends_at > starts_at", name="ends_after_it_starts"),
    )

    kind: Mapped[FeaturedKind] = mapped_column(choice(FeaturedKind, "kind"))
    thing_id: Mapped[int]
    position: Mapped[int]
    starts_at: Mapped[dt.datetime | None]
    ends_at: Mapped[dt.datetime | None]


class FeaturedText(CityModel):
    """Why it is there, in one language."""

    __tablename__ = "featured_i18n"
    __table_args__ = (
        CheckConstraint(f"length(why) between 1 and {LONGEST_WHY}", name="why_length"),
    )

    featured_id: Mapped[int] = owner_key("featured")
    lang: Mapped[str] = lang_key()
    why: Mapped[str]
