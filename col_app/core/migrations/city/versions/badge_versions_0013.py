"""Versions, tasks, pictures and drafts of badges; an award points to the version it was given."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "badge_versions"
down_revision = "issuers"

EVIDENCE = ("text", "file", "photo", "link")
VERIFIERS = ("self", "peers", "organiser")
FIRST_VERSIONS = """
insert into badge_version (badge_id, number, public_id, contents, published_at)
select b.id, b.version, b.public_id, jsonb_build_object(
    'layer', b.layer, 'workload_minutes', b.workload_minutes, 'valid_months', null,
    'shape', b.shape, 'palette', b.palette, 'icon', b.icon, 'pattern', b.pattern, 'picture', null,
    'texts', (select jsonb_object_agg(i.lang, jsonb_build_object('name', i.name,
      'description', i.description, 'criteria', i.criteria))
      from badge_i18n i where i.badge_id = b.id),
    'skills', (select jsonb_agg(s.uri order by s.position) from badge_skill x
      join skill s on s.id = x.skill_id where x.badge_id = b.id)),
  coalesce(b.published_at, b.created_at)
from badge b where b.published_at is not null or exists (select from award w
  where w.badge_id = b.id)
"""
STAND = """
create function versions_stand() returns trigger language plpgsql as $$
begin raise exception 'a published version of a badge is never changed'
  using errcode = 'integrity_constraint_violation', constraint = 'versions_stand'; end $$;
create trigger versions_stand before update on badge_version
for each row execute function versions_stand();
create trigger versions_stand before update on badge_task
for each row execute function versions_stand();
create trigger versions_stand before update on badge_task_i18n
for each row execute function versions_stand()
"""


def _key(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete="CASCADE")


def upgrade() -> None:
    """What is published becomes version 1 of itself, and awards point to it."""
    _pictures()
    _versions()
    _tasks()
    op.create_table(
        "badge_draft",
        sa.Column("badge_id", sa.BigInteger(), nullable=False),
        sa.Column("contents", JSONB(), nullable=False),
        sa.Column("revision", sa.BigInteger(), server_default="1", nullable=False),
        sa.Column(
            "saved_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("saved_by", sa.BigInteger(), nullable=True),
        _key("badge_draft", "badge_id", "badge"),
        sa.PrimaryKeyConstraint("badge_id", name=op.f("pk_badge_draft")),
    )
    op.execute(STAND)


def _pictures() -> None:
    op.create_table(
        "badge_picture",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("png", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_badge_picture")),
    )
    op.add_column("badge", sa.Column("picture", sa.String(), nullable=True))
    op.create_foreign_key(
        op.f("fk_badge_picture"), "badge", "badge_picture", ["picture"], ["digest"]
    )
    op.add_column("badge", sa.Column("valid_months", sa.BigInteger(), nullable=True))
    op.add_column("badge", sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True))
    op.create_check_constraint(op.f("ck_badge_ends"), "badge", "valid_months between 1 and 600")
    op.create_check_constraint(
        op.f("ck_badge_given_or_retired"), "badge", "published_at is null or retired_at is null"
    )


def _versions() -> None:
    op.create_table(
        "badge_version",
        sa.Column("badge_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("contents", JSONB(), nullable=False),
        sa.Column(
            "published_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        _key("badge_version", "badge_id", "badge"),
        sa.PrimaryKeyConstraint("badge_id", "number", name=op.f("pk_badge_version")),
        sa.UniqueConstraint("public_id", name=op.f("uq_badge_version_public_id")),
    )
    op.execute(FIRST_VERSIONS)
    op.add_column("award", sa.Column("version", sa.BigInteger(), nullable=True))
    op.execute("update award w set version = b.version from badge b where b.id = w.badge_id")
    op.alter_column("award", "version", nullable=False)
    op.create_foreign_key(
        "fk_award_version",
        "award",
        "badge_version",
        ["badge_id", "version"],
        ["badge_id", "number"],
    )


def _tasks() -> None:
    op.create_table(
        "badge_task",
        sa.Column("badge_id", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("evidence", sa.String(24), nullable=False),
        sa.Column("verified_by", sa.String(24), nullable=False),
        sa.Column("peers", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint(f"evidence in {EVIDENCE}", name=op.f("ck_badge_task_evidence")),
        sa.CheckConstraint(f"verified_by in {VERIFIERS}", name=op.f("ck_badge_task_verified_by")),
        sa.CheckConstraint(
            "(verified_by = 'peers') = (peers is not null)",
            name=op.f("ck_badge_task_peers_are_counted"),
        ),
        sa.CheckConstraint("peers between 1 and 9", name=op.f("ck_badge_task_few_peers")),
        sa.ForeignKeyConstraint(
            ["badge_id", "version"],
            ["badge_version.badge_id", "badge_version.number"],
            name=op.f("fk_badge_task_badge_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_badge_task")),
        sa.UniqueConstraint("badge_id", "version", "position", name="uq_badge_task_badge_id"),
    )
    op.create_table(
        "badge_task_i18n",
        sa.Column("task_id", sa.BigInteger(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        _key("badge_task_i18n", "task_id", "badge_task"),
        sa.PrimaryKeyConstraint("task_id", "lang", name=op.f("pk_badge_task_i18n")),
    )
