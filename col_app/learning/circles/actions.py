"""Circles: made, joined, kept and left.

Whoever changes who is in a circle locks its row first, so what holds for all of its members is
decided by one after the other.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete, func, select, update

from col_app.core import clock
from col_app.core.db import db
from col_app.core.ids import public_id
from col_app.learning.circles.models import (
    Circle,
    CircleAnswer,
    CircleMember,
    CircleProposal,
)
from col_app.people.members.models import Member

MOST_MEMBERS, MOST_CIRCLES = 50, 20
INVITATION_LIFE = dt.timedelta(days=30)


class TooManyCirclesError(Exception):
    """The person is in as many circles as one may be in."""


class CircleFullError(Exception):
    """As many people are in the circle as it takes."""


class InvitationOverError(Exception):
    """No circle has this invitation, or its time is over."""


class KeeperError(Exception):
    """A keeper cannot leave the others without one."""


def make(person_id: int, name: str, about: str = "") -> Circle:
    """A new circle with nobody in it but its keeper. Raises TooManyCirclesError."""
    _refuse_too_many(person_id)
    made = Circle(name=name, about=about, kept_by=person_id)
    db.session.add(made)
    db.session.flush()
    db.session.add(CircleMember(circle_id=made.id, person_id=person_id))
    db.session.flush()
    return made


def _refuse_too_many(person_id: int) -> None:
    # two circles joined at once wait for each other at the person's row, so the count is exact
    db.session.execute(
        select(Member.person_id).where(Member.person_id == person_id).with_for_update()
    )
    mine = select(func.count()).where(CircleMember.person_id == person_id)
    if (db.session.scalar(mine) or 0) >= MOST_CIRCLES:
        raise TooManyCirclesError


def describe(circle: Circle, name: str, about: str) -> None:
    """Call a circle something else."""
    circle.name, circle.about = name, about
    db.session.flush()


def invite(circle: Circle) -> None:
    """Make a new link; the one before lets nobody in any more."""
    circle.invitation, circle.invitation_ends_at = public_id(), clock.now() + INVITATION_LIFE
    db.session.flush()


def end_invitation(circle: Circle) -> None:
    """Let nobody else in."""
    circle.invitation = circle.invitation_ends_at = None
    db.session.flush()


def join(code: str, person_id: int, shown_under: int | None = None) -> Circle:
    """Come into the circle of an invitation; twice is once.

    `shown_under`: while this person keeps it, organisers may read the circle's name beside the
    one who joins. Raises InvitationOverError, CircleFullError, TooManyCirclesError.
    """
    circle = db.session.scalars(
        select(Circle)
        .where(Circle.invitation == code, Circle.invitation_ends_at > clock.now())
        .with_for_update()
    ).one_or_none()
    if circle is None:
        raise InvitationOverError
    if _of(circle.id, person_id) is not None:
        return circle
    if _size(circle.id) >= MOST_MEMBERS:
        raise CircleFullError
    _refuse_too_many(person_id)
    is_shown = circle.kept_by == shown_under
    db.session.add(CircleMember(circle_id=circle.id, person_id=person_id, is_shown=is_shown))
    db.session.flush()
    return circle


def _size(circle_id: int) -> int:
    return db.session.scalar(select(func.count()).where(CircleMember.circle_id == circle_id)) or 0


def wish(circle_id: int, person_id: int, shown_under: int | None, *, wants_mail: bool) -> None:
    """Keep what a member wishes; `shown_under` as in `join`."""
    circle, found = lock(circle_id), _of(circle_id, person_id)
    if circle is not None and found is not None:
        found.wants_mail, found.is_shown = wants_mail, circle.kept_by == shown_under
        db.session.flush()


def leave(circle_id: int, person_id: int) -> None:
    """Leave a circle; seats in activities stay. The last one closes it.

    Raises KeeperError.
    """
    circle = lock(circle_id)
    found = _of(circle_id, person_id)
    if circle is None or found is None:
        return
    if circle.kept_by != person_id:
        db.session.delete(found)
    elif _size(circle_id) > 1:
        raise KeeperError
    else:
        db.session.delete(circle)


def remove(circle: Circle, member: CircleMember) -> None:
    """Take somebody out of a circle that is locked; the link they know ends.

    Raises KeeperError for the keeper.
    """
    if member.person_id == circle.kept_by:
        raise KeeperError
    db.session.delete(member)
    end_invitation(circle)


def hand_over(circle: Circle, member: CircleMember, *, may_show: bool) -> None:
    """Let a member keep a circle that is locked. `may_show`: they are old enough that something
    may go beyond it; else nobody is shown to organisers any more.
    """
    circle.kept_by = member.person_id
    if not may_show:
        _show_nobody(circle.id)
    db.session.flush()


def close(circle: Circle) -> None:
    """Close a circle. Seats and badges of its people stay."""
    db.session.delete(circle)


def unite(gone: int, kept: int) -> None:
    """Where two accounts of one person are in a circle, the account that stays has asked and
    answered what only the other one has.
    """
    twins = select(CircleMember).where(CircleMember.person_id == gone)
    for twin in db.session.scalars(twins.order_by(CircleMember.id)).all():
        lock(twin.circle_id)
        stays = _of(twin.circle_id, kept)
        if stays is None:
            continue
        answered = select(CircleAnswer.proposal_id).where(CircleAnswer.member_id == stays.id)
        db.session.execute(
            update(CircleAnswer)
            .where(CircleAnswer.member_id == twin.id, CircleAnswer.proposal_id.not_in(answered))
            .values(member_id=stays.id)
        )
        db.session.execute(
            update(CircleProposal)
            .where(CircleProposal.member_id == twin.id)
            .values(member_id=stays.id)
        )


def erase(person_id: int) -> None:
    """Take a person out of every circle. Who has been in one longest keeps it from then on."""
    memberships = select(CircleMember).where(CircleMember.person_id == person_id)
    for mine in db.session.scalars(memberships.order_by(CircleMember.id)).all():
        circle = lock(mine.circle_id)
        db.session.execute(delete(CircleMember).where(CircleMember.id == mine.id))
        if circle is None or circle.kept_by != person_id:
            continue
        others = select(CircleMember).where(CircleMember.circle_id == circle.id)
        heir = db.session.scalars(others.order_by(CircleMember.id).limit(1)).one_or_none()
        if heir is None:
            db.session.delete(circle)
        else:
            # nobody has looked at how old they are
            hand_over(circle, heir, may_show=False)
    db.session.flush()


def lock(circle_id: int) -> Circle | None:
    """The circle, locked until the end of the transaction."""
    return db.session.scalars(
        select(Circle)
        .where(Circle.id == circle_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()


def _of(circle_id: int, person_id: int) -> CircleMember | None:
    return db.session.scalars(
        select(CircleMember).where(
            CircleMember.circle_id == circle_id, CircleMember.person_id == person_id
        )
    ).one_or_none()


def _show_nobody(circle_id: int) -> None:
    db.session.execute(
        update(CircleMember).where(CircleMember.circle_id == circle_id).values(is_shown=False)
    )
