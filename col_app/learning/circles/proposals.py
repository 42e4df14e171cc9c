"""Asking a circle to come along, and what each of its members says.

Nobody is joined by anybody else: a yes takes the ordinary way to a seat, in the name of the one
who says it.
"""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import func, select, text
from sqlalchemy.dialects.postgresql import insert

from col_app.core import clock, outbox
from col_app.core.db import db
from col_app.learning.activities.models import Activity, ActivityState
from col_app.learning.applications import actions as applications
from col_app.learning.circles import actions
from col_app.learning.circles.models import CircleMember, CircleProposal
from col_app.learning.circles.queries import Row
from col_app.learning.participation import actions as participation
from col_app.learning.participation import letters
from col_app.learning.participation import queries as participations
from col_app.learning.participation.actions import ApprovalError, FullError
from col_app.learning.seats import actions as seats
from col_app.learning.seats.actions import SeatFreeError

ASKED = "circle.asked"
MOST_OPEN = 10
_ANSWER = text("""
    insert into circle_answer (proposal_id, member_id, is_yes)
    select p.id, x.id, :is_yes from circle_proposal p
      join circle_member x on x.circle_id = p.circle_id and x.person_id = :person_id
      where p.id = :proposal_id
    on conflict (proposal_id, member_id)
      do update set is_yes = excluded.is_yes, answered_at = excluded.answered_at
""")


class OverError(Exception):
    """The activity has begun or does not take place: there is nothing to ask or answer."""


class StrangerError(Exception):
    """The person is not in the circle."""


class TooManyProposalsError(Exception):
    """The circle is asked about as much as it may be at once."""


class Outcome(StrEnum):
    """What a yes has led to: a seat, a place in line, or the form that asks the organiser."""

    IN = "in"
    WAITS = "waits"
    ASKS = "asks"


def propose(circle_id: int, activity_id: int, person_id: int) -> int:
    """Ask a circle to come along; twice is once. Who has a seat has thereby said yes.

    The number of the proposal. Raises StrangerError, OverError, TooManyProposalsError.
    """
    actions.lock(circle_id)
    member_id = db.session.scalar(
        select(CircleMember.id).where(
            CircleMember.circle_id == circle_id, CircleMember.person_id == person_id
        )
    )
    if member_id is None:
        raise StrangerError
    if not is_ahead(db.session.get(Activity, activity_id, populate_existing=True)):
        raise OverError
    made = _made(circle_id, activity_id)
    if made is None:
        made = _make(circle_id, activity_id, member_id)
        if participations.of_person(person_id, activity_id):
            _answer(made, person_id, is_yes=True)
        ids = {"proposal_id": made, "circle_id": circle_id, "activity_id": activity_id}
        outbox.promise(ASKED, ids, f"{ASKED}:{made}")
    return made


def is_ahead(activity: Activity | None) -> bool:
    """Whether an activity takes place and has not begun."""
    if activity is None or activity.state is not ActivityState.PUBLISHED:
        return False
    return activity.starts_at is None or activity.starts_at > clock.now()


def _made(circle_id: int, activity_id: int) -> int | None:
    return db.session.scalar(
        select(CircleProposal.id).where(
            CircleProposal.circle_id == circle_id, CircleProposal.activity_id == activity_id
        )
    )


def _make(circle_id: int, activity_id: int, member_id: int) -> int:
    under_way = (
        select(func.count())
        .select_from(CircleProposal)
        .join(Activity, Activity.id == CircleProposal.activity_id)
        .where(
            CircleProposal.circle_id == circle_id,
            Activity.state == ActivityState.PUBLISHED,
            func.coalesce(Activity.starts_at > clock.now(), True),
        )
    )
    if (db.session.scalar(under_way) or 0) >= MOST_OPEN:
        raise TooManyProposalsError
    values = {"circle_id": circle_id, "activity_id": activity_id, "member_id": member_id}
    made = insert(CircleProposal).values(**values).returning(CircleProposal.id)
    return db.session.scalars(made).one()


def take_back(number: int) -> None:
    """Ask no more. Seats that people took stay theirs."""
    found = db.session.get(CircleProposal, number, with_for_update=True)
    if found is not None:
        db.session.delete(found)


def come(asked: Row, person_id: int) -> Outcome:
    """Say yes and take a seat, or a place in line; whom the organiser has to accept asks there.

    Raises OverError, NotOpenError, ClosedError.
    """
    if not asked["is_open"]:
        raise OverError
    outcome = _seat(asked["activity_id"], person_id)
    _answer(asked["id"], person_id, is_yes=True)
    return outcome


def _seat(activity_id: int, person_id: int) -> Outcome:
    try:
        _join(activity_id, person_id)
    except ApprovalError:
        return Outcome.ASKS
    except FullError:
        return _line_up(activity_id, person_id)
    return Outcome.IN


def _line_up(activity_id: int, person_id: int) -> Outcome:
    try:
        seats.enlist(activity_id, person_id)
    except SeatFreeError:
        # somebody gave theirs back in between; now the activity is locked
        _join(activity_id, person_id)
        return Outcome.IN
    return Outcome.WAITS


def _join(activity_id: int, person_id: int) -> None:
    letters.confirm(participation.join(activity_id, person_id))


def decline(asked: Row, person_id: int) -> None:
    """Say no; who said yes before gives back what it led to.

    Raises OverError, AlreadyDoneError.
    """
    if not asked["is_open"]:
        raise OverError
    if asked["answer"]:
        participation.leave(asked["activity_id"], person_id)
        seats.leave_list(asked["activity_id"], person_id)
        applications.withdraw(asked["activity_id"], person_id)
    _answer(asked["id"], person_id, is_yes=False)


def _answer(proposal_id: int, person_id: int, *, is_yes: bool) -> None:
    values = {"proposal_id": proposal_id, "person_id": person_id, "is_yes": is_yes}
    db.session.execute(_ANSWER, values)
