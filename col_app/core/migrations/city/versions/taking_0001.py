"""What people like and need."""

import sqlalchemy as sa
from alembic import op

revision = "taking"
down_revision = "0001"


def upgrade() -> None:
    """Interests and needs."""
    op.create_table(
        "interest",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("topic_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topic.id"], name=op.f("fk_interest_topic_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "topic_id", name=op.f("pk_interest")),
    )
    op.create_index(op.f("ix_interest_topic_id"), "interest", ["topic_id"])
    op.create_table(
        "need",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("fact", sa.String(), nullable=False),
        sa.CheckConstraint("length(fact) between 1 and 40", name=op.f("ck_need_fact_length")),
        sa.PrimaryKeyConstraint("person_id", "fact", name=op.f("pk_need")),
    )
