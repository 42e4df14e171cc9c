"""Where learning happens."""

from __future__ import annotations

from sqlalchemy import ARRAY, CheckConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from col_app.core.db import CityModel, Numbered
from col_app.learning.texts import lang_key, owner_key, plain, plain_index


class Place(Numbered, CityModel):
    """A permanent location. `lat` and `lon` in degrees (WGS 84)."""

    __tablename__ = "place"
    __table_args__ = (
        CheckConstraint("lat between -90 and 90 and lon between -180 and 180", name="on_earth"),
    )

    kind: Mapped[str]
    slug: Mapped[str]
    address: Mapped[str] = mapped_column(server_default="")
    lat: Mapped[float]
    lon: Mapped[float]
    access: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default="{}")
    website: Mapped[str] = mapped_column(server_default="", default="")


class PlaceText(CityModel):
    """Name, description and opening hours of a place in one language."""

    __tablename__ = "place_i18n"
    __table_args__ = (plain_index("place_i18n"),)

    place_id: Mapped[int] = owner_key("place")
    lang: Mapped[str] = lang_key()
    name: Mapped[str]
    about: Mapped[str] = mapped_column(server_default="")
    opening: Mapped[str] = mapped_column(server_default="", default="")
    plain: Mapped[str] = plain("name")
