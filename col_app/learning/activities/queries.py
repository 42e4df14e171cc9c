"""Reads of one activity."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from col_app.core.db import db, read
from col_app.learning.activities.models import Activity, ActivityText
from col_app.learning.organisers.models import OrganiserMember

_SESSIONS = """
  (select jsonb_agg(jsonb_build_object('position', s.position, 'starts_at', s.starts_at,
    'ends_at', s.ends_at, 'is_cancelled', s.cancelled_at is not null, 'reason', s.cancel_reason,
    'place', (select jsonb_build_object('id', q.id, 'slug', q.slug,
      'names', (select jsonb_object_agg(i.lang, i.name) from place_i18n i where i.place_id = q.id))
      from place q where q.id = s.place_id)) order by s.starts_at)
    from activity_session s where s.activity_id = a.id) as sessions"""

_PAGE = f"""
select a.*, {_SESSIONS},
  (select jsonb_object_agg(i.lang, jsonb_build_object('title', i.title, 'summary', i.summary,
    'body', i.body, 'how', i.how, 'outcomes', i.outcomes, 'bring', i.bring,
    'cost_note', i.cost_note)) from activity_i18n i where i.activity_id = a.id) as texts,
  (select array_agg(x.topic_id order by x.position) from activity_topic x
    where x.activity_id = a.id) as topic_ids,
  (select array_agg(x.skill_id order by x.position) from activity_skill x
    where x.activity_id = a.id) as skill_ids,
  p.slug as place_slug, p.address, p.lat, p.lon, p.access as place_access,
  (select jsonb_object_agg(i.lang, i.name) from place_i18n i where i.place_id = p.id)
    as place_names,
  o.slug as organiser_slug, o.verified_at as organiser_verified_at,
  (select jsonb_object_agg(i.lang, i.name) from organiser_i18n i where i.organiser_id = o.id)
    as organiser_names,
  (select jsonb_agg(jsonb_build_object('id', b.id, 'slug', b.slug, 'verified_at', b.verified_at,
    'names', (select jsonb_object_agg(i.lang, i.name) from organiser_i18n i
      where i.organiser_id = b.id)) order by x.position, b.id)
    from activity_organiser x join organiser b on b.id = x.organiser_id
    where x.activity_id = a.id) as partners
from activity a join organiser o on o.id = a.organiser_id left join place p on p.id = a.place_id
where a.id = %(id)s and a.state <> 'draft'
"""  # noqa: S608 - built from constants of this file alone

_DIARY = f"""
select a.id, a.sequence, a.published_at, a.changed_at, a.cancel_reason,
  a.contact, p.address, {_SESSIONS}
from activity a left join place p on p.id = a.place_id where a.id = any(%(ids)s)
"""  # noqa: S608 - built from constants of this file alone

_TOPICS = """
select array(select x.topic_id from activity_topic x where x.activity_id = a.id
  order by x.position) as topic_ids
from activity a where a.id = %(id)s and a.state <> 'draft'
"""


def page(activity_id: int) -> dict[str, Any] | None:
    """Everything an activity's page says, in one row; None for drafts and strangers."""
    return next(iter(read(_PAGE, {"id": activity_id})), None)


def diary(ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """What calendars need of activities beside their cards, by number."""
    return {row["id"]: row for row in read(_DIARY, {"ids": list(ids)})}


def topics_of(activity_id: int) -> list[int] | None:
    """The numbers of its topics, in their order; None for what nobody may see."""
    rows = read(_TOPICS, {"id": activity_id})
    return rows[0]["topic_ids"] if rows else None


def owned(activity_id: int, by: int) -> Activity | None:
    """An activity as one of its organiser's people may handle it."""
    return db.session.scalars(
        select(Activity)
        .join(OrganiserMember, OrganiserMember.organiser_id == Activity.organiser_id)
        .where(Activity.id == activity_id, OrganiserMember.person_id == by)
    ).one_or_none()


def all_owned(by: int) -> Sequence[Activity]:
    """Everything the organisers of a person have put up, what comes first on top."""
    return db.session.scalars(
        select(Activity)
        .join(OrganiserMember, OrganiserMember.organiser_id == Activity.organiser_id)
        .where(OrganiserMember.person_id == by)
        .order_by(Activity.starts_at.asc().nulls_last(), Activity.id)
    ).all()


def titles(ids: Sequence[int]) -> dict[int, dict[str, str]]:
    """Titles by activity and language."""
    found: dict[int, dict[str, str]] = {}
    rows = db.session.execute(
        select(ActivityText.activity_id, ActivityText.lang, ActivityText.title).where(
            ActivityText.activity_id.in_(ids)
        )
    )
    for activity_id, lang, title in rows:
        found.setdefault(activity_id, {})[lang] = title
    return found
