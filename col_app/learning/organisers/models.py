"""Those who publish activities and award badges."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, func
from sqlalchemy.orm import Mapped, mapped_column

from col_app.core.db import CityModel, Numbered, choice
from col_app.core.ids import public_id
from col_app.learning.texts import lang_key, owner_key, plain, plain_index

LINKEDIN = "^[1-9][0-9]{0,14}$"
"""The number of a page at LinkedIn."""


class OrganiserKind(StrEnum):
    """What sort of body an organiser is."""

    MUSEUM = "museum"
    LIBRARY = "library"
    SCHOOL = "school"
    UNIVERSITY = "university"
    NGO = "ngo"
    CLUB = "club"
    COMPANY = "company"
    FREELANCER = "freelancer"
    CITY = "city"
    GROUP = "group"


class Organiser(Numbered, CityModel):
    """An organisation, group or freelancer. `public_id` stands in its DID and never changes."""

    __tablename__ = "organiser"
    __table_args__ = (CheckConstraint(f"linkedin_id ~ '{LINKEDIN}'", name="linkedin_number"),)

    public_id: Mapped[str] = mapped_column(unique=True, default=public_id)
    kind: Mapped[OrganiserKind] = mapped_column(choice(OrganiserKind, "kind"))
    slug: Mapped[str]
    website: Mapped[str] = mapped_column(server_default="")
    linkedin_id: Mapped[str | None]
    verified_at: Mapped[dt.datetime | None]
    created_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())


class OrganiserText(CityModel):
    """Name and description of an organiser in one language."""

    __tablename__ = "organiser_i18n"
    __table_args__ = (plain_index("organiser_i18n"),)

    organiser_id: Mapped[int] = owner_key("organiser")
    lang: Mapped[str] = lang_key()
    name: Mapped[str]
    about: Mapped[str] = mapped_column(server_default="")
    plain: Mapped[str] = plain("name")


class OrganiserMember(CityModel):
    """A person who acts for an organiser."""

    __tablename__ = "organiser_member"

    organiser_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("organiser.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, index=True)
    since: Mapped[dt.datetime] = mapped_column(server_default=func.now())
