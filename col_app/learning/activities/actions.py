"""What can be done to an activity."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise

from sqlalchemy import delete, func, insert, select, text

from col_app.core import clock, outbox
from col_app.core.db import db
from col_app.learning.activities import spelling, sql
from col_app.learning.activities.filters import AGE_BANDS
from col_app.learning.activities.models import Activity, ActivitySession, ActivityState
from col_app.learning.index import actions as index

CANCELLED, MEETING_CANCELLED, MOVED = (
    "activity.cancelled", "meeting.cancelled", "activity.moved",
)  # fmt: skip
UNDO = dt.timedelta(minutes=10)
"""So long what an organiser decided can be undone; nobody is written to before."""
_LEARN_WORDS = text("""
    update activity_i18n as target
        set title_words = learned.of_title, words = learned.of_title || learned.others from (
        select i.activity_id, i.lang, to_tsvector('simple', unaccent(i.title))
            || to_tsvector(cast(c.config as regconfig), unaccent(i.title)) as of_title,
            to_tsvector('simple', unaccent(around.names))
            || to_tsvector(cast(c.config as regconfig), unaccent(concat_ws(' ',
                around.names, i.summary, array_to_string(i.outcomes, ' '), i.body))) as others
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
_LEARN_KEYS = text("""
    update activity as a set keys = array(select 'topic:' || t.slug from activity_topic x
            join topic t on t.id = x.topic_id where x.activity_id = a.id
            order by x.position)
        || array(select 'skill:' || s.slug from activity_skill x
            join skill s on s.id = x.skill_id where x.activity_id = a.id
            order by x.position)
        || array['type:' || a.type, 'kind:' || a.learning_kind, 'format:' || a.format]
        || array(select 'age:' || band.least || '-' || band.most
            from unnest(cast(:least as int[]), cast(:most as int[])) as band (least, most)
            where band.least <= coalesce(nullif(a.age_max, 99), 200)
              and band.most >= coalesce(a.age_min, 0))
        || array['price:' || case when a.price_cents = 0 then 'free' else 'paid' end]
        || array(select 'language:' || spoken from unnest(a.languages) as spoken)
        || array(select distinct 'access:' || fact from unnest(a.access || coalesce(
            (select p.access from place p where p.id = a.place_id), '{}')) as fact)
        || array['reach:' || a.reach]
    where a.id = any(:ids)
""")
_LEARN_KEY_STARTS = text("""
    update activity as a set key_starts = array(
        select 1 + (select count(*) from unnest(a.keys) as key
            where array_position(facets.names, split_part(key, ':', 1)) < number)
        from generate_series(1, cardinality(facets.names) + 1) as number order by number)
    from (select cast(:facets as text[]) as names) as facets where a.id = any(:ids)
""")
_LEARN_SPELLING = text(r"""
    insert into search_word (plain, word)
    select distinct on (1) plain(told.word), told.word from activity_i18n i
    left join activity a on a.id = i.activity_id
    left join place_i18n p on p.place_id = a.place_id and p.lang = i.lang
    left join organiser_i18n o on o.organiser_id = a.organiser_id and o.lang = i.lang,
    lateral regexp_split_to_table(lower(concat_ws(' ', i.title, i.summary, p.name, o.name,
        (select string_agg(t.label, ' ') from activity_topic x join topic_i18n t
            on t.topic_id = x.topic_id and t.lang = i.lang where x.activity_id = i.activity_id),
        (select string_agg(s.label, ' ') from activity_skill x join skill_i18n s
            on s.skill_id = x.skill_id and s.lang = i.lang where x.activity_id = i.activity_id))),
        '[^[:alpha:]]+') as told (word)
    where i.activity_id = any(:ids) and length(told.word) >= :shortest
    on conflict do nothing
""")
_LANGS = text("select distinct lang from activity_i18n where activity_id = any(:ids)")


class AlreadyPublishedError(Exception):
    """The activity is visible already."""


class LastMeetingError(Exception):
    """Without this meeting nothing would be left: the activity itself is cancelled instead."""


class MeetingsOverlapError(Exception):
    """Two meetings of one activity would take place at the same time."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """When people meet, and where if that is not the activity's own place."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    place_id: int | None = None


def learn(ids: Sequence[int]) -> None:
    """Bring what search and facets know of these activities up to date with what they say.

    To be called after every change of their columns, texts, topics, skills or place.
    """
    of_these = {"ids": list(ids)}
    langs = list(db.session.scalars(_LANGS, of_these))
    configs = [sql.config(lang) for lang in langs]
    db.session.execute(_LEARN_WORDS, of_these | {"langs": langs, "configs": configs})
    bands = {"least": [band[0] for band in AGE_BANDS], "most": [band[1] for band in AGE_BANDS]}
    db.session.execute(_LEARN_KEYS, of_these | bands)
    db.session.execute(_LEARN_KEY_STARTS, of_these | {"facets": list(sql.KEYED)})
    db.session.execute(_LEARN_SPELLING, of_these | {"shortest": spelling.SHORTEST})


def publish(activity: Activity) -> None:
    """Make an activity visible to the city and the whole network. Raises AlreadyPublishedError."""
    if activity.state is ActivityState.PUBLISHED:
        raise AlreadyPublishedError
    activity.state = ActivityState.PUBLISHED
    activity.published_at = clock.now()
    db.session.flush()
    learn([activity.id])
    index.write([activity.id])


def set_meetings(activity: Activity, meetings: Sequence[Meeting]) -> None:
    """Let an activity take place at these times, of which there is at least one.

    Its own times are those of the first and the last. Raises MeetingsOverlapError.
    """
    planned = sorted(meetings, key=lambda each: each.starts_at)
    if any(later.starts_at < earlier.ends_at for earlier, later in pairwise(planned)):
        raise MeetingsOverlapError
    activity.starts_at, activity.ends_at = planned[0].starts_at, planned[-1].ends_at
    activity.sessions_count = len(planned)
    _touch(activity)
    db.session.flush()
    mine = ActivitySession.activity_id == activity.id
    db.session.execute(delete(ActivitySession).where(mine))
    if len(planned) > 1:
        db.session.execute(
            insert(ActivitySession),
            [
                {"activity_id": activity.id, "position": number, **asdict(meeting)}
                for number, meeting in enumerate(planned, 1)
            ],
        )
    index.write([activity.id])
    if activity.state is ActivityState.PUBLISHED and activity.taken_count:
        ids = {"activity_id": activity.id, "sequence": activity.sequence}
        outbox.promise(MOVED, ids, f"{MOVED}:{activity.id}:{activity.sequence}")


def _touch(activity: Activity) -> None:
    """Calendars take what has grown as news (RFC 5545, 3.8.7.4)."""
    activity.sequence += 1
    activity.changed_at = clock.now()


def cancel(activity: Activity, reason: str) -> None:
    """Say that an activity will not take place; its page stays, the lists forget it.

    Everybody who joined is told once it cannot be undone any more.
    """
    now = clock.now()
    activity.state, activity.cancelled_at = ActivityState.CANCELLED, now
    activity.cancel_reason = reason
    _touch(activity)
    db.session.flush()
    index.remove([activity.id])
    ids = {"activity_id": activity.id, "cancelled_at": now.isoformat()}
    outbox.promise(CANCELLED, ids, f"{CANCELLED}:{activity.id}:{now.isoformat()}", now + UNDO)


def restore(activity: Activity) -> None:
    """An activity takes place after all."""
    activity.state, activity.cancelled_at = ActivityState.PUBLISHED, None
    activity.cancel_reason = ""
    _touch(activity)
    db.session.flush()
    index.write([activity.id])


def cancel_meeting(activity: Activity, meeting: ActivitySession, reason: str) -> None:
    """Say that one meeting will not take place; who joined is told as by `cancel`.

    Raises LastMeetingError.
    """
    others = select(func.count()).where(
        ActivitySession.activity_id == activity.id,
        ActivitySession.cancelled_at.is_(None),
        ActivitySession.ends_at > clock.now(),
        ActivitySession.id != meeting.id,
    )
    if not db.session.scalar(others):
        raise LastMeetingError
    now = clock.now()
    meeting.cancelled_at, meeting.cancel_reason = now, reason
    _keep_in_step(activity)
    ids = {"session_id": meeting.id, "cancelled_at": now.isoformat()}
    key = f"{MEETING_CANCELLED}:{meeting.id}:{now.isoformat()}"
    outbox.promise(MEETING_CANCELLED, ids, key, now + UNDO)


def restore_meeting(activity: Activity, meeting: ActivitySession) -> None:
    """A meeting takes place after all."""
    meeting.cancelled_at, meeting.cancel_reason = None, ""
    _keep_in_step(activity)


def _keep_in_step(activity: Activity) -> None:
    """The activity's own times are those of the first and the last meeting that takes place."""
    _touch(activity)
    db.session.flush()
    kept = (ActivitySession.activity_id == activity.id, ActivitySession.cancelled_at.is_(None))
    ends = select(func.min(ActivitySession.starts_at), func.max(ActivitySession.ends_at))
    activity.starts_at, activity.ends_at = db.session.execute(ends.where(*kept)).one()
    db.session.flush()
    index.write([activity.id])
