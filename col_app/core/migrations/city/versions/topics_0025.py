"""Topics that a city hides, renames, draws and merges; what it puts on its home."""

import sqlalchemy as sa
from alembic import op

revision = "topics"
down_revision = "spine"


def upgrade() -> None:
    """Every topic stays as it is; nothing is featured."""
    _topics()
    _featured()


def _topics() -> None:
    op.add_column(
        "topic", sa.Column("is_hidden", sa.Boolean(), server_default="false", nullable=False)
    )
    op.add_column("topic", sa.Column("look", sa.String(), server_default="", nullable=False))
    op.create_check_constraint(
        op.f("ck_topic_look_form"), "topic", "look ~ '^([a-z]+[.][a-z-]+)?$'"
    )
    op.create_check_constraint(
        op.f("ck_topic_i18n_label_length"), "topic_i18n", "length(label) between 1 and 60"
    )
    op.create_unique_constraint("uq_topic_i18n_label", "topic_i18n", ["lang", "label"])
    op.create_table(
        "topic_former",
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("topic_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topic.id"], name=op.f("fk_topic_former_topic_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_topic_former")),
    )
    op.create_index(op.f("ix_topic_former_topic_id"), "topic_former", ["topic_id"])


def _featured() -> None:
    op.create_table(
        "featured",
        sa.Column(
            "kind",
            sa.Enum(
                "activity", "playlist", "badge", "skill", "place", "organiser", "list",
                name="kind", native_enum=False, create_constraint=True, length=24,
            ),
            nullable=False,
        ),
        sa.Column("thing_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_featured_ends_after_it_starts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_featured")),
        sa.UniqueConstraint("kind", "thing_id", name="uq_featured_thing"),
    )  # fmt: skip
    op.create_table(
        "featured_i18n",
        sa.Column("featured_id", sa.BigInteger(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.CheckConstraint(
            "length(why) between 1 and 140", name=op.f("ck_featured_i18n_why_length")
        ),
        sa.ForeignKeyConstraint(
            ["featured_id"], ["featured.id"],
            name=op.f("fk_featured_i18n_featured_id"), ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("featured_id", "lang", name=op.f("pk_featured_i18n")),
    )  # fmt: skip
