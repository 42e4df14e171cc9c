"""Lists that learners make."""

import sqlalchemy as sa
from alembic import op

revision = "lists"
down_revision = "saved"

KINDS = ("activity", "playlist", "badge", "place", "organiser", "skill")
VISIBILITIES = ("private", "unlisted", "public")


def upgrade() -> None:
    """Make the tables of lists and of what stands in them."""
    op.create_table(
        "own_list",
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("about", sa.String(), server_default="", nullable=False),
        sa.Column("visibility", sa.String(24), server_default="private", nullable=False),
        sa.Column("based_on_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "made_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint(
            "length(title) between 1 and 100", name=op.f("ck_own_list_title_length")
        ),
        sa.CheckConstraint("length(about) <= 1000", name=op.f("ck_own_list_about_length")),
        sa.CheckConstraint(f"visibility in {VISIBILITIES}", name=op.f("ck_own_list_visibility")),
        sa.ForeignKeyConstraint(
            ["based_on_id"],
            ["own_list.id"],
            name=op.f("fk_own_list_based_on_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_list")),
        sa.UniqueConstraint("public_id", name=op.f("uq_own_list_public_id")),
    )
    op.create_index("ix_own_list_visible", "own_list", ["visibility", "id"])
    op.create_index(op.f("ix_own_list_person_id"), "own_list", ["person_id"])
    op.create_index(op.f("ix_own_list_based_on_id"), "own_list", ["based_on_id"])
    op.create_table(
        "own_list_item",
        sa.Column("list_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("thing_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("is_mandatory", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("note", sa.String(), server_default="", nullable=False),
        sa.CheckConstraint(
            "position between 1 and 100", name=op.f("ck_own_list_item_not_too_many")
        ),
        sa.CheckConstraint("length(note) <= 300", name=op.f("ck_own_list_item_note_length")),
        sa.CheckConstraint(f"kind in {KINDS}", name=op.f("ck_own_list_item_kind")),
        sa.ForeignKeyConstraint(
            ["list_id"],
            ["own_list.id"],
            name=op.f("fk_own_list_item_list_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("list_id", "kind", "thing_id", name=op.f("pk_own_list_item")),
        sa.UniqueConstraint("list_id", "position", name="uq_own_list_item_position"),
    )
