"""Mentors: whom a learner lets see what, and the notes that come back."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "mentors"
down_revision = "circles"

NOW = sa.text("now()")
STATES = ("invited", "declined", "accepted", "ended")
CHECKS = {
    "not_own": "mentor_id <> person_id",
    "called_length": "length(called) between 1 and 80",
    "email_form": "email = lower(email)",
    "address_forgotten": "email is null or state = 'invited'",
    "address_counted": "email is null or address_hash is not null",
    "mentor_known": "(accepted_at is null) = (mentor_id is null)",
    "accepted_by_one": "state <> 'accepted' or mentor_id is not null",
    "ended_at": "(state = 'ended') = (ended_at is not null)",
    "nothing_after_the_end": "state in ('invited', 'accepted') or pieces = '{}'",
    "known_pieces": "pieces <@ array['coming', 'progress', 'badges', 'interests']",
    "ends_after_it_begins": "ends_at > invited_at",
}


def _moment(name: str, **options: object) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), **{"nullable": True, **options})


def upgrade() -> None:
    """Nobody has a mentor yet."""
    op.create_table(
        "mentorship",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("mentor_id", sa.BigInteger(), nullable=True),
        sa.Column("called", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("address_hash", sa.LargeBinary(), nullable=True),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("has_address", sa.Boolean(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(*STATES, name="state", native_enum=False, create_constraint=True, length=24),
            server_default="invited",
            nullable=False,
        ),
        sa.Column("pieces", postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("takes_notes", sa.Boolean(), server_default="true", nullable=False),
        _moment("invited_at", server_default=NOW, nullable=False),
        _moment("accepted_at"),
        _moment("ends_at", nullable=False),
        _moment("ended_at"),
        sa.Column("ended_by", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        *(
            sa.CheckConstraint(rule, name=op.f(f"ck_mentorship_{name}"))
            for name, rule in CHECKS.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentorship")),
    )
    for column in ("person_id", "mentor_id", "address_hash"):
        op.create_index(op.f(f"ix_mentorship_{column}"), "mentorship", [column])
    op.create_index(
        "uq_mentorship_pair",
        "mentorship",
        ["person_id", "mentor_id"],
        unique=True,
        postgresql_where=sa.text("state = 'accepted'"),
    )
    op.create_index(
        "uq_mentorship_email",
        "mentorship",
        ["person_id", "email"],
        unique=True,
        postgresql_where=sa.text("email is not null"),
    )
    op.create_table(
        "mentorship_task",
        sa.Column("mentorship_id", sa.BigInteger(), nullable=False),
        sa.Column("submission_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mentorship_id"],
            ["mentorship.id"],
            name=op.f("fk_mentorship_task_mentorship_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submission.id"],
            name=op.f("fk_mentorship_task_submission_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("mentorship_id", "submission_id", name=op.f("pk_mentorship_task")),
    )
    op.create_index(op.f("ix_mentorship_task_submission_id"), "mentorship_task", ["submission_id"])
    op.create_table(
        "mentor_note",
        sa.Column("mentorship_id", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        _moment("written_at", server_default=NOW, nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint(
            "length(body) between 1 and 500", name=op.f("ck_mentor_note_body_length")
        ),
        sa.ForeignKeyConstraint(
            ["mentorship_id"],
            ["mentorship.id"],
            name=op.f("fk_mentor_note_mentorship_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentor_note")),
    )
    op.create_index(op.f("ix_mentor_note_mentorship_id"), "mentor_note", ["mentorship_id"])
