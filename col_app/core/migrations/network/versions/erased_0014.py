"""Accounts that their people have deleted."""

import sqlalchemy as sa
from alembic import op

revision = "erased"
down_revision = "uid"


def upgrade() -> None:
    """Note when; nothing else is left of them but their number."""
    op.add_column("person", sa.Column("erased_at", sa.DateTime(timezone=True)), schema="network")
    op.create_check_constraint(
        op.f("ck_person_erased_is_empty"),
        "person",
        "erased_at is null or (email is null and password_hash is null and birth_year is null)",
        schema="network",
    )
