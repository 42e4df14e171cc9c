"""Reads of playlists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import text

from col_app.core.db import db
from col_app.core.remembered import per_version

Row = dict[str, Any]

_PLAYLIST = """
select p.id, p.slug, p.organiser_id, o.slug as organiser_slug,
  (select jsonb_object_agg(i.lang, jsonb_build_object('title', i.title, 'summary', i.summary,
    'body', i.body)) from playlist_i18n i where i.playlist_id = p.id) as texts,
  (select jsonb_object_agg(i.lang, i.name) from organiser_i18n i where i.organiser_id = o.id)
    as organiser_names,
  (select jsonb_agg(jsonb_build_object('activity_id', i.activity_id, 'minutes', i.minutes,
    'is_mandatory', i.is_mandatory) order by i.position) from playlist_item i
    where i.playlist_id = p.id) as items,
  (select t.slug from playlist_item i join activity_topic x on x.activity_id = i.activity_id
    join topic t on t.id = x.topic_id where i.playlist_id = p.id
    order by i.position, x.position limit 1) as topic
from playlist p join organiser o on o.id = p.organiser_id
where p.published_at is not null and
"""
_BY_ID = text(f"{_PLAYLIST} p.id = :id")
_EVERY = text(f"{_PLAYLIST} true order by p.id")
_ALL = text(f"{_PLAYLIST} true order by p.id limit :limit")
_BY_IDS = text(f"{_PLAYLIST} p.id = any(:ids) order by array_position(:ids, p.id)")
_OF_ORGANISER = text(f"{_PLAYLIST} p.organiser_id = :id order by p.id")
_STARTED = text("""
    select playlist_id from playlist_follower where person_id = :person_id order by since desc
""")
# ordered, so that two jobs of one person lock the awards they race for in the same order
_COMPLETED_BY = text("""
    select i.playlist_id from playlist_item i
    join playlist_item m on m.playlist_id = i.playlist_id and m.is_mandatory
    left join participation p on p.activity_id = m.activity_id and p.person_id = :person_id
      and p.state = 'completed'
    where i.activity_id = :activity_id
    group by i.playlist_id having count(*) = count(p.id) order by i.playlist_id
""")
_DONE = text("""
    select activity_id from participation where person_id = :person_id and state = 'completed'
""")


def _rows(statement: Any, **values: Any) -> list[Row]:
    return [dict(row) for row in db.session.execute(statement, values).mappings()]


def by_id(playlist_id: int) -> Row | None:
    """A published playlist with its texts and steps."""
    return next(iter(_rows(_BY_ID, id=playlist_id)), None)


def by_ids(ids: Sequence[int]) -> Sequence[Row]:
    """Published playlists in the order of `ids`."""
    return _rows(_BY_IDS, ids=list(ids))


def published(limit: int) -> Sequence[Row]:
    """The city's playlists."""
    return _rows(_ALL, limit=limit)


def with_activity(activity_id: int) -> Sequence[Row]:
    """Playlists that hold an activity."""
    return _by_activity().get(activity_id, ())


@per_version
def every() -> list[Row]:
    """All published playlists, for pages that show some."""
    return _rows(_EVERY)


@per_version
def _by_activity() -> dict[int, list[Row]]:
    """The published playlists by each activity in them."""
    found: dict[int, list[Row]] = {}
    for row in every():
        for item in row["items"] or ():
            found.setdefault(item["activity_id"], []).append(row)
    return found


def of_organiser(organiser_id: int) -> Sequence[Row]:
    """An organiser's playlists."""
    return _rows(_OF_ORGANISER, id=organiser_id)


def started_by(person_id: int) -> Sequence[int]:
    """Ids of the playlists a person follows, latest first."""
    return db.session.scalars(_STARTED, {"person_id": person_id}).all()


def completed_by(person_id: int, activity_id: int) -> Sequence[int]:
    """Ids of playlists with this activity of which the person completed every mandatory step."""
    values = {"person_id": person_id, "activity_id": activity_id}
    return db.session.scalars(_COMPLETED_BY, values).all()


def done_by(person_id: int) -> frozenset[int]:
    """Ids of the activities a person has completed."""
    return frozenset(db.session.scalars(_DONE, {"person_id": person_id}))
