"""Search over all cities: when people meet."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "listing_meetings"
down_revision = "community_call"


def upgrade() -> None:
    """Empty until a city tells its meetings, which its own migration does."""
    meetings = sa.Column(
        "meetings", postgresql.TSTZMULTIRANGE(), server_default="{}", nullable=False
    )
    op.add_column("listing", meetings, schema="network")
