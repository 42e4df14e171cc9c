"""Learning circles, what they are asked to come along to, and badges earned together."""

import sqlalchemy as sa
from alembic import op

revision = "circles"
down_revision = "spelling"

NOW = sa.text("now()")


def upgrade() -> None:
    """No circle is there yet."""
    _circles()
    _proposals()
    op.add_column("award_batch", sa.Column("circle_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        op.f("fk_award_batch_circle_id"),
        "award_batch",
        "circle",
        ["circle_id"],
        ["id"],
        ondelete="SET NULL",
    )
    op.create_index(op.f("ix_award_batch_circle_id"), "award_batch", ["circle_id"])


def _circles() -> None:
    op.create_table(
        "circle",
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("about", sa.String(), server_default="", nullable=False),
        sa.Column("kept_by", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), server_default=NOW, nullable=False),
        sa.Column("invitation", sa.String(), nullable=True),
        sa.Column("invitation_ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint("length(name) between 1 and 80", name=op.f("ck_circle_name_length")),
        sa.CheckConstraint("length(about) <= 500", name=op.f("ck_circle_about_length")),
        sa.CheckConstraint(
            "(invitation is null) = (invitation_ends_at is null)",
            name=op.f("ck_circle_link_ends"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circle")),
        sa.UniqueConstraint("public_id", name=op.f("uq_circle_public_id")),
        sa.UniqueConstraint("invitation", name=op.f("uq_circle_invitation")),
    )
    op.create_table(
        "circle_member",
        sa.Column("circle_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), server_default=NOW, nullable=False),
        sa.Column("wants_mail", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("is_shown", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["circle_id"],
            ["circle.id"],
            name=op.f("fk_circle_member_circle_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circle_member")),
        sa.UniqueConstraint("circle_id", "person_id", name="uq_circle_member_once"),
    )
    op.create_index(op.f("ix_circle_member_person_id"), "circle_member", ["person_id"])


def _proposals() -> None:
    op.create_table(
        "circle_proposal",
        sa.Column("circle_id", sa.BigInteger(), nullable=False),
        sa.Column("activity_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=True),
        sa.Column("proposed_at", sa.DateTime(timezone=True), server_default=NOW, nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["circle_id"],
            ["circle.id"],
            name=op.f("fk_circle_proposal_circle_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activity.id"],
            name=op.f("fk_circle_proposal_activity_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["circle_member.id"],
            name=op.f("fk_circle_proposal_member_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circle_proposal")),
        sa.UniqueConstraint("circle_id", "activity_id", name="uq_circle_proposal_once"),
    )
    for column in ("activity_id", "member_id"):
        op.create_index(op.f(f"ix_circle_proposal_{column}"), "circle_proposal", [column])
    op.create_table(
        "circle_answer",
        sa.Column("proposal_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("is_yes", sa.Boolean(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), server_default=NOW, nullable=False),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["circle_proposal.id"],
            name=op.f("fk_circle_answer_proposal_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["circle_member.id"],
            name=op.f("fk_circle_answer_member_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("proposal_id", "member_id", name=op.f("pk_circle_answer")),
    )
    op.create_index(op.f("ix_circle_answer_member_id"), "circle_answer", ["member_id"])
