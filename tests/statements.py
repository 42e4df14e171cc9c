"""The statements that a block sends to PostgreSQL, by whichever way."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy import Engine, event

THE_DIRECTORY = "from network.city c"
"""In the statement by which a process reads all cities anew, every half minute and on a change."""


@contextmanager
def statements() -> Iterator[list[str]]:
    """Statements of SQLAlchemy and of `tenancy.read_once`.

    Neither what opens a transaction, nor the directory, which time asks for and no page.
    """
    seen: list[str] = []

    def note(_connection, _cursor, statement, *_rest):
        if THE_DIRECTORY not in statement:
            seen.append(statement)

    def execute(cursor, query, *arguments, **options):
        seen.append(query.decode() if isinstance(query, bytes) else query)
        return psycopg.Cursor.execute(cursor, query, *arguments, **options)

    event.listen(Engine, "before_cursor_execute", note)
    psycopg.ClientCursor.execute = execute
    try:
        yield seen
    finally:
        del psycopg.ClientCursor.execute
        event.remove(Engine, "before_cursor_execute", note)
