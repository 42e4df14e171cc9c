"""Cities and their turn on the network's home."""

import sqlalchemy as sa
from alembic import op

revision = "featured"
down_revision = "carry"


def upgrade() -> None:
    """Empty: nobody's turn."""
    op.create_table(
        "featured_city",
        sa.Column("city_id", sa.BigInteger(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("chosen_by", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["city_id"],
            ["network.city.id"],
            name=op.f("fk_featured_city_city_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_featured_city")),
        sa.UniqueConstraint("starts_on", name="uq_featured_city_starts_on"),
        schema="network",
    )
    op.create_index(
        op.f("ix_featured_city_city_id"), "featured_city", ["city_id"], schema="network"
    )
