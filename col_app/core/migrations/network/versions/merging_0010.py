"""Two accounts of one person become one."""

import sqlalchemy as sa
from alembic import op

revision = "merging"
down_revision = "addresses"


def _moment(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=True)


def _person(column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], ["network.person.id"], name=op.f(f"fk_merging_{column}"), ondelete="CASCADE"
    )


def upgrade() -> None:
    """Nobody is merged yet."""
    op.add_column(
        "person", sa.Column("merged_into_id", sa.BigInteger(), nullable=True), schema="network"
    )
    op.create_foreign_key(
        op.f("fk_person_merged_into_id"),
        "person",
        "person",
        ["merged_into_id"],
        ["id"],
        source_schema="network",
        referent_schema="network",
        ondelete="SET NULL",
    )
    op.create_index(
        op.f("ix_person_merged_into_id"), "person", ["merged_into_id"], schema="network"
    )
    op.create_check_constraint(
        op.f("ck_person_merged_is_empty"),
        "person",
        "merged_into_id is null or (email is null and password_hash is null)",
        schema="network",
    )
    op.create_table(
        "merging",
        sa.Column("kept_id", sa.BigInteger(), nullable=False),
        sa.Column("gone_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "asked_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        _moment("proven_at"),
        _moment("agreed_at"),
        _moment("done_at"),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint("kept_id <> gone_id", name=op.f("ck_merging_two_accounts")),
        sa.CheckConstraint(
            "agreed_at is null or proven_at is not null", name=op.f("ck_merging_proven_first")
        ),
        sa.CheckConstraint(
            "done_at is null or agreed_at is not null", name=op.f("ck_merging_agreed_first")
        ),
        _person("kept_id"),
        _person("gone_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merging")),
        sa.UniqueConstraint("kept_id", "gone_id", name="uq_merging_once"),
        schema="network",
    )
    op.create_index(
        "uq_merging_agreed",
        "merging",
        ["gone_id"],
        unique=True,
        schema="network",
        postgresql_where=sa.text("agreed_at is not null"),
    )
