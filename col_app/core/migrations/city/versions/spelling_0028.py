"""Slips are corrected in the names of topics and skills too."""

import sqlalchemy as sa
from alembic import op

revision = "spelling"
down_revision = "prepared"

SHORTEST = 4
"""Letters of the shortest word that is corrected (learning.activities.spelling)."""


def upgrade() -> None:
    """Learn the words of what activities stand under and build; later ones come by themselves."""
    op.execute(
        sa.text(r"""
        insert into search_word (plain, word)
        select distinct on (1) network.plain(told.word), told.word from (
            select t.label from topic_i18n t
              where exists (select from activity_topic x where x.topic_id = t.topic_id)
            union all select s.label from skill_i18n s
              where exists (select from activity_skill x where x.skill_id = s.skill_id)
          ) as named (label),
          lateral regexp_split_to_table(lower(named.label), '[^[:alpha:]]+') as told (word)
        where length(told.word) >= :shortest
        on conflict do nothing
        """).bindparams(shortest=SHORTEST)
    )
