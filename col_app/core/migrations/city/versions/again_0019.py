"""A badge that was revoked may be awarded again: one award in force for each person."""

import sqlalchemy as sa
from alembic import op

revision = "again"
down_revision = "quests"


def upgrade() -> None:
    """The key of all awards becomes one of those in force."""
    op.drop_constraint("uq_award_once", "award", type_="unique")
    op.create_index(
        "uq_award_once",
        "award",
        ["badge_id", "person_id"],
        unique=True,
        postgresql_where=sa.text("revoked_at is null"),
    )
