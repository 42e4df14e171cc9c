"""Recognition of what people learned elsewhere."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "recognise"
down_revision = "statements"
STATES = ("draft", "sent", "asked", "accepted", "declined")


def upgrade() -> None:
    """Experiences, and the organisers that look at them."""
    op.create_table(
        "experience",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("story", sa.String(), nullable=False),
        sa.Column("proof", sa.String(), server_default="", nullable=False),
        sa.Column("link", sa.String(), server_default="", nullable=False),
        sa.Column(
            "state",
            sa.Enum(*STATES, name="state", native_enum=False, create_constraint=True, length=24),
            server_default="draft",
            nullable=False,
        ),
        sa.Column("badge_id", sa.BigInteger(), nullable=True),
        sa.Column("award_id", sa.BigInteger(), nullable=True),
        sa.Column("methods", postgresql.ARRAY(sa.String()), server_default="{}", nullable=False),
        sa.Column("words", sa.String(), server_default="", nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "length(title) between 1 and 100", name=op.f("ck_experience_title_length")
        ),
        sa.CheckConstraint(
            "length(story) between 1 and 4000", name=op.f("ck_experience_story_length")
        ),
        sa.CheckConstraint(
            "(state = 'draft') = (sent_at is null)", name=op.f("ck_experience_sent_once")
        ),
        sa.CheckConstraint(
            "state = 'draft' or badge_id is not null", name=op.f("ck_experience_sent_for_a_badge")
        ),
        sa.CheckConstraint(
            "(state in ('accepted', 'declined')) = (decided_at is not null)",
            name=op.f("ck_experience_decided_once"),
        ),
        sa.CheckConstraint(
            "state <> 'accepted' or (award_id is not null and cardinality(methods) > 0)",
            name=op.f("ck_experience_accepted_with_a_method"),
        ),
        sa.ForeignKeyConstraint(["badge_id"], ["badge.id"], name=op.f("fk_experience_badge_id")),
        sa.ForeignKeyConstraint(["award_id"], ["award.id"], name=op.f("fk_experience_award_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_experience")),
        sa.UniqueConstraint("award_id", name=op.f("uq_experience_award_id")),
    )
    op.create_index(op.f("ix_experience_person_id"), "experience", ["person_id"])
    op.create_index(op.f("ix_experience_badge_id"), "experience", ["badge_id"])
    op.create_index(
        "uq_experience_under_way",
        "experience",
        ["person_id", "badge_id"],
        unique=True,
        postgresql_where=sa.text("state in ('sent', 'asked')"),
    )
    op.create_table(
        "recogniser",
        sa.Column("organiser_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "since", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["organiser_id"],
            ["organiser.id"],
            name=op.f("fk_recogniser_organiser_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organiser_id", name=op.f("pk_recogniser")),
    )
