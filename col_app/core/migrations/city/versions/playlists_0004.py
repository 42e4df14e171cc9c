"""Playlists with some of many and steps in other cities; when a place is open."""

import sqlalchemy as sa
from alembic import op

revision = "playlists"
down_revision = "search"


def upgrade() -> None:
    op.add_column(
        "playlist",
        sa.Column("optional_needed", sa.BigInteger, nullable=False, server_default="0"),
    )
    op.create_check_constraint(
        op.f("ck_playlist_optional_not_negative"), "playlist", "optional_needed >= 0"
    )
    op.create_table(
        "playlist_guest",
        sa.Column("playlist_id", sa.BigInteger, nullable=False),
        sa.Column("city", sa.String, nullable=False),
        sa.Column("activity_id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("is_mandatory", sa.Boolean, nullable=False, server_default="false"),
        sa.Column("minutes", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint(
            "playlist_id", "city", "activity_id", name=op.f("pk_playlist_guest")
        ),
        sa.ForeignKeyConstraint(
            ["playlist_id"], ["playlist.id"], ondelete="CASCADE",
            name=op.f("fk_playlist_guest_playlist_id"),
        ),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_playlist_guest_takes_time")),
    )  # fmt: skip
    op.create_index("ix_playlist_guest_activity", "playlist_guest", ["city", "activity_id"])
    op.add_column("place", sa.Column("website", sa.String, nullable=False, server_default=""))
    op.add_column("place_i18n", sa.Column("opening", sa.String, nullable=False, server_default=""))
