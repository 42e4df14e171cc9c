"""What can be done to an activity."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import text

from col_app.core import clock, outbox
from col_app.core.db import db
from col_app.learning.activities import sql
from col_app.learning.activities.models import Activity, ActivityState
from col_app.learning.index import actions as index

CANCELLED = "activity.cancelled"
_LEARN_WORDS = text("""
    update activity_i18n as target set words = learned.words from (
        select i.activity_id, i.lang,
            setweight(to_tsvector(cast(c.config as regconfig), unaccent(i.title)), 'A')
         || setweight(to_tsvector('simple', unaccent(i.title)), 'A')
         || setweight(to_tsvector(cast(c.config as regconfig), unaccent(i.summary)), 'B')
         || setweight(to_tsvector('simple', unaccent(around.names)), 'B')
         || setweight(to_tsvector(cast(c.config as regconfig), unaccent(around.names)), 'B')
         || setweight(to_tsvector(cast(c.config as regconfig), unaccent(i.body)), 'C') as words
        from activity_i18n i
        join unnest(cast(:langs as text[]), cast(:configs as text[])) as c (lang, config)
            on c.lang = i.lang,
        lateral (select concat_ws(' ',
            (select string_agg(t.label, ' ') from activity_topic x join topic_i18n t
                on t.topic_id = x.topic_id and t.lang = i.lang
                where x.activity_id = i.activity_id),
            (select string_agg(s.label, ' ') from activity_skill x join skill_i18n s
                on s.skill_id = x.skill_id and s.lang = i.lang
                where x.activity_id = i.activity_id),
            (select string_agg(o.name, ' ') from activity a join organiser_i18n o
                on o.organiser_id = a.organiser_id where a.id = i.activity_id),
            (select string_agg(p.name, ' ') from activity a join place_i18n p
                on p.place_id = a.place_id where a.id = i.activity_id)) as names) as around
        where i.activity_id = any(:ids)) as learned
    where learned.activity_id = target.activity_id and learned.lang = target.lang
""")
_LANGS = text("select distinct lang from activity_i18n where activity_id = any(:ids)")


class AlreadyPublishedError(Exception):
    """The activity is visible already."""


def learn_words(ids: Sequence[int]) -> None:
    """Bring what search knows of these activities up to date with their texts."""
    langs = list(db.session.scalars(_LANGS, {"ids": list(ids)}))
    configs = [sql.config(lang) for lang in langs]
    db.session.execute(_LEARN_WORDS, {"ids": list(ids), "langs": langs, "configs": configs})


def publish(activity: Activity) -> None:
    """Make an activity visible to the city and the whole network. Raises AlreadyPublishedError."""
    if activity.state is ActivityState.PUBLISHED:
        raise AlreadyPublishedError
    activity.state = ActivityState.PUBLISHED
    activity.published_at = clock.now()
    db.session.flush()
    learn_words([activity.id])
    index.write([activity.id])


def cancel(activity: Activity) -> None:
    """Say that an activity will not take place; its page stays, the lists forget it.

    Everybody who joined is told.
    """
    activity.state = ActivityState.CANCELLED
    db.session.flush()
    index.remove([activity.id])
    outbox.promise(CANCELLED, {"activity_id": activity.id}, f"{CANCELLED}:{activity.id}")
