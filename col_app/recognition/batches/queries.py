"""Reads of batches: what waits, and what has become of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select, text

from col_app.core.db import db
from col_app.recognition.batches.models import Batch, Line, Outcome

_NEXT = (
    "select position, person_id, email, narrative from award_line"
    " where batch_id = :id and outcome is null order by position limit :limit"
)
_FORGET = text("delete from award_line where batch_id = :id and outcome is null")


def next_lines(batch_id: int, limit: int) -> list[Line]:
    """The next lines nobody has worked on, as values: changing them changes no row."""
    rows = db.session.execute(text(_NEXT), {"id": batch_id, "limit": limit}).mappings()
    return [Line(batch_id=batch_id, **row) for row in rows]


def forget_addresses(batch_id: int) -> None:
    """Drop the lines of a batch that will not be worked on."""
    db.session.execute(_FORGET, {"id": batch_id})


def by_number(number: int) -> Batch | None:
    """One batch."""
    return db.session.get(Batch, number)


def outcomes(batch_id: int) -> dict[Outcome, int]:
    """How many lines ended in which way."""
    rows = db.session.execute(
        select(Line.outcome, func.count())
        .where(Line.batch_id == batch_id, Line.outcome.is_not(None))
        .group_by(Line.outcome)
    )
    return {outcome: number for outcome, number in rows if outcome is not None}


_ATTENDEES = text("""
    select p.person_id, m.name, p.state = 'completed' as is_here
    from participation p join member m using (person_id)
    where p.activity_id = :id and p.state <> 'left' order by m.name, p.person_id
""")


def of_activity(activity_id: int) -> Sequence[dict[str, Any]]:
    """Everybody on the check-in list of an activity: number, name, whether they were there."""
    return [dict(row) for row in db.session.execute(_ATTENDEES, {"id": activity_id}).mappings()]


_TOGETHER = text("""
    select w.badge_id, count(distinct w.person_id) as number from award w
    join circle_member x on x.circle_id = :id and x.person_id = w.person_id
    where w.revoked_at is null and (
      exists (select from award_batch b join award_line l on l.batch_id = b.id
        where b.circle_id = :id and b.badge_id = w.badge_id
          and l.person_id = w.person_id and l.outcome = 'awarded')
      or exists (select from participation s
        join circle_proposal p on p.activity_id = s.activity_id and p.circle_id = :id
        join circle_answer r on r.proposal_id = p.id and r.member_id = x.id and r.is_yes
        where s.id = w.participation_id))
    group by w.badge_id having count(distinct w.person_id) > 1
    order by max(w.awarded_at) desc, w.badge_id
""")


def earned_together(circle_id: int) -> dict[int, int]:
    """The badges that at least two of a circle hold because they came together, or because the
    circle was awarded; how many of them, by badge, latest first.
    """
    rows = db.session.execute(_TOGETHER, {"id": circle_id})
    return {row.badge_id: row.number for row in rows}


_SIZES = text("""
    select activity_id, count(*) as size from participation
    where activity_id = any(:ids) and state <> 'left' group by activity_id
""")


def sizes(activity_ids: Sequence[int]) -> dict[int, int]:
    """How many people are on the check-in list of each activity; empty lists are left out."""
    rows = db.session.execute(_SIZES, {"ids": activity_ids})
    return {row.activity_id: row.size for row in rows}
