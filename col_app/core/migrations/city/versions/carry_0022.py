"""Pages at LinkedIn, what strangers read of a badge, records that are signed once."""

import sqlalchemy as sa
from alembic import op

revision = "carry"
down_revision = "merging"

NUMBER = "linkedin_id ~ '^[1-9][0-9]{0,14}$'"


def upgrade() -> None:
    """Empty."""
    for table in ("organiser", "portal"):
        op.add_column(table, sa.Column("linkedin_id", sa.String(), nullable=True))
        op.create_check_constraint(op.f(f"ck_{table}_linkedin_number"), table, NUMBER)
    op.add_column("award", sa.Column("open_document", sa.String(), nullable=True))
    op.create_table(
        "learner_record",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column(
            "signed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.CheckConstraint("octet_length(digest) = 32", name=op.f("ck_learner_record_digest_size")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_learner_record")),
    )
