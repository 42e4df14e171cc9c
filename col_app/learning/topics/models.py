"""Plain-language themes by which a city orders its activities."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from col_app.core.db import CityModel, Numbered
from col_app.learning.texts import lang_key, owner_key


class Topic(Numbered, CityModel):
    """A theme people pick. The slug is the same in every city; order and choice are the city's."""

    __tablename__ = "topic"

    slug: Mapped[str] = mapped_column(unique=True)
    position: Mapped[int]
    is_featured: Mapped[bool] = mapped_column(server_default="false")


class TopicText(CityModel):
    """A topic's name in one language."""

    __tablename__ = "topic_i18n"

    topic_id: Mapped[int] = owner_key("topic")
    lang: Mapped[str] = lang_key()
    label: Mapped[str]
