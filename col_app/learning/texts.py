"""What every table of texts in several languages shares."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Computed, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

READY_GIN: Any = {"postgresql_using": "gin", "postgresql_with": {"fastupdate": "off"}}
"""An inverted index that is read far more often than written: nothing waits to be sorted in."""


def owner_key(table: str) -> Mapped[Any]:
    """Key column of an `<entity>_i18n` table, gone with its entity."""
    return mapped_column(
        BigInteger, ForeignKey(f"{table}.id", ondelete="CASCADE"), primary_key=True
    )


def lang_key() -> Mapped[str]:
    """The language of a row of texts, as Babel writes it (`sr_Latn`)."""
    return mapped_column(primary_key=True)


def plain(column: str) -> Mapped[str]:
    """What a column says without case and accents, kept by the database itself."""
    return mapped_column(Computed(f"network.plain({column})", persisted=True), deferred=True)


def plain_index(table: str) -> Index:
    """Finds parts of `plain`, and what is written almost like it."""
    ops = {"plain": "network.gin_trgm_ops"}
    return Index(f"ix_{table}_plain", "plain", postgresql_ops=ops, **READY_GIN)
