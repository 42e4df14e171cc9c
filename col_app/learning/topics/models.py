"""Plain-language themes by which a city orders its activities."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from col_app.core.db import CityModel, Numbered
from col_app.learning.texts import lang_key, owner_key

LONGEST_LABEL = 60


class Topic(Numbered, CityModel):
    """A theme people pick. The slug is the same in every city; order and choice are the city's.

    `look` is a colour token and an icon that the city chose (`music.flask`); empty for the look
    that the slug has everywhere. What is hidden stands in no list; its activities are found.
    """

    __tablename__ = "topic"
    __table_args__ = (CheckConstraint("look ~ '^([a-z]+[.][a-z-]+)?$'", name="look_form"),)

    slug: Mapped[str] = mapped_column(unique=True)
    position: Mapped[int]
    is_featured: Mapped[bool] = mapped_column(server_default="false")
    is_hidden: Mapped[bool] = mapped_column(server_default="false", default=False)
    look: Mapped[str] = mapped_column(server_default="", default="")


class TopicText(CityModel):
    """A topic's name in one language; no two topics have the same."""

    __tablename__ = "topic_i18n"
    __table_args__ = (
        CheckConstraint(f"length(label) between 1 and {LONGEST_LABEL}", name="label_length"),
        UniqueConstraint("lang", "label", name="uq_topic_i18n_label"),
    )

    topic_id: Mapped[int] = owner_key("topic")
    lang: Mapped[str] = lang_key()
    label: Mapped[str]


class FormerTopic(CityModel):
    """The slug of a topic that was merged into another: its addresses lead there."""

    __tablename__ = "topic_former"

    slug: Mapped[str] = mapped_column(primary_key=True)
    topic_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("topic.id", ondelete="CASCADE"), index=True
    )
