"""Writing many rows at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import Table

from col_app.core.db import Base, db

Ids = dict[str, int]


def keep(rows: Sequence[Any], keys: Sequence[str]) -> Ids:
    """Write rows and remember which number stands for which key."""
    db.session.add_all(rows)
    db.session.flush()
    return {key: row.id for key, row in zip(keys, rows, strict=True)}


def insert(model: type[Base], rows: list[dict[str, Any]]) -> None:
    """Write rows whose numbers nobody needs."""
    if rows:
        db.session.execute(cast(Table, model.__table__).insert(), rows)


def insert_texts(
    model: type[Base], column: str, ids: Ids, things: Sequence[Any], words: Sequence[str]
) -> None:
    """Write the texts of things, one row for each language of their first word."""
    rows = [
        {column: ids[thing.key], "lang": lang}
        | {word: getattr(thing, word).get(lang, "") for word in words}
        for thing in things
        for lang in getattr(thing, words[0])
    ]
    insert(model, rows)
