"""What learners put together out of saved things: lists to share, playlists of their own."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from col_app.core.db import CityModel, Numbered, choice
from col_app.core.ids import public_id
from col_app.learning.saved.models import Kind
from col_app.learning.texts import owner_key

LONGEST_TITLE, LONGEST_ABOUT, LONGEST_NOTE = 100, 1000, 300
MOST_ITEMS = 100


class Visibility(StrEnum):
    """Who may see a list: its owner, whoever has the link, everybody."""

    PRIVATE = "private"
    UNLISTED = "unlisted"
    PUBLIC = "public"


class OwnList(Numbered, CityModel):
    """A learner's list. `person_id` is a soft id; `public_id` cannot be guessed."""

    __tablename__ = "own_list"
    __table_args__ = (
        CheckConstraint(f"length(title) between 1 and {LONGEST_TITLE}", name="title_length"),
        CheckConstraint(f"length(about) <= {LONGEST_ABOUT}", name="about_length"),
        Index("ix_own_list_visible", "visibility", "id"),
    )

    public_id: Mapped[str] = mapped_column(unique=True, default=public_id)
    person_id: Mapped[int] = mapped_column(index=True)
    title: Mapped[str]
    about: Mapped[str] = mapped_column(server_default="", default="")
    visibility: Mapped[Visibility] = mapped_column(
        choice(Visibility, "visibility"), server_default="private", default=Visibility.PRIVATE
    )
    based_on_id: Mapped[int | None] = mapped_column(
        BigInteger, ForeignKey("own_list.id", ondelete="SET NULL"), index=True
    )
    made_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())


class ListFollower(CityModel):
    """Somebody who follows a list: it stands in their passport with how far they are."""

    __tablename__ = "own_list_follower"

    list_id: Mapped[int] = owner_key("own_list")
    person_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, index=True)
    since: Mapped[dt.datetime] = mapped_column(server_default=func.now())


class ListItem(CityModel):
    """One thing in a list. `thing_id` is a soft id, as in `saved`."""

    __tablename__ = "own_list_item"
    __table_args__ = (
        UniqueConstraint("list_id", "position", name="uq_own_list_item_position"),
        CheckConstraint(f"position between 1 and {MOST_ITEMS}", name="not_too_many"),
        CheckConstraint(f"length(note) <= {LONGEST_NOTE}", name="note_length"),
    )

    list_id: Mapped[int] = owner_key("own_list")
    kind: Mapped[Kind] = mapped_column(choice(Kind, "kind"), primary_key=True)
    thing_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    position: Mapped[int]
    is_mandatory: Mapped[bool] = mapped_column(server_default="true", default=True)
    note: Mapped[str] = mapped_column(server_default="", default="")
