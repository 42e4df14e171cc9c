"""Who takes part in a city, and who may do what there."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from col_app.core.db import NETWORK_SCHEMA, CityModel, NetworkModel, Numbered, choice


class Role(StrEnum):
    """What a person is in a city (or, for the trio, in the network). Sets, not a ladder."""

    LEARNER = "learner"
    GUARDIAN = "guardian"
    ORGANISER = "organiser"
    RECOGNISER = "recogniser"
    CITY = "city"
    TRIO = "trio"
    OPERATOR = "operator"


NETWORK_ROLES = frozenset({Role.TRIO, Role.OPERATOR})
"""Roles that people have in no city."""


class Membership(Numbered, NetworkModel):
    """A role of a person in one city; without a city it is a role in the network."""

    __tablename__ = "membership"
    __table_args__: Any = (
        UniqueConstraint(
            "person_id", "city_id", "role", name="uq_membership", postgresql_nulls_not_distinct=True
        ),
        CheckConstraint(
            "(role in ('trio', 'operator')) = (city_id is null)", name="network_roles_have_no_city"
        ),
        {"schema": NETWORK_SCHEMA},
    )

    person_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey(f"{NETWORK_SCHEMA}.person.id", ondelete="CASCADE")
    )
    city_id: Mapped[int | None] = mapped_column(
        ForeignKey(f"{NETWORK_SCHEMA}.city.id", ondelete="CASCADE"), index=True
    )
    role: Mapped[Role] = mapped_column(choice(Role, "role"))
    since: Mapped[dt.datetime] = mapped_column(server_default=func.now())


class Member(CityModel):
    """A person as this city knows them: the name it shows. `person_id` is a soft id."""

    __tablename__ = "member"
    __table_args__ = (CheckConstraint("length(name) between 1 and 80", name="name_length"),)

    person_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str]
    lang: Mapped[str] = mapped_column(server_default="en")
    since: Mapped[dt.datetime] = mapped_column(server_default=func.now())
