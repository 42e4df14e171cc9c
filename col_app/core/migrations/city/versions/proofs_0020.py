"""Files for what was learned elsewhere, and asking somebody else."""

import sqlalchemy as sa
from alembic import op

revision = "proofs"
down_revision = "again"


def upgrade() -> None:
    """Files know their person and may belong to an experience; earlier askings are kept."""
    op.create_unique_constraint("uq_experience_owner", "experience", ["id", "person_id"])
    op.add_column(
        "experience", sa.Column("round", sa.BigInteger(), server_default="0", nullable=False)
    )
    op.execute("update experience set round = 1 where sent_at is not null")
    op.create_table(
        "earlier_asking",
        sa.Column("experience_id", sa.BigInteger(), nullable=False),
        sa.Column("badge_id", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.String(), server_default="", nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint(
            "decided_at is not null or words = ''", name=op.f("ck_earlier_asking_said_something")
        ),
        sa.ForeignKeyConstraint(
            ["experience_id"],
            ["experience.id"],
            name=op.f("fk_earlier_asking_experience_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["badge_id"], ["badge.id"], name=op.f("fk_earlier_asking_badge_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_earlier_asking")),
        sa.UniqueConstraint("experience_id", "badge_id", name="uq_earlier_asking_once"),
    )
    op.create_index(op.f("ix_earlier_asking_badge_id"), "earlier_asking", ["badge_id"])
    _give_files_their_person()


def _give_files_their_person() -> None:
    table = "evidence_file"
    op.add_column(table, sa.Column("person_id", sa.BigInteger(), nullable=True))
    op.add_column(table, sa.Column("experience_id", sa.BigInteger(), nullable=True))
    op.execute(
        "update evidence_file f set person_id = s.person_id from submission s"
        " where s.id = f.submission_id"
    )
    op.alter_column(table, "person_id", nullable=False)
    op.alter_column(table, "submission_id", nullable=True)
    op.create_index(op.f("ix_evidence_file_person_id"), table, ["person_id"])
    op.create_unique_constraint(
        "uq_evidence_file_experience_position", table, ["experience_id", "position"]
    )
    op.create_check_constraint(
        op.f("ck_evidence_file_one_holder"), table, "num_nonnulls(submission_id, experience_id) = 1"
    )
    op.drop_constraint("fk_evidence_file_submission_id", table, type_="foreignkey")
    for holder in ("submission", "experience"):
        op.create_foreign_key(
            f"fk_evidence_file_{holder}_id",
            table,
            holder,
            [f"{holder}_id", "person_id"],
            ["id", "person_id"],
            onupdate="CASCADE",
            ondelete="CASCADE",
        )
