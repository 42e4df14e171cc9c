"""What every table of texts in several languages shares."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column


def owner_key(table: str) -> Mapped[Any]:
    """Key column of an `<entity>_i18n` table, gone with its entity."""
    return mapped_column(
        BigInteger, ForeignKey(f"{table}.id", ondelete="CASCADE"), primary_key=True
    )


def lang_key() -> Mapped[str]:
    """The language of a row of texts, as Babel writes it (`sr_Latn`)."""
    return mapped_column(primary_key=True)
