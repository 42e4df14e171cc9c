"""Several e-mail addresses of one person; accounts without any."""

import sqlalchemy as sa
from alembic import op

revision = "addresses"
down_revision = "wallet"

KEEP = """
create function network.keep_main_address() returns trigger language plpgsql as $$
begin
  if new.email is not null then
    insert into network.address (person_id, email, confirmed_at)
      values (new.id, new.email, new.confirmed_at)
      on conflict (person_id, email) do update set removed_at = null,
        confirmed_at = coalesce(network.address.confirmed_at, excluded.confirmed_at);
  end if;
  return null;
end $$
"""
KEEP_ALWAYS = """
create trigger keep_main_address after insert or update of email, confirmed_at
  on network.person for each row execute function network.keep_main_address()
"""
KNOWN = """
insert into network.address (person_id, email, confirmed_at)
  select id, email, confirmed_at from network.person
"""


def upgrade() -> None:
    """Every account keeps the address it has."""
    op.alter_column("person", "email", nullable=True, schema="network")
    op.create_table(
        "address",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "added_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint(
            "email = lower(email) and position('@' in email) > 1",
            name=op.f("ck_address_email_form"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["network.person.id"],
            name=op.f("fk_address_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address")),
        sa.UniqueConstraint("person_id", "email", name="uq_address_once"),
        schema="network",
    )
    op.create_index(op.f("ix_address_email"), "address", ["email"], schema="network")
    op.create_index(
        "uq_address_confirmed",
        "address",
        ["email"],
        unique=True,
        schema="network",
        postgresql_where=sa.text("confirmed_at is not null and removed_at is null"),
    )
    op.execute(KNOWN)
    op.execute(KEEP)
    op.execute(KEEP_ALWAYS)
    # links live for a quarter of an hour: those on their way are asked for again
    op.execute("delete from network.sign_in_link")
    op.add_column(
        "sign_in_link", sa.Column("address_id", sa.BigInteger(), nullable=False), schema="network"
    )
    op.create_foreign_key(
        op.f("fk_sign_in_link_address_id"),
        "sign_in_link",
        "address",
        ["address_id"],
        ["id"],
        source_schema="network",
        referent_schema="network",
        ondelete="CASCADE",
    )
    op.create_index(
        op.f("ix_sign_in_link_address_id"), "sign_in_link", ["address_id"], schema="network"
    )
