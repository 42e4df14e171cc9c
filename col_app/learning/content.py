"""Whether what a city offers is still what it was: one word, in the database's own keeping.

Triggers write another word with every change, in the change's own transaction, so it can neither
be forgotten nor seen too early or too late. It is no number: an archive that is restored must not
count its way back to a word that readers still hold.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Connection, MetaData, Table, event, text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.schema import DDL

from col_app.core.db import Base, CityModel

WATCHED = (
    "activity", "activity_i18n", "activity_topic", "activity_skill", "activity_session", "place",
    "place_i18n", "topic", "topic_i18n", "skill", "skill_i18n",
)  # fmt: skip
UNWATCHED = {"activity": ("taken_count",)}
"""Columns that change all day and change no list: people who join must not wait for each other.

PostgreSQL wants the others by name: a migration that adds one to such a table makes its trigger
anew.
"""

# Before the statement: writers take this row first and so cannot lock each other out later.
FUNCTION = """
create function content_changes() returns trigger language plpgsql as $$
begin
  execute format('insert into %I.content (sole, word) values (true, gen_random_uuid())
    on conflict (sole) do update set word = excluded.word', tg_table_schema);
  return null;
end $$
"""
TRIGGER = """
create trigger content_changes before insert or delete or truncate or update {columns}
on "{table}" for each statement execute function content_changes()
"""


class Content(CityModel):
    """The one row that says which contents these are."""

    __tablename__ = "content"
    __table_args__ = (CheckConstraint("sole", name="one_row"),)

    sole: Mapped[bool] = mapped_column(primary_key=True)
    word: Mapped[UUID] = mapped_column(server_default=text("gen_random_uuid()"))


def _columns(table: Table) -> str:
    left_out = UNWATCHED.get(table.name)
    if left_out is None:
        return ""
    kept = (f'"{column.name}"' for column in table.columns if column.name not in left_out)
    return f"of {', '.join(kept)}"


@event.listens_for(Base.metadata, "after_create")
def _watch(_metadata: MetaData, connection: Connection, tables: list[Table], **_: Any) -> None:
    """A new city's script ends with the triggers."""
    if Content.__table__ not in tables:
        return
    connection.execute(DDL(FUNCTION.replace("%", "%%")))
    for table in tables:
        if table.schema is None and table.name in WATCHED:
            trigger = TRIGGER.format(columns=_columns(table), table=table.name)
            connection.execute(DDL(trigger))
