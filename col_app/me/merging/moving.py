"""Giving all rows of one person to another, whatever the tables are.

Which columns hold a person is read from the metadata, and so are the keys that two rows of one
person may break: a table that is added tomorrow moves like the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import (
    Column,
    ColumnElement,
    Index,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    and_,
    delete,
    exists,
    update,
)
from sqlalchemy.orm import Session

from col_app.core.db import network_tables
from col_app.people.members import columns

NEVER = {"audit", "merging", "prepared_account"}
"""What is written down once."""
LEFT_BEHIND = {"award_line"}
"""Rows that are counted: one that is there twice stays with the account that is gone."""
SETTLED = {
    "application", "award", "experience", "mentorship", "participation", "submission", "waiting",
}  # fmt: skip
"""What `settling` has looked at: nothing of it is ever deleted here."""


@dataclass(frozen=True, slots=True)
class Move:
    """From which number to which."""

    gone: int
    kept: int


def in_city() -> Iterator[Column[int]]:
    """The columns of a city's tables that hold the number of a person."""
    return (each for each in columns.of_people() if each.table.name not in NEVER)


def in_network() -> Iterator[Column[int]]:
    """The columns of the shared tables that refer to a person."""
    for table in network_tables():
        for column in table.columns:
            is_person = any(
                key.target_fullname == "network.person.id" for key in column.foreign_keys
            )
            if table.name not in NEVER and is_person:
                yield column


def move(session: Session, column: Column[int], way: Move) -> int:
    """Give the rows of one to the other; of two that cannot both be, the other's stays.

    How many moved.
    """
    table = column.table
    assert isinstance(table, Table)
    goes, twins = column == way.gone, _twins(table, column, way)
    if table.name not in LEFT_BEHIND:
        for twin in twins:
            session.execute(delete(table).where(goes, twin))
    moved = update(table).where(goes, *(~twin for twin in twins)).values({column: way.kept})
    return len(session.execute(moved.returning(column)).all())


def _twins(table: Table, column: Column[int], way: Move) -> list[ColumnElement[bool]]:
    if table.name in SETTLED:
        return []
    return [_twin(table, column, key, way) for key in _keys(table, column)]


Key = UniqueConstraint | Index | PrimaryKeyConstraint


def _keys(table: Table, column: Column[int]) -> Iterator[Key]:
    keys = [
        *(each for each in table.constraints if isinstance(each, UniqueConstraint)),
        *(each for each in table.indexes if each.unique and not _is_partial(each)),
        table.primary_key,
    ]
    return (key for key in keys if column.name in key.columns)


def _is_partial(index: Index) -> bool:
    # what it is about cannot be asked here: whoever makes such a key settles it before
    return index.dialect_options["postgresql"]["where"] is not None


def _twin(
    table: Table,
    column: Column[int],
    key: Key,
    way: Move,
) -> ColumnElement[bool]:
    """Whether the one who stays has a row with the same key."""
    other = table.alias("other")
    options = key.dialect_options["postgresql"]
    same = [
        other.c[each.name].is_not_distinct_from(each)
        if options.get("nulls_not_distinct")
        else other.c[each.name] == each
        for each in key.columns
        if each is not column
    ]
    return exists().where(and_(other.c[column.name] == way.kept, *same)).correlate(table)
