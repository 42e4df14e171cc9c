"""What one city's schema holds, read by its own dependencies.

A query by schema name would read the catalogue of every city.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass

from psycopg import sql
from sqlalchemy import Connection

from tenancy.statements import name, script, send

_TABLES = sql.SQL("""
    SELECT c.oid, c.relname
    FROM pg_namespace n
    JOIN pg_depend d ON d.refclassid = 'pg_namespace'::regclass AND d.refobjid = n.oid
    JOIN pg_class c ON d.classid = 'pg_class'::regclass AND c.oid = d.objid AND c.relkind = 'r'
    WHERE n.nspname = {schema} ORDER BY c.relname
""")
_COLUMNS = sql.SQL("""
    SELECT attname, pg_get_serial_sequence(attrelid::regclass::text, attname)
    FROM pg_attribute
    WHERE attrelid = {table} AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
    ORDER BY attnum
""")
_KEYS = sql.SQL("""
    SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE conrelid = {table} AND contype = 'f' ORDER BY conname
""")


@dataclass(frozen=True, slots=True)
class CityTable:
    """One table: its stored columns, and the sequences that feed some of them."""

    oid: int
    name: str
    columns: tuple[str, ...]
    sequences: dict[str, str]

    def copy(self, direction: str) -> sql.Composed:
        """The COPY statement, `TO STDOUT` or `FROM STDIN`."""
        columns = sql.SQL(", ").join(name(column) for column in self.columns)
        return sql.SQL("COPY {} ({}) {}").format(name(self.name), columns, script(direction))


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """A key between two tables, as the server writes it."""

    table: str
    name: str
    definition: str


def city_tables(connection: Connection, schema: str) -> dict[str, CityTable]:
    """The tables of a schema by name. The schema must be the search path's first."""
    tables = send(connection, _TABLES.format(schema=schema)).fetchall()
    return {table: _table(connection, oid, table) for oid, table in tables}


def _table(connection: Connection, oid: int, table: str) -> CityTable:
    columns = send(connection, _COLUMNS.format(table=oid)).fetchall()
    sequences = {column: sequence for column, sequence in columns if sequence is not None}
    return CityTable(oid, table, tuple(column for column, _ in columns), sequences)


def take_keys(connection: Connection, table: CityTable) -> list[ForeignKey]:
    """Drop the foreign keys of a table and return them."""
    rows = send(connection, _KEYS.format(table=table.oid)).fetchall()
    keys = [ForeignKey(table.name, *row) for row in rows]
    for key in keys:
        drop = sql.SQL("ALTER TABLE {} DROP CONSTRAINT {}")
        send(connection, drop.format(name(key.table), name(key.name)))
    return keys


def put_key(connection: Connection, key: ForeignKey) -> None:
    """Make a key again; the server checks every row."""
    add = sql.SQL("ALTER TABLE {} ADD CONSTRAINT {} {}")
    send(connection, add.format(name(key.table), name(key.name), script(key.definition)))


def read_sequence(connection: Connection, sequence: str) -> tuple[int, bool]:
    """Last value of a sequence, and whether it has been given out."""
    query = sql.SQL("SELECT last_value, is_called FROM {}").format(script(sequence))
    row = send(connection, query).fetchone()
    return (int(row[0]), bool(row[1])) if row else (1, False)


def set_sequence(connection: Connection, sequence: str, last: int, *, called: bool) -> None:
    """Continue a sequence after a value."""
    query = sql.SQL("SELECT setval({}::regclass, {}, {})")
    send(connection, query.format(sequence, last, called))


@contextmanager
def silent_triggers(connection: Connection, table: str) -> Generator[None]:
    """No trigger of a table runs inside the block."""
    send(connection, sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(name(table)))
    yield
    send(connection, sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(name(table)))
