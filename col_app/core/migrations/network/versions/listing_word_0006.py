"""Search over all cities: the words that are known, for those who mistype one."""

import sqlalchemy as sa
from alembic import op

revision = "listing_word"
down_revision = "listing_meetings"

WORDS = r"""
    insert into network.listing_word (plain, word)
    select distinct on (1) network.plain(told.word), told.word from network.listing l,
    lateral (select * from jsonb_each(l.texts)
        union all select * from jsonb_each(l.place -> 'names')) as said (lang, words),
    lateral regexp_split_to_table(lower(cast(said.words as text)), '[^[:alpha:]]+') as told (word)
    where length(told.word) >= 4
"""


def upgrade() -> None:
    """The words of what is listed already."""
    op.create_table(
        "listing_word",
        sa.Column("plain", sa.String(), nullable=False),
        sa.Column("word", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("plain", name=op.f("pk_listing_word")),
        schema="network",
    )
    op.create_index(
        "ix_listing_word_plain",
        "listing_word",
        ["plain"],
        postgresql_using="gin",
        postgresql_ops={"plain": "network.gin_trgm_ops"},
        schema="network",
    )
    op.execute(sa.text(WORDS))
