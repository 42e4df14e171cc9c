"""The evidence for tasks of badges, reviews."""

import sqlalchemy as sa
from alembic import op

revision = "quests"
down_revision = "awarding"


def upgrade() -> None:
    """Submissions, files, reviews, saved phrases."""
    op.create_table(
        "submission",
        sa.Column("badge_task_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "submitted",
                "sent_back",
                "accepted",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("body", sa.String(), server_default="", nullable=False),
        sa.Column("link", sa.String(), server_default="", nullable=False),
        sa.Column("is_told", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.Column("round", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column(
            "saved_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint(
            "(state in ('sent_back', 'accepted')) = (decided_at is not null)",
            name=op.f("ck_submission_decided_at"),
        ),
        sa.CheckConstraint(
            "link = '' or (link ~ '^https?://' and length(link) <= 1000)",
            name=op.f("ck_submission_link_form"),
        ),
        sa.CheckConstraint(
            "state = 'draft' or submitted_at is not null", name=op.f("ck_submission_submitted_at")
        ),
        sa.CheckConstraint("length(body) <= 10000", name=op.f("ck_submission_body_length")),
        sa.ForeignKeyConstraint(
            ["badge_task_id"],
            ["badge_task.id"],
            name=op.f("fk_submission_badge_task_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
        sa.UniqueConstraint("badge_task_id", "person_id", name="uq_submission_once"),
        sa.UniqueConstraint("id", "person_id", name="uq_submission_owner"),
    )
    op.create_index(op.f("ix_submission_person_id"), "submission", ["person_id"], unique=False)
    op.create_index(
        "ix_submission_waiting",
        "submission",
        ["submitted_at"],
        unique=False,
        postgresql_where=sa.text("state = 'submitted'"),
    )
    op.create_table(
        "evidence_file",
        sa.Column("submission_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint(
            "length(name) between 1 and 120", name=op.f("ck_evidence_file_name_length")
        ),
        sa.CheckConstraint("position between 1 and 5", name=op.f("ck_evidence_file_few_files")),
        sa.CheckConstraint("size between 1 and 5242880", name=op.f("ck_evidence_file_file_size")),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submission.id"],
            name=op.f("fk_evidence_file_submission_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_file")),
        sa.UniqueConstraint("public_id", name=op.f("uq_evidence_file_public_id")),
        sa.UniqueConstraint("submission_id", "position", name="uq_evidence_file_position"),
    )
    op.create_table(
        "review",
        sa.Column("submission_id", sa.BigInteger(), nullable=False),
        sa.Column("learner_id", sa.BigInteger(), nullable=False),
        sa.Column("reviewer_id", sa.BigInteger(), nullable=True),
        sa.Column("is_peer", sa.Boolean(), nullable=False),
        sa.Column("round", sa.BigInteger(), nullable=False),
        sa.Column(
            "decision",
            sa.Enum(
                "accepted",
                "sent_back",
                name="decision",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("words", sa.String(), server_default="", nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint("decision = 'accepted' or words <> ''", name=op.f("ck_review_says_why")),
        sa.CheckConstraint("length(words) <= 2000", name=op.f("ck_review_words_length")),
        sa.CheckConstraint("reviewer_id <> learner_id", name=op.f("ck_review_not_own")),
        sa.ForeignKeyConstraint(
            ["submission_id", "learner_id"],
            ["submission.id", "submission.person_id"],
            name="fk_review_submission_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
        sa.UniqueConstraint("submission_id", "round", "reviewer_id", name="uq_review_once"),
    )
    op.create_index(op.f("ix_review_reviewer_id"), "review", ["reviewer_id"], unique=False)
    op.create_index(
        "uq_review_organiser",
        "review",
        ["submission_id", "round"],
        unique=True,
        postgresql_where=sa.text("not is_peer"),
    )
    op.create_table(
        "review_phrase",
        sa.Column("organiser_id", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint(
            "length(words) between 1 and 300", name=op.f("ck_review_phrase_phrase_length")
        ),
        sa.ForeignKeyConstraint(
            ["organiser_id"],
            ["organiser.id"],
            name=op.f("fk_review_phrase_organiser_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_phrase")),
        sa.UniqueConstraint("organiser_id", "words", name="uq_review_phrase_once"),
    )
