"""The city's own skills: levels, links, drafts and versions of the spine; alignments that stand."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "spine"
down_revision = "endorsements"

LENGTHS = ("length(label) between 1 and 120", "length(description) <= 1000")
STAND = """
create or replace function versions_stand() returns trigger language plpgsql as $$
begin raise exception 'what was published is never changed'
  using errcode = 'integrity_constraint_violation', constraint = 'versions_stand'; end $$;
create trigger versions_stand before update on spine_version
for each row execute function versions_stand()
"""
# What versions from before say of their skills is what is known of them now, and stands from here.
ALIGN = """
alter table badge_version disable trigger versions_stand;
update badge_version v set contents = v.contents || jsonb_build_object('alignments',
  (select jsonb_agg(jsonb_build_object('url', s.uri, 'framework', '', 'names',
    (select jsonb_object_agg(i.lang, i.label) from skill_i18n i where i.skill_id = s.id))
    order by s.position, s.id)
  from skill s where v.contents->'skills' ? s.uri
    and exists (select from skill_i18n i where i.skill_id = s.id)));
alter table badge_version enable trigger versions_stand
"""


def _now(name: str) -> sa.Column:
    return sa.Column(
        name, sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
    )


def _texts(table: str, owner: str) -> None:
    op.create_table(
        table,
        sa.Column(f"{owner}_id", sa.BigInteger(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("description", sa.String(), server_default="", nullable=False),
        sa.CheckConstraint(LENGTHS[0], name=op.f(f"ck_{table}_label_length")),
        sa.CheckConstraint(LENGTHS[1], name=op.f(f"ck_{table}_description_length")),
        _key(table, f"{owner}_id", owner),
        sa.PrimaryKeyConstraint(f"{owner}_id", "lang", name=op.f(f"pk_{table}")),
    )


def _key(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete="CASCADE")


def upgrade() -> None:
    """Skills say more, and what is said of them is published in versions."""
    op.add_column(
        "skill", sa.Column("is_hidden", sa.Boolean(), server_default="false", nullable=False)
    )
    op.add_column(
        "skill", sa.Column("revision", sa.BigInteger(), server_default="0", nullable=False)
    )
    op.add_column(
        "skill_i18n", sa.Column("description", sa.String(), server_default="", nullable=False)
    )
    op.create_check_constraint(op.f("ck_skill_i18n_label_length"), "skill_i18n", LENGTHS[0])
    op.create_check_constraint(op.f("ck_skill_i18n_description_length"), "skill_i18n", LENGTHS[1])
    _levels()
    _links()
    _versions()
    op.execute(STAND)
    op.execute(ALIGN)


def _levels() -> None:
    op.create_table(
        "skill_level",
        sa.Column("skill_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint("position between 1 and 8", name=op.f("ck_skill_level_few_levels")),
        _key("skill_level", "skill_id", "skill"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_skill_level")),
        sa.UniqueConstraint("skill_id", "position", name="uq_skill_level_position"),
    )
    _texts("skill_level_i18n", "skill_level")


def _links() -> None:
    op.create_table(
        "skill_link",
        sa.Column("skill_id", sa.BigInteger(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("framework", sa.String(), nullable=False),
        sa.Column("name", sa.String(), server_default="", nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "url ~ '^https://' or url ~ '^http://data[.]europa[.]eu/esco/'",
            name=op.f("ck_skill_link_link_form"),
        ),
        sa.CheckConstraint("length(url) <= 500", name=op.f("ck_skill_link_link_length")),
        sa.CheckConstraint(
            "length(framework) between 1 and 80", name=op.f("ck_skill_link_framework_length")
        ),
        sa.CheckConstraint("length(name) <= 120", name=op.f("ck_skill_link_name_length")),
        _key("skill_link", "skill_id", "skill"),
        sa.PrimaryKeyConstraint("skill_id", "url", name=op.f("pk_skill_link")),
    )
    op.create_table(
        "skill_alias",
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("uri", sa.String(), nullable=True),
        sa.Column("skill_id", sa.BigInteger(), nullable=False),
        _key("skill_alias", "skill_id", "skill"),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_skill_alias")),
        sa.UniqueConstraint("uri", name=op.f("uq_skill_alias_uri")),
    )
    op.create_index(op.f("ix_skill_alias_skill_id"), "skill_alias", ["skill_id"])


def _versions() -> None:
    op.create_table(
        "spine_revision",
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("before", sa.BigInteger(), nullable=True),
        sa.Column("contents", JSONB(), nullable=True),
        _now("saved_at"),
        sa.Column("saved_by", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_spine_revision")),
    )
    op.create_table(
        "spine_version",
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("contents", JSONB(), nullable=False),
        _now("published_at"),
        sa.Column("published_by", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_spine_version")),
    )
