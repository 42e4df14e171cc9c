"""Reads of what somebody likes and needs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import LiteralString

from sqlalchemy import select

from col_app.core import clock
from col_app.core.db import db, read
from col_app.learning.interests.models import Interest, Need


def topics_of(person_id: int) -> Sequence[int]:
    """The numbers of the topics a person chose."""
    return db.session.scalars(
        select(Interest.topic_id).where(Interest.person_id == person_id).order_by(Interest.topic_id)
    ).all()


def needs_of(person_id: int) -> Sequence[str]:
    """The facts of access a person needs."""
    return db.session.scalars(
        select(Need.fact).where(Need.person_id == person_id).order_by(Need.fact)
    ).all()


_FITS = """a.state = 'published'
  and (a.starts_at is null or a.starts_at > %(now)s) and (a.ends_at is null or a.ends_at > %(now)s)
  and (a.capacity is null or a.taken_count < a.capacity)
  and not exists (select from participation p where p.activity_id = a.id
    and p.person_id = %(person)s and p.state <> 'left')"""
"""What somebody can still join: to come, with room, and not theirs already."""

_IS_HARD = """exists (select from need n where n.person_id = %(person)s
  and n.fact <> all(a.access || coalesce(place.access, '{}')))"""
"""Whether something that the person needs is not known to be there: such things come later."""

_SUGGESTED: LiteralString = f"""
with fitting as (
  select a.id, a.starts_at, x.topic_id, row_number() over (
    partition by x.topic_id order by {_IS_HARD}, a.starts_at nulls last, a.id) as turn
  from interest i join activity_topic x on x.topic_id = i.topic_id
  join activity a on a.id = x.activity_id left join place on place.id = a.place_id
  where i.person_id = %(person)s and {_FITS}
), once as (select distinct on (id) * from fitting order by id, turn)
select id, topic_id from once order by turn, starts_at nulls last, id limit %(limit)s
"""  # noqa: S608 - built from constants of this file alone

_SOON: LiteralString = f"""
select a.id from activity a left join place on place.id = a.place_id
where a.starts_at is not null and {_FITS}
order by {_IS_HARD}, a.starts_at, a.id limit %(limit)s
"""  # noqa: S608 - built from constants of this file alone


def suggested(person_id: int, limit: int) -> list[tuple[int, int]]:
    """(activity, topic) of what comes next under the topics a person likes, topic by topic."""
    values = {"person": person_id, "limit": limit, "now": clock.now()}
    return [(row["id"], row["topic_id"]) for row in read(_SUGGESTED, values)]


def soon(person_id: int, limit: int) -> list[int]:
    """What starts next in the city that a person could join."""
    values = {"person": person_id, "limit": limit, "now": clock.now()}
    return [row["id"] for row in read(_SOON, values)]
