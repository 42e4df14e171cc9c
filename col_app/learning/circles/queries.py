"""Reads of circles, as one of their members may see them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from col_app.core import clock
from col_app.core.db import db, read
from col_app.learning.circles.models import Circle, CircleMember

Row = dict[str, Any]
OPEN = """(a.state = 'published' and (a.starts_at is null or a.starts_at > %(now)s))"""
"""A proposal is over when its activity begins or does not take place."""
_SIZE = "(select count(*) from circle_member x where x.circle_id = c.id)"
_MINE = f"""
select c.public_id, c.name, c.kept_by = %(person_id)s as is_keeper, {_SIZE} as member_count,
  (select count(*) from circle_proposal p join activity a on a.id = p.activity_id
    where p.circle_id = c.id and {OPEN} and not exists (select from circle_answer r
      where r.proposal_id = p.id and r.member_id = me.id)) as asked_count
from circle_member me join circle c on c.id = me.circle_id
where me.person_id = %(person_id)s order by c.name, c.id
"""  # noqa: S608 - built from constants of this file alone, like all below
_ONE = f"""
select c.id, c.public_id, c.name, c.about, c.kept_by, c.kept_by = %(person_id)s as is_keeper,
  me.wants_mail, me.is_shown, {_SIZE} as member_count
from circle c join circle_member me on me.circle_id = c.id and me.person_id = %(person_id)s
where c.public_id = %(public_id)s
"""  # noqa: S608
_INVITED = f"""
select c.id, c.public_id, c.name, c.about, c.kept_by, coalesce(m.name, '') as keeper,
  {_SIZE} as member_count, exists (select from circle_member x where x.circle_id = c.id
    and x.person_id = %(person_id)s) as is_in
from circle c left join member m on m.person_id = c.kept_by
where c.invitation = %(code)s and c.invitation_ends_at > %(now)s
"""  # noqa: S608
_PEOPLE = """
select x.id, x.since, coalesce(m.name, '') as name, x.person_id = c.kept_by as is_keeper,
  x.person_id = %(person_id)s as is_self
from circle_member x join circle c on c.id = x.circle_id
left join member m on m.person_id = x.person_id
where c.id = %(circle_id)s order by is_keeper desc, m.name nulls last, x.id
"""
_PROPOSAL = f"""
select p.id, c.id as circle_id, c.public_id, c.name as circle, a.id as activity_id,
  c.kept_by = me.person_id as is_keeper, coalesce(p.member_id = me.id, false) as is_own,
  me.wants_mail, asker.name as asker, {OPEN} as is_open, {_SIZE} as member_count,
  mine.is_yes as answer, seat.state as seat,
  exists (select from waiting w where w.activity_id = a.id and w.person_id = me.person_id)
    as is_waiting,
  exists (select from application q where q.activity_id = a.id and q.person_id = me.person_id
    and q.state = 'waiting') as is_asking,
  (select jsonb_agg(coalesce(n.name, '') order by r.answered_at, r.member_id)
    from circle_answer r join circle_member x on x.id = r.member_id
    join participation s on s.activity_id = a.id and s.person_id = x.person_id
      and s.state <> 'left'
    left join member n on n.person_id = x.person_id
    where r.proposal_id = p.id and r.is_yes) as coming
from circle_member me join circle c on c.id = me.circle_id
"""  # noqa: S608
_REST = """
left join circle_member by_whom on by_whom.id = p.member_id
left join member asker on asker.person_id = by_whom.person_id
left join circle_answer mine on mine.proposal_id = p.id and mine.member_id = me.id
left join participation seat on seat.activity_id = a.id and seat.person_id = me.person_id
  and seat.state <> 'left'
where me.person_id = %(person_id)s
"""
_ASKED = f"""{_PROPOSAL}
join circle_proposal p on p.circle_id = c.id join activity a on a.id = p.activity_id {_REST}
"""
_OF_CIRCLE = f"""select * from ({_ASKED} and c.id = %(circle_id)s) q
order by is_open desc, id desc limit %(most)s"""  # noqa: S608
_PROPOSED = f"{_ASKED} and p.id = %(id)s"
_AT_ACTIVITY = f"""{_PROPOSAL}
join activity a on a.id = %(activity_id)s
left join circle_proposal p on p.circle_id = c.id and p.activity_id = a.id {_REST}
  and (p.id is not null or {OPEN}) order by c.name, c.id"""
_TO_TELL = f"""
select x.person_id from circle_proposal p join activity a on a.id = p.activity_id
join circle_member x on x.circle_id = p.circle_id and x.id is distinct from p.member_id
where p.id = %(id)s and x.wants_mail and {OPEN} and not exists (select from circle_answer r
  where r.proposal_id = p.id and r.member_id = x.id)
order by x.id
"""  # noqa: S608
_AGREED = """
from circle_proposal p join circle c on c.id = p.circle_id
join circle_answer r on r.proposal_id = p.id and r.is_yes
join circle_member x on x.id = r.member_id and x.is_shown
join participation s on s.activity_id = p.activity_id and s.person_id = x.person_id
"""
_TOGETHER = f"""
select s.id, string_agg(c.name, ', ' order by c.name) as circles {_AGREED}
where p.activity_id = %(activity_id)s and s.state <> 'left' group by s.id
"""
_CAME = f"""
select p.activity_id, c.id, c.name, count(*) as number {_AGREED}
where p.activity_id = any(%(activities)s) and s.state = 'completed'
group by p.activity_id, c.id order by p.activity_id, c.name, c.id
"""
_WHO_CAME = f"""
select x.person_id, m.name {_AGREED} join member m on m.person_id = x.person_id
where p.activity_id = %(activity_id)s and c.id = %(circle_id)s and s.state = 'completed'
order by m.name, x.person_id
"""
_PERSONAL = """
select c.name, x.since, x.wants_mail, x.is_shown, c.kept_by = x.person_id as is_keeper,
  (select jsonb_agg(jsonb_build_object('activity_id', p.activity_id, 'is_yes', r.is_yes,
      'answered_at', r.answered_at) order by r.answered_at)
    from circle_answer r join circle_proposal p on p.id = r.proposal_id
    where r.member_id = x.id) as answers,
  (select jsonb_agg(jsonb_build_object('activity_id', p.activity_id, 'proposed_at',
      p.proposed_at) order by p.id) from circle_proposal p where p.member_id = x.id) as proposals
from circle_member x join circle c on c.id = x.circle_id
where x.person_id = %(person_id)s order by x.id
"""


def mine(person_id: int) -> Sequence[Row]:
    """The circles somebody is in, with how many questions wait for them in each."""
    return read(_MINE, {"person_id": person_id, "now": clock.now()})


def one(public_id: str, person_id: int) -> Row | None:
    """A circle as one of its members sees it; None for everybody else."""
    return next(iter(read(_ONE, {"public_id": public_id, "person_id": person_id})), None)


def kept(public_id: str, by: int) -> Circle | None:
    """A circle for its keeper, locked for a change."""
    return db.session.scalars(
        select(Circle)
        .where(Circle.public_id == public_id, Circle.kept_by == by)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()


def invited(code: str, person_id: int) -> Row | None:
    """The circle whose link holds this code, while it lets people in."""
    values = {"code": code, "person_id": person_id, "now": clock.now()}
    return next(iter(read(_INVITED, values)), None)


def people(circle_id: int, person_id: int) -> Sequence[Row]:
    """Everybody in a circle, its keeper first."""
    return read(_PEOPLE, {"circle_id": circle_id, "person_id": person_id})


def member(circle_id: int, number: int) -> CircleMember | None:
    """One member of a circle by the number of the membership."""
    return db.session.scalars(
        select(CircleMember).where(CircleMember.circle_id == circle_id, CircleMember.id == number)
    ).one_or_none()


def proposals(circle_id: int, person_id: int, most: int) -> Sequence[Row]:
    """What a circle is and was asked to come along to, what is open first."""
    values = {"circle_id": circle_id, "person_id": person_id, "most": most, "now": clock.now()}
    return read(_OF_CIRCLE, values)


def proposal(number: int, person_id: int) -> Row | None:
    """One proposal as a member of its circle sees it; None for everybody else."""
    values = {"id": number, "person_id": person_id, "now": clock.now()}
    return next(iter(read(_PROPOSED, values)), None)


def at_activity(activity_id: int, person_id: int) -> Sequence[Row]:
    """A person's circles beside an activity: `id` is none where the circle was not asked yet.

    Those that cannot be asked any more and never were are left out.
    """
    values = {"activity_id": activity_id, "person_id": person_id, "now": clock.now()}
    return read(_AT_ACTIVITY, values)


def to_tell(proposal_id: int) -> Sequence[int]:
    """Who is to be written to about a proposal."""
    rows = read(_TO_TELL, {"id": proposal_id, "now": clock.now()})
    return [row["person_id"] for row in rows]


def together(activity_id: int) -> dict[int, str]:
    """The names of circles that may stand beside people, by their participation."""
    return {row["id"]: row["circles"] for row in read(_TOGETHER, {"activity_id": activity_id})}


def came(activities: Sequence[int]) -> Sequence[Row]:
    """The circles that were at these activities: of each, how many organisers may know of."""
    return read(_CAME, {"activities": list(activities)})


def who_came(activity_id: int, circle_id: int) -> Sequence[Row]:
    """Those of a circle who were checked in and agreed that organisers know of it."""
    return read(_WHO_CAME, {"activity_id": activity_id, "circle_id": circle_id})


def personal_data(person_id: int) -> list[Row]:
    """What this room knows of a person."""
    return read(_PERSONAL, {"person_id": person_id})
