"""The word that changes with a city's contents, and the triggers that change it."""

import sqlalchemy as sa
from alembic import op

revision = "content"
down_revision = "listing"

WATCHED = (
    "activity_i18n", "activity_topic", "activity_skill", "activity_session", "place",
    "place_i18n", "topic", "topic_i18n", "skill", "skill_i18n",
)  # fmt: skip
FUNCTION = """
create function content_changes() returns trigger language plpgsql as $$
begin
  execute format('insert into %I.content (sole, word) values (true, gen_random_uuid())
    on conflict (sole) do update set word = excluded.word', tg_table_schema);
  return null;
end $$
"""
TRIGGER = """
create trigger content_changes before insert or delete or truncate or update
on "{table}" for each statement execute function content_changes()
"""
# All columns but one, whichever those are when this runs.
ACTIVITY = """
do $$ begin
  execute (select 'create trigger content_changes
    before insert or delete or truncate or update of '
    || string_agg(quote_ident(attname), ', ' order by attnum)
    || ' on activity for each statement execute function content_changes()'
    from pg_attribute where attrelid = 'activity'::regclass and attnum > 0
    and not attisdropped and attname <> 'taken_count');
end $$
"""


def upgrade() -> None:
    """Everything is watched from now on."""
    op.create_table(
        "content",
        sa.Column("sole", sa.Boolean(), nullable=False),
        sa.Column("word", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.CheckConstraint("sole", name=op.f("ck_content_one_row")),
        sa.PrimaryKeyConstraint("sole", name=op.f("pk_content")),
    )
    op.execute(FUNCTION)
    for table in WATCHED:
        op.execute(TRIGGER.format(table=table))
    op.execute(ACTIVITY)
