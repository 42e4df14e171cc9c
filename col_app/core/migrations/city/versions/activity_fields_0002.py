"""What an activity's page says beyond the first release: reach, meetings, outcomes, goals."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "activity_fields"
down_revision = "0001"

TYPES = (
    "event", "course", "workshop", "volunteering", "internship", "project", "digital",
    "open_space", "sport", "other",
)  # fmt: skip
REACHES = ("neighbourhood", "city", "region", "country", "world")
CHECKS = {
    "meets_at_least_once": "sessions_count >= 1",
    "sdgs": "sdgs <@ array[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17]",
    "booking_url_form": "booking_url ~ '^(https?://.*)?$'",
    "online_url_form": "online_url ~ '^(https?://.*)?$'",
    "contact_form": "contact = '' or position('@' in contact) > 1",
}


def upgrade() -> None:
    """Add columns, meetings and further organisers; the meetings of courses stay to be told."""
    op.drop_constraint(op.f("ck_activity_type"), "activity")
    op.create_check_constraint(op.f("ck_activity_type"), "activity", _one_of("type", TYPES))
    op.add_column("activity", _text("reach", "city", sa.String(24)))
    op.create_check_constraint(op.f("ck_activity_reach"), "activity", _one_of("reach", REACHES))
    op.add_column(
        "activity", sa.Column("sequence", sa.BigInteger, server_default="0", nullable=False)
    )
    op.add_column("activity", _text("sdgs", "{}", postgresql.ARRAY(sa.Integer)))
    for name in ("booking_url", "online_url", "contact"):
        op.add_column("activity", _text(name))
    for name, condition in CHECKS.items():
        op.create_check_constraint(op.f(f"ck_activity_{name}"), "activity", condition)
    op.add_column("activity_i18n", _text("outcomes", "{}", postgresql.ARRAY(sa.Text)))
    for name in ("bring", "cost_note"):
        op.add_column("activity_i18n", _text(name))
    _sessions()
    _organisers()


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} in ({', '.join(repr(value) for value in values)})"


def _text(name: str, default: str = "", kind: sa.types.TypeEngine | None = None) -> sa.Column:
    return sa.Column(name, kind or sa.String, server_default=default, nullable=False)


def _sessions() -> None:
    op.create_table(
        "activity_session",
        sa.Column(
            "activity_id",
            sa.BigInteger,
            sa.ForeignKey(
                "activity.id",
                name=op.f("fk_activity_session_activity_id"),
                ondelete="CASCADE",
            ),
            nullable=False,
        ),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "place_id",
            sa.BigInteger,
            sa.ForeignKey("place.id", name=op.f("fk_activity_session_place_id")),
        ),
        sa.Column("id", sa.BigInteger, sa.Identity(), nullable=False),
        sa.CheckConstraint(
            "ends_at > starts_at", name=op.f("ck_activity_session_ends_after_it_starts")
        ),
        sa.CheckConstraint("position >= 1", name=op.f("ck_activity_session_counted_from_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity_session")),
        sa.UniqueConstraint(
            "activity_id", "position", name=op.f("uq_activity_session_activity_id_position")
        ),
        sa.UniqueConstraint(
            "activity_id", "starts_at", name=op.f("uq_activity_session_activity_id_starts_at")
        ),
    )
    op.create_index("ix_activity_session_times", "activity_session", ["starts_at", "ends_at"])
    op.create_index("ix_activity_session_place_id", "activity_session", ["place_id"])


def _organisers() -> None:
    op.create_table(
        "activity_organiser",
        sa.Column(
            "activity_id",
            sa.BigInteger,
            sa.ForeignKey(
                "activity.id",
                name=op.f("fk_activity_organiser_activity_id"),
                ondelete="CASCADE",
            ),
            nullable=False,
        ),
        sa.Column(
            "organiser_id",
            sa.BigInteger,
            sa.ForeignKey(
                "organiser.id",
                name=op.f("fk_activity_organiser_organiser_id"),
                ondelete="CASCADE",
            ),
            nullable=False,
        ),
        sa.Column("position", sa.BigInteger, server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("activity_id", "organiser_id", name=op.f("pk_activity_organiser")),
    )
    op.create_index("ix_activity_organiser_organiser_id", "activity_organiser", ["organiser_id"])
