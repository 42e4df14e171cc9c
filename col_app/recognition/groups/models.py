"""People an organiser awards together again and again."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from col_app.core.db import CityModel, Numbered


class Group(Numbered, CityModel):
    """A name for some people. An organiser has one group of a name."""

    __tablename__ = "people_group"
    __table_args__ = (
        UniqueConstraint("organiser_id", "name", name="uq_people_group_name"),
        CheckConstraint("length(name) between 1 and 80", name="name_length"),
    )

    organiser_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("organiser.id", ondelete="CASCADE")
    )
    name: Mapped[str]
    made_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())


class GroupMember(CityModel):
    """A person of a group. `person_id` is a soft id."""

    __tablename__ = "people_group_member"

    group_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("people_group.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, index=True)
