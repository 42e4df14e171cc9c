"""Accounts in three steps, with or without a password."""

import sqlalchemy as sa
from alembic import op

revision = "sign_up"
down_revision = "0001"


def upgrade() -> None:
    """Drafts of accounts, links that sign in, accounts without a password."""
    op.alter_column("person", "password_hash", nullable=True, schema="network")
    op.create_table(
        "sign_up",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("birth_year", sa.BigInteger(), nullable=True),
        sa.Column("lang", sa.String(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sign_up")),
        schema="network",
    )
    op.create_index(op.f("ix_sign_up_expires_at"), "sign_up", ["expires_at"], schema="network")
    op.create_table(
        "sign_in_link",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("city_slug", sa.String(), nullable=False),
        sa.Column("next_path", sa.String(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["network.person.id"],
            name=op.f("fk_sign_in_link_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_link")),
        schema="network",
    )
    for column in ("person_id", "expires_at"):
        op.create_index(
            op.f(f"ix_sign_in_link_{column}"), "sign_in_link", [column], schema="network"
        )
