"""Signing up, waiting, joining by e-mail, feedback, codes for the door."""

import sqlalchemy as sa
from alembic import op

revision = "taking"
down_revision = "lists"


def _choice(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=24)


def upgrade() -> None:
    """Interests, needs, waiting lists, guests, feedback and codes."""
    op.create_table(
        "interest",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("topic_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topic.id"], name=op.f("fk_interest_topic_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "topic_id", name=op.f("pk_interest")),
    )
    op.create_index(op.f("ix_interest_topic_id"), "interest", ["topic_id"])
    op.create_table(
        "need",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("fact", sa.String(), nullable=False),
        sa.CheckConstraint("length(fact) between 1 and 40", name=op.f("ck_need_fact_length")),
        sa.PrimaryKeyConstraint("person_id", "fact", name=op.f("pk_need")),
    )
    op.create_table(
        "waiting",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("activity_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "since", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("offer_ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activity.id"],
            name=op.f("fk_waiting_activity_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting")),
        sa.UniqueConstraint("activity_id", "person_id", name="uq_waiting_once"),
    )
    op.create_index(op.f("ix_waiting_person_id"), "waiting", ["person_id"])
    op.add_column(
        "activity",
        sa.Column(
            "allows_email_join", sa.Boolean(), server_default=sa.text("false"), nullable=False
        ),
    )
    op.create_table(
        "guest",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("activity_id", sa.BigInteger(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column(
            "asked_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("length(name) between 1 and 80", name=op.f("ck_guest_name_length")),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_guest_email_form")),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_guest_activity_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guest")),
        sa.UniqueConstraint("activity_id", "email", name="uq_guest_once"),
    )
    op.create_index(op.f("ix_guest_email"), "guest", ["email"])
    op.create_table(
        "feedback",
        sa.Column("participation_id", sa.BigInteger(), nullable=False),
        sa.Column("mood", _choice("mood", "good", "fine", "poor"), nullable=True),
        sa.Column(
            "reason",
            _choice("reason", "learned", "people", "place", "pace", "level"),
            nullable=True,
        ),
        sa.Column(
            "given_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.CheckConstraint(
            "mood is not null or reason is null", name=op.f("ck_feedback_reason_needs_mood")
        ),
        sa.ForeignKeyConstraint(
            ["participation_id"],
            ["participation.id"],
            name=op.f("fk_feedback_participation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("participation_id", name=op.f("pk_feedback")),
    )
    op.create_table(
        "pass_code",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_pass_code")),
        sa.UniqueConstraint("code", name=op.f("uq_pass_code_code")),
    )
