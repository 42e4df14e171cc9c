"""The tables of a city as one SQL script, rendered once per release."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Table, create_mock_engine
from sqlalchemy.dialects.postgresql.base import PGDialect


@dataclass(frozen=True, slots=True)
class CityScript:
    """What creates a city's tables inside its schema, and the migration revision they are of."""

    sql: str
    revision: str | None = None

    @classmethod
    def from_metadata(cls, tables: Sequence[Table], revision: str | None = None) -> CityScript:
        """Render tables of one MetaData, in any order; remembered. Raises ValueError.

        A city's table has no schema and no key that leaves the city: such keys make deleting one
        person cost half a second at a thousand cities.
        """
        return cls(_render(tuple(tables)), revision)


@lru_cache(maxsize=8)
def _render(tables: tuple[Table, ...]) -> str:
    statements: list[str] = []
    # Without doubled per cent signs: the script is sent without parameters.
    dialect = PGDialect(paramstyle="named")

    def collect(statement: Any, *_multiparams: Any, **_params: Any) -> None:
        statements.append(f"{str(statement.compile(dialect=dialect)).strip()};")

    for table in tables:
        _refuse_foreign(table)
    engine = create_mock_engine("postgresql+psycopg://", collect)
    for metadata in {table.metadata for table in tables}:
        metadata.create_all(engine, tables=tables, checkfirst=False)
    return "\n".join(statements)


def _refuse_foreign(table: Table) -> None:
    if table.schema is not None:
        raise ValueError(f"{table.fullname} is not a city's table")
    for key in table.foreign_keys:
        if "." in key.target_fullname.rpartition(".")[0]:
            raise ValueError(f"{table.name}: key to {key.target_fullname} leaves the city")
