"""Sets of activities with one goal."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from col_app.core.db import CityModel, Numbered
from col_app.learning.texts import lang_key, owner_key, plain, plain_index


class Playlist(Numbered, CityModel):
    """An ordered set of activities. It takes every mandatory one, and of the others so many."""

    __tablename__ = "playlist"
    __table_args__ = (CheckConstraint("optional_needed >= 0", name="optional_not_negative"),)

    organiser_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("organiser.id"), index=True)
    slug: Mapped[str]
    optional_needed: Mapped[int] = mapped_column(server_default="0", default=0)
    published_at: Mapped[dt.datetime | None]


class PlaylistText(CityModel):
    """A playlist's texts in one language."""

    __tablename__ = "playlist_i18n"
    __table_args__ = (plain_index("playlist_i18n"),)

    playlist_id: Mapped[int] = owner_key("playlist")
    lang: Mapped[str] = lang_key()
    title: Mapped[str]
    summary: Mapped[str]
    body: Mapped[str] = mapped_column(server_default="")
    plain: Mapped[str] = plain("title")


class PlaylistItem(CityModel):
    """One step of a playlist. `minutes` is what it usually takes."""

    __tablename__ = "playlist_item"
    __table_args__ = (
        UniqueConstraint("playlist_id", "position", name="uq_playlist_item_position"),
        CheckConstraint("minutes > 0", name="takes_time"),
    )

    playlist_id: Mapped[int] = owner_key("playlist")
    activity_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("activity.id"), primary_key=True, index=True
    )
    position: Mapped[int]
    is_mandatory: Mapped[bool] = mapped_column(server_default="true")
    minutes: Mapped[int]


class PlaylistGuest(CityModel):
    """One step in another city of the network, known by that city's slug and number for it."""

    __tablename__ = "playlist_guest"
    __table_args__ = (
        Index("ix_playlist_guest_activity", "city", "activity_id"),
        CheckConstraint("minutes > 0", name="takes_time"),
    )

    playlist_id: Mapped[int] = owner_key("playlist")
    city: Mapped[str] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    position: Mapped[int]
    is_mandatory: Mapped[bool] = mapped_column(server_default="false")
    minutes: Mapped[int]


class PlaylistFollower(CityModel):
    """A person who started a playlist."""

    __tablename__ = "playlist_follower"

    playlist_id: Mapped[int] = owner_key("playlist")
    person_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, index=True)
    since: Mapped[dt.datetime] = mapped_column(server_default=func.now())
