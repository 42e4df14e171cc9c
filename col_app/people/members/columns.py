"""Where the tables of a city hold the number of a person.

Read from the metadata: a table that is added tomorrow is found like the others.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column

from col_app.core.db import city_tables

SOFT = {"account_id", "actor_id", "mentor_id", "person_id", "reviewer_id"}


def of_people() -> list[Column[int]]:
    """The columns of a city's tables that hold the number of a person."""
    return [
        column
        for table in city_tables()
        for column in table.columns
        if column.name in SOFT
        or (column.name.endswith("_by") and isinstance(column.type, BigInteger))
    ]
