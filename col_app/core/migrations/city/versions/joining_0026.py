"""Approval, closing and cancelling of activities; messages; reminders; lists that one follows."""

import sqlalchemy as sa
from alembic import op

revision = "joining"
down_revision = "topics"

# All columns but one, whichever those are when this runs.
TRIGGER = """
do $$ begin
  drop trigger content_changes on activity;
  execute (select 'create trigger content_changes
    before insert or delete or truncate or update of '
    || string_agg(quote_ident(attname), ', ' order by attnum)
    || ' on activity for each statement execute function content_changes()'
    from pg_attribute where attrelid = 'activity'::regclass and attnum > 0
    and not attisdropped and attname <> 'taken_count');
end $$
"""
NOW = sa.text("now()")
KINDS = "('activity', 'playlist', 'badge', 'place', 'organiser', 'skill', 'elsewhere')"


def upgrade() -> None:
    """New columns of activities and their meetings, new tables beside them."""
    _cancelling()
    _applications()
    _telling()
    _lists()


def _lists() -> None:
    for table in ("saved", "own_list_item"):
        op.drop_constraint(op.f(f"ck_{table}_kind"), table)
        op.create_check_constraint(op.f(f"ck_{table}_kind"), table, f"kind in {KINDS}")
    op.create_table(
        "own_list_follower",
        sa.Column("list_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), server_default=NOW, nullable=False),
        sa.ForeignKeyConstraint(
            ["list_id"],
            ["own_list.id"],
            name=op.f("fk_own_list_follower_list_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("list_id", "person_id", name=op.f("pk_own_list_follower")),
    )
    op.create_index(
        op.f("ix_own_list_follower_person_id"), "own_list_follower", ["person_id"], unique=False
    )


def _cancelling() -> None:
    op.add_column(
        "activity", sa.Column("asks_approval", sa.Boolean(), server_default="false", nullable=False)
    )
    op.add_column("activity", sa.Column("joining_closed_at", sa.DateTime(timezone=True)))
    op.add_column("activity", sa.Column("changed_at", sa.DateTime(timezone=True)))
    for table in ("activity", "activity_session"):
        op.add_column(table, sa.Column("cancelled_at", sa.DateTime(timezone=True)))
        op.add_column(
            table, sa.Column("cancel_reason", sa.String(), server_default="", nullable=False)
        )
        op.create_check_constraint(
            op.f(f"ck_{table}_reason_length"), table, "length(cancel_reason) <= 500"
        )
    op.create_check_constraint(
        op.f("ck_activity_cancelled_at"), "activity", "cancelled_at is null or state = 'cancelled'"
    )
    op.execute(TRIGGER)


def _applications() -> None:
    op.create_table(
        "application",
        sa.Column("activity_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("guest_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "accepted",
                "declined",
                "withdrawn",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("words", sa.String(), server_default="", nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), server_default=NOW, nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("answer", sa.String(), server_default="", nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint(
            "num_nonnulls(person_id, guest_id) = 1", name=op.f("ck_application_of_one")
        ),
        sa.CheckConstraint(
            "(state in ('accepted', 'declined')) = (decided_at is not null)",
            name=op.f("ck_application_decided_at"),
        ),
        sa.CheckConstraint(
            "state <> 'declined' or answer <> ''", name=op.f("ck_application_says_why")
        ),
        sa.CheckConstraint("decided_by <> person_id", name=op.f("ck_application_not_own")),
        sa.CheckConstraint("length(words) <= 500", name=op.f("ck_application_words_length")),
        sa.CheckConstraint("length(answer) <= 500", name=op.f("ck_application_answer_length")),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activity.id"],
            name=op.f("fk_application_activity_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["guest_id"], ["guest.id"], name=op.f("fk_application_guest_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application")),
        sa.UniqueConstraint("activity_id", "person_id", name="uq_application_once"),
        sa.UniqueConstraint("guest_id", name=op.f("uq_application_guest_id")),
    )
    op.create_index(op.f("ix_application_person_id"), "application", ["person_id"], unique=False)
    op.create_index(
        "ix_application_waiting",
        "application",
        ["asked_at"],
        unique=False,
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_table(
        "answer_phrase",
        sa.Column("organiser_id", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint(
            "length(words) between 1 and 300", name=op.f("ck_answer_phrase_phrase_length")
        ),
        sa.ForeignKeyConstraint(
            ["organiser_id"],
            ["organiser.id"],
            name=op.f("fk_answer_phrase_organiser_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_phrase")),
        sa.UniqueConstraint("organiser_id", "words", name="uq_answer_phrase_once"),
    )


def _telling() -> None:
    op.create_table(
        "announcement",
        sa.Column("activity_id", sa.BigInteger(), nullable=False),
        sa.Column("written_by", sa.BigInteger(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), server_default=NOW, nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint(
            "length(words) between 1 and 2000", name=op.f("ck_announcement_words_length")
        ),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activity.id"],
            name=op.f("fk_announcement_activity_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcement")),
    )
    op.create_index(
        op.f("ix_announcement_activity_id"), "announcement", ["activity_id"], unique=False
    )
    op.create_table(
        "reminder_wish",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day_before", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("hour_before", sa.Boolean(), server_default="false", nullable=False),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_reminder_wish")),
    )
