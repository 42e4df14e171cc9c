"""What people keep for later."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import Index, func
from sqlalchemy.orm import Mapped, mapped_column

from col_app.core.db import CityModel, choice


class Kind(StrEnum):
    """What can be saved, by the first part of its address in the singular."""

    ACTIVITY = "activity"
    PLAYLIST = "playlist"
    BADGE = "badge"
    PLACE = "place"
    ORGANISER = "organiser"
    SKILL = "skill"
    ELSEWHERE = "elsewhere"
    """An activity of another city, by a number that `elsewhere` makes of the two."""


class Saved(CityModel):
    """A person saved a thing, once. Both are soft ids: what is gone is left out by the reads."""

    __tablename__ = "saved"
    __table_args__ = (Index("ix_saved_thing", "kind", "thing_id", "saved_at"),)

    person_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[Kind] = mapped_column(choice(Kind, "kind"), primary_key=True)
    thing_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    saved_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
