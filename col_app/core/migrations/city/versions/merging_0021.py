"""One person may hold a badge twice when their two accounts become one."""

import sqlalchemy as sa
from alembic import op

revision = "merging"
down_revision = "proofs"


def upgrade() -> None:
    """A second award of the same badge stays what it is; reviews follow their learner."""
    op.add_column(
        "award",
        sa.Column("is_second", sa.Boolean(), server_default=sa.text("false"), nullable=False),
    )
    op.drop_index("uq_award_once", "award")
    op.create_index(
        "uq_award_once",
        "award",
        ["badge_id", "person_id"],
        unique=True,
        postgresql_where=sa.text("revoked_at is null and not is_second"),
    )
    op.drop_constraint("fk_review_submission_id", "review")
    op.create_foreign_key(
        "fk_review_submission_id",
        "review",
        "submission",
        ["submission_id", "learner_id"],
        ["id", "person_id"],
        onupdate="CASCADE",
        ondelete="CASCADE",
    )
