"""Status lists per issuer: the list has to be of the one who signs the badge. Tokens of awards."""

import sqlalchemy as sa
from alembic import op

revision = "issuers"
down_revision = "meetings"


def upgrade() -> None:
    """The lists so far are those of the city, as their signed documents say."""
    op.add_column("status_list", sa.Column("did", sa.String(), nullable=True))
    op.execute(
        sa.text("update status_list set did = coalesce(document::jsonb ->> 'issuer', 'did:none')")
    )
    op.alter_column("status_list", "did", nullable=False)
    op.create_index("ix_status_list_did", "status_list", ["did"])
    op.create_table(
        "award_token",
        sa.Column("award_id", sa.BigInteger(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column(
            "signed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["award_id"], ["award.id"], name="fk_award_token_award_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("award_id", name="pk_award_token"),
    )
