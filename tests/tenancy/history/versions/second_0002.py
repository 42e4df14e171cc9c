"""A column, an index, and a table with a key."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("activity", sa.Column("age", sa.Integer))
    op.create_index("ix_activity_age", "activity", ["age"])
    op.create_table(
        "wish",
        sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column("activity_id", sa.BigInteger, sa.ForeignKey("activity.id"), index=True),
        sa.Column("words", sa.Text, nullable=False, server_default="100%"),
    )
    op.execute("insert into wish (words) values ('50% off')")
