"""Reads of playlists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import text

from col_app.core.db import db
from col_app.core.remembered import per_version

Row = dict[str, Any]

_PLAYLIST = """
select p.id, p.slug, p.organiser_id, p.optional_needed, o.slug as organiser_slug,
  (select jsonb_object_agg(i.lang, jsonb_build_object('title', i.title, 'summary', i.summary,
    'body', i.body)) from playlist_i18n i where i.playlist_id = p.id) as texts,
  (select jsonb_object_agg(i.lang, i.name) from organiser_i18n i where i.organiser_id = o.id)
    as organiser_names,
  (select jsonb_agg(jsonb_build_object('city', i.city, 'activity_id', i.activity_id,
    'minutes', i.minutes, 'is_mandatory', i.is_mandatory) order by i.position, i.city)
    from (select '' as city, activity_id, minutes, is_mandatory, position from playlist_item
        where playlist_id = p.id
      union all select city, activity_id, minutes, is_mandatory, position from playlist_guest
        where playlist_id = p.id) i) as items,
  (select array_agg(distinct t.slug) from playlist_item i
    join activity_topic x on x.activity_id = i.activity_id join topic t on t.id = x.topic_id
    where i.playlist_id = p.id and not t.is_hidden) as topics,
  (select count(*) from playlist_follower f where f.playlist_id = p.id) as follower_count,
  (select t.slug from playlist_item i join activity_topic x on x.activity_id = i.activity_id
    join topic t on t.id = x.topic_id where i.playlist_id = p.id and not t.is_hidden
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
_WITH_STEP = text(f"""{_PLAYLIST} p.id in (
    select playlist_id from playlist_item where :city = '' and activity_id = :activity_id
    union all select playlist_id from playlist_guest
      where city = :city and activity_id = :activity_id) order by p.id
""")  # noqa: S608 - built from constants of this file alone
_DONE = text("""
    select activity_id from participation where person_id = :person_id and state = 'completed'
""")
_ORGANISERS = text("""
    select a.id, o.id as organiser_id, o.slug,
      (select jsonb_object_agg(i.lang, i.name) from organiser_i18n i where i.organiser_id = o.id)
        as names
    from activity a join organiser o on o.id = a.organiser_id where a.id = any(:ids)
""")
_MINE = text("""
    select activity_id, state, completed_at from participation
    where person_id = :person_id and activity_id = any(:ids) and state <> 'left'
""")
_FOLLOWS = text("""
    select exists (select from playlist_follower
      where playlist_id = :playlist_id and person_id = :person_id)
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
            if not item["city"]:
                found.setdefault(item["activity_id"], []).append(row)
    return found


def of_organiser(organiser_id: int) -> Sequence[Row]:
    """An organiser's playlists."""
    return _rows(_OF_ORGANISER, id=organiser_id)


def started_by(person_id: int) -> Sequence[int]:
    """Ids of the playlists a person follows, latest first."""
    return db.session.scalars(_STARTED, {"person_id": person_id}).all()


def with_step(city: str, activity_id: int) -> Sequence[Row]:
    """Playlists that this activity is a step of; `city` is empty for an activity of our own."""
    return _rows(_WITH_STEP, city=city, activity_id=activity_id)


def done_by(person_id: int) -> frozenset[int]:
    """Ids of the activities of this city that a person has completed."""
    return frozenset(db.session.scalars(_DONE, {"person_id": person_id}))


def organisers_of(activity_ids: Sequence[int]) -> dict[int, Row]:
    """Who offers these activities, by activity."""
    return {row["id"]: row for row in _rows(_ORGANISERS, ids=list(activity_ids))}


def mine(person_id: int, activity_ids: Sequence[int]) -> dict[int, Row]:
    """How a person takes part in these activities, by activity."""
    found = _rows(_MINE, person_id=person_id, ids=list(activity_ids))
    return {row["activity_id"]: row for row in found}


def is_followed(playlist_id: int, person_id: int) -> bool:
    """Whether a person has started a playlist."""
    values = {"playlist_id": playlist_id, "person_id": person_id}
    return bool(db.session.scalar(_FOLLOWS, values))
