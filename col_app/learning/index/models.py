"""What the whole network may find: one row for each published activity of every city, and names."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ARRAY, BigInteger, CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.dialects.postgresql import JSONB, TSTZMULTIRANGE, TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from col_app.core.db import NETWORK_SCHEMA, NetworkModel


class Listing(NetworkModel):
    """A published activity as others see it; its city writes it with the activity itself.

    `texts` is `{lang: [title, summary]}`, `keys` are what facets choose by (`topic:coding`,
    `price:free`), `words` what its city's own search knows of it in all languages, `meetings` when
    people meet: what meets several times is there then, not in between. `city_role` is the writing
    role; row security on it lets a city touch its own rows alone.
    """

    __tablename__ = "listing"
    __table_args__: Any = (
        Index("ix_listing_topics", "topics", postgresql_using="gin"),
        Index("ix_listing_ends_at", "ends_at"),
        Index("ix_listing_words", "words", postgresql_using="gin"),
        {"schema": NETWORK_SCHEMA},
    )

    city_id: Mapped[int] = mapped_column(
        ForeignKey(f"{NETWORK_SCHEMA}.city.id", ondelete="CASCADE"), primary_key=True
    )
    activity_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    city_role: Mapped[str] = mapped_column(server_default=text("current_user"))
    slug: Mapped[str]
    texts: Mapped[dict[str, Any]] = mapped_column(JSONB)
    topics: Mapped[list[str]] = mapped_column(ARRAY(Text))
    type: Mapped[str]
    format: Mapped[str]
    place: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    starts_at: Mapped[dt.datetime | None]
    ends_at: Mapped[dt.datetime | None]
    price_cents: Mapped[int]
    currency: Mapped[str]
    keys: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default="{}")
    words: Mapped[str] = mapped_column(TSVECTOR, server_default="", deferred=True)
    age_min: Mapped[int | None]
    age_max: Mapped[int | None]
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    published_at: Mapped[dt.datetime | None]
    meetings: Mapped[str] = mapped_column(TSTZMULTIRANGE, server_default="{}", deferred=True)


class Term(NetworkModel):
    """What a city calls a topic or a skill (`kind`) that its published activities stand under.

    `labels` is `{lang: label}`; `uri` names a skill of ESCO.
    """

    __tablename__ = "term"
    __table_args__: Any = (
        CheckConstraint("kind in ('topic', 'skill')", name="kind"),
        {"schema": NETWORK_SCHEMA},
    )

    city_id: Mapped[int] = mapped_column(
        ForeignKey(f"{NETWORK_SCHEMA}.city.id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[str] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(primary_key=True)
    city_role: Mapped[str] = mapped_column(server_default=text("current_user"))
    uri: Mapped[str] = mapped_column(server_default="")
    labels: Mapped[dict[str, Any]] = mapped_column(JSONB)


class ListingWord(NetworkModel):
    """A word of what is listed, for those who mistype it in the search over all cities."""

    __tablename__ = "listing_word"
    __table_args__: Any = (
        Index(
            "ix_listing_word_plain",
            "plain",
            postgresql_using="gin",
            postgresql_ops={"plain": "gin_trgm_ops"},
        ),
        {"schema": NETWORK_SCHEMA},
    )

    plain: Mapped[str] = mapped_column(primary_key=True)
    word: Mapped[str]
