"""Recognition statements: what bodies grant to those who hold certain badges."""

import sqlalchemy as sa
from alembic import op

revision = "statements"
down_revision = "issuers"


def _choice(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=24)


def _part(table: str, other: str) -> None:
    """A table that ties statements to badges or skills."""
    op.create_table(
        table,
        sa.Column("statement_id", sa.BigInteger(), nullable=False),
        sa.Column(f"{other}_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["statement_id"],
            ["statement.id"],
            name=op.f(f"fk_{table}_statement_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            [f"{other}_id"],
            [f"{other}.id"],
            name=op.f(f"fk_{table}_{other}_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("statement_id", f"{other}_id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_{other}_id"), table, [f"{other}_id"])


def upgrade() -> None:
    """Statements, their texts, and what counts for them."""
    op.create_table(
        "statement",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("organiser_id", sa.BigInteger(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column(
            "state",
            _choice("state", "draft", "published", "ended"),
            server_default="draft",
            nullable=False,
        ),
        sa.Column("needed", sa.BigInteger(), server_default="1", nullable=False),
        sa.Column(
            "layer",
            _choice("layer", "engage", "participate", "demonstrate", "lead"),
            nullable=True,
        ),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("until_on >= from_on", name=op.f("ck_statement_ends_after_it_starts")),
        sa.CheckConstraint("needed between 1 and 50", name=op.f("ck_statement_needs_something")),
        sa.CheckConstraint(
            "(state = 'draft') = (published_at is null)", name=op.f("ck_statement_published_once")
        ),
        sa.CheckConstraint(
            "(state = 'ended') = (ended_at is not null)", name=op.f("ck_statement_ended_once")
        ),
        sa.ForeignKeyConstraint(
            ["organiser_id"], ["organiser.id"], name=op.f("fk_statement_organiser_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
    )
    op.create_index(op.f("ix_statement_organiser_id"), "statement", ["organiser_id"])
    op.create_table(
        "statement_i18n",
        sa.Column("statement_id", sa.BigInteger(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.CheckConstraint(
            "length(title) between 1 and 120", name=op.f("ck_statement_i18n_title_length")
        ),
        sa.CheckConstraint(
            "length(body) between 1 and 2000", name=op.f("ck_statement_i18n_body_length")
        ),
        sa.ForeignKeyConstraint(
            ["statement_id"],
            ["statement.id"],
            name=op.f("fk_statement_i18n_statement_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("statement_id", "lang", name=op.f("pk_statement_i18n")),
    )
    _part("statement_badge", "badge")
    _part("statement_skill", "skill")
