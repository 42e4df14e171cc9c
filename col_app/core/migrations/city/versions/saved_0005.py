"""What people save for later."""

import sqlalchemy as sa
from alembic import op

revision = "saved"
down_revision = "playlists"

KINDS = ("activity", "playlist", "badge", "place", "organiser", "skill")


def upgrade() -> None:
    """Make the table of saved things."""
    op.create_table(
        "saved",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("thing_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "saved_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(f"kind in {KINDS}", name=op.f("ck_saved_kind")),
        sa.PrimaryKeyConstraint("person_id", "kind", "thing_id", name=op.f("pk_saved")),
    )
    op.create_index("ix_saved_thing", "saved", ["kind", "thing_id", "saved_at"])
