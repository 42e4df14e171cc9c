"""What a person carries beside the awards of cities: badges from elsewhere, and collections.

A wallet belongs to a person and not to a city, so its tables are the network's. Foreign badges
lie there as they came, byte for byte and in clear like names and addresses: they must outlive
every key of ours.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    LargeBinary,
    String,
    UniqueConstraint,
    func,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from col_app.core.db import NETWORK_SCHEMA, NetworkModel, Numbered, choice
from col_app.core.ids import public_id

MAX_BYTES = 2 * 1024 * 1024
LONGEST_TITLE, LONGEST_ABOUT = 100, 1000


class Form(StrEnum):
    """In which form a foreign badge came; also how its file's name ends."""

    PNG = "png"
    SVG = "svg"
    JSON = "json"
    JWT = "jwt"


def _key(target: str, *, index: bool = False) -> Mapped[int]:
    key = ForeignKey(f"{NETWORK_SCHEMA}.{target}", ondelete="CASCADE")
    return mapped_column(BigInteger, key, index=index)


class ImportedBadge(Numbered, NetworkModel):
    """A badge of another issuer. `body` is what came, never changed; the rest is read from it."""

    __tablename__ = "imported_badge"
    __table_args__: Any = (
        UniqueConstraint("person_id", "digest", name="uq_imported_badge_once"),
        CheckConstraint(f"octet_length(body) between 1 and {MAX_BYTES}", name="body_size"),
        CheckConstraint("octet_length(digest) = 32", name="digest_size"),
        {"schema": NETWORK_SCHEMA},
    )

    person_id: Mapped[int] = _key("person.id")
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    body: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    form: Mapped[Form] = mapped_column(choice(Form, "form"))
    name: Mapped[str]
    description: Mapped[str]
    issuer: Mapped[str]
    awarded_at: Mapped[dt.datetime | None]
    evidence: Mapped[list[str]] = mapped_column(ARRAY(String), server_default="{}")
    verdict: Mapped[str]
    checks: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    checked_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
    imported_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())


class Collection(Numbered, NetworkModel):
    """Badges that a person shows together, by a link. Private until `is_shared`."""

    __tablename__ = "collection"
    __table_args__: Any = (
        CheckConstraint(f"length(title) between 1 and {LONGEST_TITLE}", name="title_length"),
        CheckConstraint(f"length(about) <= {LONGEST_ABOUT}", name="about_length"),
        CheckConstraint("is_shared or not is_listed", name="listed_is_shared"),
        {"schema": NETWORK_SCHEMA},
    )

    public_id: Mapped[str] = mapped_column(unique=True, default=public_id)
    person_id: Mapped[int] = _key("person.id", index=True)
    title: Mapped[str]
    about: Mapped[str] = mapped_column(server_default="", default="")
    is_shared: Mapped[bool] = mapped_column(server_default="false", default=False)
    is_listed: Mapped[bool] = mapped_column(server_default="false", default=False)
    ends_at: Mapped[dt.datetime | None]
    made_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())


class CollectionItem(Numbered, NetworkModel):
    """A badge in a collection, in the order of `id`: an award of a city or a foreign badge."""

    __tablename__ = "collection_item"
    __table_args__: Any = (
        UniqueConstraint(
            "collection_id",
            "award_id",
            "imported_id",
            name="uq_collection_item_once",
            postgresql_nulls_not_distinct=True,
        ),
        CheckConstraint("num_nonnulls(award_id, imported_id) = 1", name="one_badge"),
        {"schema": NETWORK_SCHEMA},
    )

    collection_id: Mapped[int] = _key("collection.id")
    award_id: Mapped[str | None] = mapped_column(
        ForeignKey(f"{NETWORK_SCHEMA}.registered_award.public_id", ondelete="CASCADE"), index=True
    )
    imported_id: Mapped[int | None] = mapped_column(
        BigInteger,
        ForeignKey(f"{NETWORK_SCHEMA}.imported_badge.id", ondelete="CASCADE"),
        index=True,
    )
    shows_name: Mapped[bool] = mapped_column(server_default="false", default=False)
    shows_evidence: Mapped[bool] = mapped_column(server_default="false", default=False)
