"""The wallet: whose award is where, badges from elsewhere, collections, further addresses."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "wallet"
down_revision = "issuer_keys"


def _now(name: str) -> sa.Column[Any]:
    return sa.Column(
        name, sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
    )


def _of_person(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["person_id"], ["network.person.id"], name=op.f(f"fk_{table}_person_id"), ondelete="CASCADE"
    )


def _switch(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), server_default=sa.text("false"), nullable=False)


def upgrade() -> None:
    """Empty; what cities have awarded already is told by their own migrations."""
    op.add_column(
        "registered_award", sa.Column("person_id", sa.BigInteger(), nullable=True), schema="network"
    )
    op.create_index(
        op.f("ix_registered_award_person_id"), "registered_award", ["person_id"], schema="network"
    )
    op.create_table(
        "imported_badge",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column(
            "form",
            sa.Enum(
                "png", "svg", "json", "jwt",
                name="form", native_enum=False, create_constraint=True, length=24,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("awarded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("evidence", postgresql.ARRAY(sa.String()), server_default="{}", nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("checks", postgresql.JSONB(), nullable=False),
        _now("checked_at"),
        _now("imported_at"),
        sa.CheckConstraint(
            "octet_length(body) between 1 and 2097152", name=op.f("ck_imported_badge_body_size")
        ),
        sa.CheckConstraint("octet_length(digest) = 32", name=op.f("ck_imported_badge_digest_size")),
        _of_person("imported_badge"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imported_badge")),
        sa.UniqueConstraint("person_id", "digest", name="uq_imported_badge_once"),
        schema="network",
    )  # fmt: skip
    op.create_table(
        "collection",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("about", sa.String(), server_default="", nullable=False),
        _switch("is_shared"),
        _switch("is_listed"),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        _now("made_at"),
        sa.CheckConstraint(
            "length(title) between 1 and 100", name=op.f("ck_collection_title_length")
        ),
        sa.CheckConstraint("length(about) <= 1000", name=op.f("ck_collection_about_length")),
        sa.CheckConstraint(
            "is_shared or not is_listed", name=op.f("ck_collection_listed_is_shared")
        ),
        _of_person("collection"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_collection")),
        sa.UniqueConstraint("public_id", name=op.f("uq_collection_public_id")),
        schema="network",
    )
    op.create_index(op.f("ix_collection_person_id"), "collection", ["person_id"], schema="network")
    op.create_table(
        "collection_item",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("collection_id", sa.BigInteger(), nullable=False),
        sa.Column("award_id", sa.String(), nullable=True),
        sa.Column("imported_id", sa.BigInteger(), nullable=True),
        _switch("shows_name"),
        _switch("shows_evidence"),
        sa.CheckConstraint(
            "num_nonnulls(award_id, imported_id) = 1", name=op.f("ck_collection_item_one_badge")
        ),
        sa.ForeignKeyConstraint(
            ["collection_id"],
            ["network.collection.id"],
            name=op.f("fk_collection_item_collection_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["award_id"],
            ["network.registered_award.public_id"],
            name=op.f("fk_collection_item_award_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["imported_id"],
            ["network.imported_badge.id"],
            name=op.f("fk_collection_item_imported_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_collection_item")),
        sa.UniqueConstraint(
            "collection_id", "award_id", "imported_id",
            name="uq_collection_item_once", postgresql_nulls_not_distinct=True,
        ),
        schema="network",
    )  # fmt: skip
    for column in ("award_id", "imported_id"):
        op.create_index(
            op.f(f"ix_collection_item_{column}"), "collection_item", [column], schema="network"
        )
