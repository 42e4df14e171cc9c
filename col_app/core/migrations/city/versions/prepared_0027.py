"""Accounts that organisers prepare for others, with codes to claim them."""

import sqlalchemy as sa
from alembic import op

revision = "prepared"
down_revision = "joining"


def upgrade() -> None:
    """No account is prepared yet."""
    op.create_table(
        "prepared_list",
        sa.Column("organiser_id", sa.BigInteger(), nullable=False),
        sa.Column("group_id", sa.BigInteger(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.BigInteger(), nullable=False),
        sa.Column(
            "made_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint(
            "length(name) between 1 and 80", name=op.f("ck_prepared_list_name_length")
        ),
        sa.ForeignKeyConstraint(
            ["organiser_id"],
            ["organiser.id"],
            name=op.f("fk_prepared_list_organiser_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["people_group.id"],
            name=op.f("fk_prepared_list_group_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prepared_list")),
    )
    for column in ("organiser_id", "group_id"):
        op.create_index(op.f(f"ix_prepared_list_{column}"), "prepared_list", [column])
    op.create_table(
        "prepared_account",
        sa.Column("list_id", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint(
            "(claimed_at is not null) = (name = '')", name=op.f("ck_prepared_account_forgotten")
        ),
        sa.CheckConstraint("length(name) <= 80", name=op.f("ck_prepared_account_name_length")),
        sa.ForeignKeyConstraint(
            ["list_id"],
            ["prepared_list.id"],
            name=op.f("fk_prepared_account_list_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prepared_account")),
        sa.UniqueConstraint("account_id", name=op.f("uq_prepared_account_account_id")),
        sa.UniqueConstraint("digest", name=op.f("uq_prepared_account_digest")),
    )
    op.create_index(op.f("ix_prepared_account_list_id"), "prepared_account", ["list_id"])
