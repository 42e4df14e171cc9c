"""Community calls of the network."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "community_call"
down_revision = "listing_search"


def upgrade() -> None:
    """Make the table of calls."""
    op.create_table(
        "community_call",
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("titles", postgresql.JSONB(), nullable=False),
        sa.Column("link", sa.String(), server_default="", nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint(
            "ends_at > starts_at", name=op.f("ck_community_call_ends_after_it_starts")
        ),
        sa.CheckConstraint("link ~ '^(https://.*)?$'", name=op.f("ck_community_call_link_form")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_community_call")),
        schema="network",
    )
    op.create_index(
        op.f("ix_community_call_ends_at"), "community_call", ["ends_at"], schema="network"
    )
