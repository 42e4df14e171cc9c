"""A shared table where each city sees its own rows."""

import sqlalchemy as sa
from alembic import op

import tenancy

revision = "n1"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("city_role", sa.Text, nullable=False),
        schema="network",
    )
    connection, config = op.get_bind(), tenancy.migrating()
    tenancy.grant_network(connection, config, "outbox", ["SELECT", "INSERT"], ["SELECT", "DELETE"])
    tenancy.own_rows_policy(connection, config, "outbox")
