"""What is published already tells the search over all cities when people meet."""

import sqlalchemy as sa
from alembic import op

revision = "meetings"
down_revision = "key_starts"

MEETINGS = """
    update network.listing as target set meetings = coalesce(
        (select range_agg(tstzrange(s.starts_at, s.ends_at, '[]')) from activity_session s
            where s.activity_id = a.id),
        tstzmultirange(tstzrange(a.starts_at, coalesce(a.ends_at, a.starts_at), '[]')))
    from activity a
    where target.city_id = (select id from network.city where schema_name = current_schema())
        and target.activity_id = a.id and a.starts_at is not null
"""


def upgrade() -> None:
    """Tell the network's search when people meet."""
    op.execute(sa.text(MEETINGS))
