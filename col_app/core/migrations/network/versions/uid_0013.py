"""What an account is known by in every database it comes to."""

import sqlalchemy as sa
from alembic import op

revision = "uid"
down_revision = "featured"


def upgrade() -> None:
    """Every account gets its own."""
    op.add_column(
        "person",
        sa.Column("uid", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        schema="network",
    )
    op.create_unique_constraint(op.f("uq_person_uid"), "person", ["uid"], schema="network")
