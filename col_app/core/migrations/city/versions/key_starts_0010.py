"""Where the keys of each facet begin, so that counting takes only those it needs."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "key_starts"
down_revision = "content"

FACETS = """array['topic', 'skill', 'type', 'kind', 'format', 'age', 'price', 'language', 'access',
    'reach']"""
SORT = f"""
update activity set keys = array(select key from unnest(keys) with ordinality as each (key, nth)
    order by array_position({FACETS}, split_part(key, ':', 1)), nth)
"""  # noqa: S608 - built from constants of this file alone
COUNT = f"""
update activity as a set key_starts = array(select 1 + (select count(*) from unnest(a.keys) as key
    where array_position({FACETS}, split_part(key, ':', 1)) < number)
    from generate_series(1, 11) as number order by number)
"""  # noqa: S608 - as above
# All columns but one, whichever those are when this runs.
TRIGGER = """
do $$ begin
  drop trigger content_changes on activity;
  execute (select 'create trigger content_changes
    before insert or delete or truncate or update of '
    || string_agg(quote_ident(attname), ', ' order by attnum)
    || ' on activity for each statement execute function content_changes()'
    from pg_attribute where attrelid = 'activity'::regclass and attnum > 0
    and not attisdropped and attname <> 'taken_count');
end $$
"""


def upgrade() -> None:
    """Every activity counts as it did; the new column is watched like the others."""
    op.add_column(
        "activity",
        sa.Column(
            "key_starts", postgresql.ARRAY(sa.SmallInteger), server_default="{}", nullable=False
        ),
    )
    op.execute(SORT)
    op.execute(COUNT)
    op.execute(TRIGGER)
