"""Search over all cities: what facets and words choose by, and the names of topics and skills."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "listing_search"
down_revision = "sign_up"


def upgrade() -> None:
    """Empty until a city writes its listings again, which its own migration does."""
    for column in (
        sa.Column("keys", sa.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("words", postgresql.TSVECTOR(), server_default="", nullable=False),
        sa.Column("age_min", sa.BigInteger()),
        sa.Column("age_max", sa.BigInteger()),
        sa.Column("lat", sa.Float()),
        sa.Column("lon", sa.Float()),
        sa.Column("published_at", sa.DateTime(timezone=True)),
    ):
        op.add_column("listing", column, schema="network")
    op.create_index(
        "ix_listing_words", "listing", ["words"], postgresql_using="gin", schema="network"
    )
    op.create_table(
        "term",
        sa.Column("city_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("city_role", sa.String(), server_default=sa.text("current_user"), nullable=False),
        sa.Column("uri", sa.String(), server_default="", nullable=False),
        sa.Column("labels", postgresql.JSONB(), nullable=False),
        sa.CheckConstraint("kind in ('topic', 'skill')", name=op.f("ck_term_kind")),
        sa.ForeignKeyConstraint(
            ["city_id"], ["network.city.id"], name=op.f("fk_term_city_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("city_id", "kind", "slug", name=op.f("pk_term")),
        schema="network",
    )
