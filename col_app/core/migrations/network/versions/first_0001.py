"""The shared schema of the first release."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables of the shared schema."""

    op.create_table(
        "person",
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("lang", sa.String(), server_default="en", nullable=False),
        sa.Column("birth_year", sa.BigInteger(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint(
            "email = lower(email) and position('@' in email) > 1", name=op.f("ck_person_email_form")
        ),
        sa.CheckConstraint("length(name) between 1 and 80", name=op.f("ck_person_name_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("email", name=op.f("uq_person_email")),
        schema="network",
    )
    op.create_table(
        "sign_in_tries",
        sa.Column("address_hash", sa.LargeBinary(), nullable=False),
        sa.Column("tries", sa.BigInteger(), nullable=False),
        sa.Column(
            "since", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.CheckConstraint("tries > 0", name=op.f("ck_sign_in_tries_tries_positive")),
        sa.PrimaryKeyConstraint("address_hash", name=op.f("pk_sign_in_tries")),
        schema="network",
    )
    op.create_index(
        op.f("ix_sign_in_tries_since"), "sign_in_tries", ["since"], unique=False, schema="network"
    )
    op.create_table(
        "handover",
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("sign_in_id", sa.Uuid(), nullable=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("state_hash", sa.LargeBinary(), nullable=False),
        sa.Column("next_path", sa.String(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["network.person.id"],
            name=op.f("fk_handover_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_handover")),
        schema="network",
    )
    op.create_index(
        op.f("ix_handover_expires_at"), "handover", ["expires_at"], unique=False, schema="network"
    )
    op.create_index(
        op.f("ix_handover_person_id"), "handover", ["person_id"], unique=False, schema="network"
    )
    op.create_table(
        "listing",
        sa.Column("city_id", sa.BigInteger(), nullable=False),
        sa.Column("activity_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("city_role", sa.String(), server_default=sa.text("current_user"), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("texts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("topics", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("place", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("price_cents", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["city_id"], ["network.city.id"], name=op.f("fk_listing_city_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("city_id", "activity_id", name=op.f("pk_listing")),
        schema="network",
    )
    op.create_index("ix_listing_ends_at", "listing", ["ends_at"], unique=False, schema="network")
    op.create_index(
        "ix_listing_topics",
        "listing",
        ["topics"],
        unique=False,
        schema="network",
        postgresql_using="gin",
    )
    op.create_table(
        "membership",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("city_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "role",
            sa.Enum(
                "learner",
                "guardian",
                "organiser",
                "recogniser",
                "city",
                "trio",
                "operator",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "since", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint(
            "(role in ('trio', 'operator')) = (city_id is null)",
            name=op.f("ck_membership_network_roles_have_no_city"),
        ),
        sa.ForeignKeyConstraint(
            ["city_id"], ["network.city.id"], name=op.f("fk_membership_city_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["network.person.id"],
            name=op.f("fk_membership_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sa.UniqueConstraint(
            "person_id", "city_id", "role", name="uq_membership", postgresql_nulls_not_distinct=True
        ),
        schema="network",
    )
    op.create_index(
        op.f("ix_membership_city_id"), "membership", ["city_id"], unique=False, schema="network"
    )
    op.create_table(
        "outbox",
        sa.Column("city_id", sa.BigInteger(), nullable=True),
        sa.Column("city_role", sa.String(), server_default=sa.text("current_user"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("payload", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("attempts", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "run_after", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_outbox_attempts")),
        sa.ForeignKeyConstraint(
            ["city_id"], ["network.city.id"], name=op.f("fk_outbox_city_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_key")),
        schema="network",
    )
    op.create_index(
        "ix_outbox_waiting",
        "outbox",
        ["run_after"],
        unique=False,
        schema="network",
        postgresql_where=sa.text("done_at is null and failed_at is null"),
    )
    op.create_table(
        "person_session",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("sign_in_id", sa.Uuid(), nullable=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["network.person.id"],
            name=op.f("fk_person_session_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_person_session")),
        schema="network",
    )
    op.create_index(
        op.f("ix_person_session_expires_at"),
        "person_session",
        ["expires_at"],
        unique=False,
        schema="network",
    )
    op.create_index(
        op.f("ix_person_session_person_id"),
        "person_session",
        ["person_id"],
        unique=False,
        schema="network",
    )
    op.create_index(
        op.f("ix_person_session_sign_in_id"),
        "person_session",
        ["sign_in_id"],
        unique=False,
        schema="network",
    )
    op.create_table(
        "profile",
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("city_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "city",
                "region",
                "island",
                "network",
                "organisation",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "standing",
            sa.Enum(
                "member",
                "demo",
                "applicant",
                name="standing",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("names", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("country_names", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("lat", sa.Double(), nullable=False),
        sa.Column("lon", sa.Double(), nullable=False),
        sa.Column("bounds", sa.ARRAY(sa.Float()), nullable=False),
        sa.Column("population", sa.BigInteger(), nullable=True),
        sa.Column("languages", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("default_language", sa.String(), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("evidence", sa.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["city_id"], ["network.city.id"], name=op.f("fk_profile_city_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile")),
        sa.UniqueConstraint("city_id", name=op.f("uq_profile_city_id")),
        sa.UniqueConstraint("slug", name=op.f("uq_profile_slug")),
        schema="network",
    )
    op.create_table(
        "registered_award",
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("city_id", sa.BigInteger(), nullable=False),
        sa.Column("city_role", sa.String(), server_default=sa.text("current_user"), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["city_id"],
            ["network.city.id"],
            name=op.f("fk_registered_award_city_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("public_id", name=op.f("pk_registered_award")),
        schema="network",
    )
    op.create_index(
        op.f("ix_registered_award_city_id"),
        "registered_award",
        ["city_id"],
        unique=False,
        schema="network",
    )
    op.create_table(
        "signing_key",
        sa.Column("city_id", sa.BigInteger(), nullable=False),
        sa.Column("did", sa.String(), nullable=False),
        sa.Column("multibase", sa.String(), nullable=False),
        sa.Column("sealed_seed", sa.LargeBinary(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["city_id"],
            ["network.city.id"],
            name=op.f("fk_signing_key_city_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signing_key")),
        sa.UniqueConstraint("multibase", name=op.f("uq_signing_key_multibase")),
        schema="network",
    )
    op.create_index(
        op.f("ix_signing_key_city_id"), "signing_key", ["city_id"], unique=False, schema="network"
    )
    op.create_index(
        op.f("ix_signing_key_did"), "signing_key", ["did"], unique=False, schema="network"
    )
