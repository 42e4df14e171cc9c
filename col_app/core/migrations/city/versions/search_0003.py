"""What search knows beyond the first release: facets as keys, plain names, known words."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "search"
down_revision = "activity_fields"

GIN = {"postgresql_using": "gin", "postgresql_with": {"fastupdate": "off"}}
PLAIN = {
    "activity_i18n": "title",
    "organiser_i18n": "name",
    "place_i18n": "name",
    "playlist_i18n": "title",
}
KEYS = """
    update activity as a set keys = array['type:' || a.type, 'kind:' || a.learning_kind,
            'format:' || a.format, 'reach:' || a.reach,
            'price:' || case when a.price_cents = 0 then 'free' else 'paid' end]
        || array(select 'language:' || spoken from unnest(a.languages) as spoken)
        || array(select distinct 'access:' || fact from unnest(a.access || coalesce(
            (select p.access from place p where p.id = a.place_id), '{}')) as fact)
        || array(select 'topic:' || t.slug from activity_topic x
            join topic t on t.id = x.topic_id where x.activity_id = a.id)
        || array(select 'skill:' || s.slug from activity_skill x
            join skill s on s.id = x.skill_id where x.activity_id = a.id)
        || array(select 'age:' || band.least || '-' || band.most
            from (values (0, 6), (7, 13), (14, 18), (19, 29), (30, 64), (65, 120))
                as band (least, most)
            where band.least <= coalesce(nullif(a.age_max, 99), 200)
              and band.most >= coalesce(a.age_min, 0))
"""
TITLES = "update activity_i18n set title_words = to_tsvector('simple', network.unaccent(title))"
SPELLING = r"""
    insert into search_word (plain, word)
    select distinct on (1) plain(told.word), told.word from activity_i18n i
    left join activity a on a.id = i.activity_id
    left join place_i18n p on p.place_id = a.place_id and p.lang = i.lang
    left join organiser_i18n o on o.organiser_id = a.organiser_id and o.lang = i.lang,
    lateral regexp_split_to_table(lower(concat_ws(' ', i.title, i.summary, p.name, o.name)),
        '[^[:alpha:]]+') as told (word)
    where length(told.word) >= 4
"""


def upgrade() -> None:
    """Make the columns and fill them from what is there."""
    op.drop_index("ix_activity_languages", "activity")
    op.add_column(
        "activity",
        sa.Column("keys", postgresql.ARRAY(sa.Text), server_default="{}", nullable=False),
    )
    op.add_column(
        "activity_i18n",
        sa.Column("title_words", postgresql.TSVECTOR, server_default="", nullable=False),
    )
    op.create_index("ix_activity_keys", "activity", ["keys"], **GIN)
    op.execute("alter index ix_activity_i18n_words set (fastupdate = off)")
    for table, column in PLAIN.items():
        computed = sa.Computed(f"network.plain({column})", persisted=True)
        op.add_column(table, sa.Column("plain", sa.String, computed, nullable=False))
        _index_plain(table)
    op.create_table(
        "search_word",
        sa.Column("plain", sa.String, nullable=False),
        sa.Column("word", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("plain", name=op.f("pk_search_word")),
    )
    _index_plain("search_word")
    op.execute(TITLES)
    op.execute(KEYS)
    op.execute(SPELLING)


def _index_plain(table: str) -> None:
    ops = {"plain": "network.gin_trgm_ops"}
    op.create_index(f"ix_{table}_plain", table, ["plain"], postgresql_ops=ops, **GIN)
