"""Reads of badge definitions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import text

from col_app.core.db import db
from col_app.core.remembered import per_version

Row = dict[str, Any]

AWARDED = """(select count(*) from award w where w.badge_id = b.id and w.revoked_at is null)"""
PLANNED = """(exists (select from badge_task t where t.badge_id = b.id and t.version = b.version)
  or exists (select from activity a where a.id = b.activity_id and a.state = 'published'
    and (a.ends_at is null or a.ends_at > now()))
  or exists (select from playlist_item i join playlist l on l.id = i.playlist_id
    join activity a on a.id = i.activity_id where i.playlist_id = b.playlist_id
    and l.published_at is not null and a.state = 'published'
    and (a.ends_at is null or a.ends_at > now())))"""
BADGE = f"""
select b.id, b.public_id, b.slug, b.version, b.layer, b.workload_minutes,
  b.shape, b.palette, b.icon, b.pattern, b.picture, b.valid_months, b.activity_id,
  b.playlist_id, b.organiser_id,
  (select jsonb_object_agg(i.lang, jsonb_build_object('name', i.name,
    'description', i.description, 'criteria', i.criteria))
    from badge_i18n i where i.badge_id = b.id) as texts,
  (select jsonb_agg(s.uri order by s.position) from badge_skill x join skill s
    on s.id = x.skill_id where x.badge_id = b.id) as skills,
  (select v.contents->'alignments' from badge_version v
    where v.badge_id = b.id and v.number = b.version) as alignments,
  o.public_id as organiser_public_id, o.slug as organiser_slug,
  o.verified_at is not null as organiser_is_verified,
  o.linkedin_id as organiser_linkedin_id,
  (select jsonb_object_agg(i.lang, i.name) from organiser_i18n i where i.organiser_id = o.id)
    as organiser_names,
  {AWARDED} as award_count, b.published_at is not null as is_published, {PLANNED} as is_planned
from badge b join organiser o on o.id = b.organiser_id
where"""  # noqa: S608 - built from constants of this file alone
_PUBLISHED = f"{BADGE} b.published_at is not null and"
_SHORT = """
select b.id, b.slug, b.shape, b.palette, b.icon, b.pattern, b.picture, b.activity_id,
  b.playlist_id,
  (select jsonb_object_agg(i.lang, i.name) from badge_i18n i where i.badge_id = b.id) as names
from badge b where b.published_at is not null and
"""
_BY_ID = text(f"""{BADGE} b.id = :id and (b.published_at is not null
  or b.retired_at is not null or exists (select from award w where w.badge_id = b.id))""")
_VERSION = (
    "select v.badge_id, v.number, v.public_id, v.contents, v.published_at\nfrom badge_version v"
)
_BY_PUBLIC_ID = text(f"{_VERSION} where v.public_id = :id")
_BY_NUMBER = text(f"{_VERSION} where v.badge_id = :id and v.number = :number")
_OF_AWARD = text(f"""{_VERSION} join award w on w.badge_id = v.badge_id and w.version = v.number
  where w.public_id = :id""")
_VERSIONS = text("""select v.number, v.published_at, (select count(*) from award w
    where w.badge_id = v.badge_id and w.version = v.number and w.revoked_at is null) as award_count
  from badge_version v where v.badge_id = :id order by v.number desc""")
_TASKS = text("""select t.id, t.evidence, t.verified_by, t.peers,
    (select jsonb_object_agg(i.lang, i.text) from badge_task_i18n i where i.task_id = t.id) as texts
  from badge_task t where t.badge_id = :id and t.version = :version order by t.position""")
_PICTURE = text("select png from badge_picture where digest = :digest")
_BY_ACTIVITY = text(f"{_PUBLISHED} b.activity_id = :id")
_BY_PLAYLIST = text(f"{_PUBLISHED} b.playlist_id = :id")
_ALL = text(f"{_PUBLISHED} true order by award_count desc, b.id limit :limit")
_BY_IDS = text(f"{_SHORT} b.id = any(:ids)")
_OF_ACTIVITIES = text(f"{_SHORT} b.activity_id is not null")
_OF_PLAYLISTS = text(f"{_SHORT} b.playlist_id is not null")
_OF_ORGANISER = text(f"{_SHORT} b.organiser_id = :id order by b.id limit :limit")
_WITH_SKILL = text(f"""{_SHORT} exists (select from badge_skill k where k.badge_id = b.id
    and k.skill_id = :id) order by b.id limit :limit""")
_AT_PLACE = text(f"""{_SHORT} exists (select from activity a where a.id = b.activity_id
    and a.place_id = :id and a.state = 'published' and (a.ends_at is null or a.ends_at > now()))
    order by b.id limit :limit""")
_AWARDERS = text("""
    select o.id, o.slug, o.verified_at is not null as is_verified,
      (select jsonb_object_agg(i.lang, i.name) from organiser_i18n i where i.organiser_id = o.id)
        as names
    from organiser o where exists (select from badge b join badge_skill k on k.badge_id = b.id
      where b.organiser_id = o.id and k.skill_id = :id and b.published_at is not null)
    order by o.id limit :limit
""")
_UNDER_TOPIC = text(f"""{_SHORT} (b.activity_id in (select activity_id from activity_topic
      where topic_id = :id) or b.playlist_id in (select i.playlist_id from playlist_item i
      join activity_topic x using (activity_id) where x.topic_id = :id))
    order by b.id limit :limit""")  # noqa: S608 - built from constants of this file alone


def _one(statement: Any, key: int | str) -> Row | None:
    row = db.session.execute(statement, {"id": key}).mappings().one_or_none()
    return dict(row) if row else None


def _many(statement: Any, **values: Any) -> list[Row]:
    return [dict(row) for row in db.session.execute(statement, values).mappings()]


def by_id(badge_id: int) -> Row | None:
    """A badge with its texts, skills and organiser: published once, or awarded."""
    return _one(_BY_ID, badge_id)


def by_version(badge_id: int, number: int) -> Row | None:
    """A badge as it was in one of its versions."""
    return _then(_many(_BY_NUMBER, id=badge_id, number=number))


def by_public_id(public_id: str) -> Row | None:
    """The version of a badge that has this id in credentials."""
    return _then(_many(_BY_PUBLIC_ID, id=public_id))


def _then(versions: list[Row]) -> Row | None:
    """The badge with what it said in the one version that was found; `latest` is its newest."""
    now = by_id(versions[0]["badge_id"]) if versions else None
    if now is None:
        return None
    found = versions[0]
    then = {"version": found["number"], "public_id": found["public_id"]}
    return now | found["contents"] | then | {"latest": now["version"]}


def versions(badge_id: int) -> Sequence[Row]:
    """The versions of a badge with how many hold each, newest first."""
    return _many(_VERSIONS, id=badge_id)


def tasks(badge_id: int, version: int) -> Sequence[Row]:
    """The tasks of a version in their order."""
    return _many(_TASKS, id=badge_id, version=version)


def picture(digest: str) -> bytes | None:
    """A picture that was sent, as PNG."""
    return db.session.scalar(_PICTURE, {"digest": digest})


def by_ids(ids: Sequence[int]) -> Sequence[Row]:
    """These published badges in short, in no order."""
    return _many(_BY_IDS, ids=list(ids))


def of_award(award_public_id: str) -> Row | None:
    """The badge behind an award, as it was when it was given."""
    return _then(_many(_OF_AWARD, id=award_public_id))


def of_activity(activity_id: int) -> Row | None:
    """The badge that an activity gives."""
    return _one(_BY_ACTIVITY, activity_id)


@per_version
def known_of_activity(activity_id: int) -> Row | None:
    """As `of_activity`, for pages: what was published lately shows within a second, awards do not
    show at all (`award_count` is as old as the city's version).
    """
    return of_activity(activity_id)


def of_playlist(playlist_id: int) -> Row | None:
    """The badge at the end of a playlist."""
    return _one(_BY_PLAYLIST, playlist_id)


@per_version
def by_activity() -> dict[int, Row]:
    """The published badges that activities give, in short, by activity."""
    return {row["activity_id"]: row for row in _many(_OF_ACTIVITIES)}


@per_version
def by_playlist() -> dict[int, Row]:
    """The published badges at the ends of playlists, in short, by playlist."""
    return {row["playlist_id"]: row for row in _many(_OF_PLAYLISTS)}


def of_organiser(organiser_id: int, limit: int) -> Sequence[Row]:
    """An organiser's badges in short."""
    return _many(_OF_ORGANISER, id=organiser_id, limit=limit)


def with_skill(skill_id: int, limit: int) -> Sequence[Row]:
    """Badges that show a skill, in short."""
    return _many(_WITH_SKILL, id=skill_id, limit=limit)


def at_place(place_id: int, limit: int) -> Sequence[Row]:
    """Badges that can be earned at a place, in short."""
    return _many(_AT_PLACE, id=place_id, limit=limit)


def awarders(skill_id: int, limit: int) -> Sequence[Row]:
    """Organisers whose badges show a skill."""
    return _many(_AWARDERS, id=skill_id, limit=limit)


def under_topic(topic_id: int, limit: int) -> Sequence[Row]:
    """Badges of activities under a topic and of playlists with one of them, in short."""
    return _many(_UNDER_TOPIC, id=topic_id, limit=limit)


def most_awarded(limit: int) -> Sequence[Row]:
    """Published badges, those awarded most first."""
    return _many(_ALL, limit=limit)
