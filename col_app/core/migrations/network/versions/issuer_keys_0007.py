"""Keys of organisers too, with their twins for tokens; a key outlives its city."""

import sqlalchemy as sa
from alembic import op

revision = "issuer_keys"
down_revision = "listing_word"


def upgrade() -> None:
    """One active key per issuer; without its seed a key only goes on being published."""
    op.add_column("signing_key", sa.Column("twin_x", sa.String()), schema="network")
    op.add_column("signing_key", sa.Column("twin_y", sa.String()), schema="network")
    for column in ("city_id", "sealed_seed"):
        op.alter_column("signing_key", column, nullable=True, schema="network")
    op.drop_constraint("fk_signing_key_city_id", "signing_key", schema="network")
    op.create_foreign_key(
        "fk_signing_key_city_id",
        "signing_key",
        "city",
        ["city_id"],
        ["id"],
        source_schema="network",
        referent_schema="network",
        ondelete="SET NULL",
    )
    op.create_check_constraint(
        "ck_signing_key_seed_while_active",
        "signing_key",
        "retired_at is not null or sealed_seed is not null",
        schema="network",
    )
    op.create_index(
        "uq_signing_key_active",
        "signing_key",
        ["did"],
        unique=True,
        schema="network",
        postgresql_where=sa.text("retired_at is null"),
    )
    op.create_table(
        "kept_document",
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("status", sa.BigInteger(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column(
            "kept_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.CheckConstraint("status in (200, 410)", name=op.f("ck_kept_document_answers")),
        sa.PrimaryKeyConstraint("slug", "path", name=op.f("pk_kept_document")),
        schema="network",
    )
    op.create_index("ix_kept_document_path", "kept_document", ["path"], schema="network")
