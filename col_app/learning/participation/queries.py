"""Who joined what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from col_app.core.db import db
from col_app.core.ids import read_code
from col_app.learning.activities.models import Activity, ActivitySession
from col_app.learning.participation.models import (
    CheckinCode,
    Participation,
    ParticipationState,
    ReminderWish,
)
from col_app.people.members.models import Member


def of_person(person_id: int, activity_id: int, *, is_locked: bool = False) -> Participation | None:
    """The person's participation in one activity, unless they left."""
    query = select(Participation).where(
        Participation.activity_id == activity_id,
        Participation.person_id == person_id,
        Participation.state != ParticipationState.LEFT,
    )
    query = query.with_for_update() if is_locked else query
    return db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def upcoming(person_id: int) -> Sequence[int]:
    """Ids of the activities the person has joined and not completed, soonest first."""
    return db.session.scalars(
        select(Participation.activity_id)
        .join(Activity, Activity.id == Participation.activity_id)
        .where(
            Participation.person_id == person_id,
            Participation.state == ParticipationState.JOINED,
        )
        .order_by(Activity.starts_at.asc().nulls_last(), Activity.id)
    ).all()


def completed(person_id: int) -> Sequence[Participation]:
    """What the person took part in, latest first."""
    return db.session.scalars(
        select(Participation)
        .where(
            Participation.person_id == person_id,
            Participation.state == ParticipationState.COMPLETED,
        )
        .order_by(Participation.completed_at.desc())
    ).all()


def people(activity_id: int) -> list[dict[str, Any]]:
    """Everybody in an activity with the name the city shows, for its organiser."""
    rows = db.session.execute(
        select(Participation.id, Member.name, Participation.state, Participation.completed_at)
        .join(Member, Member.person_id == Participation.person_id)
        .where(
            Participation.activity_id == activity_id,
            Participation.state != ParticipationState.LEFT,
        )
        .order_by(Member.name, Participation.id)
    )
    return [dict(row) for row in rows.mappings()]


def checkin_code(code: str) -> CheckinCode | None:
    """The check-in that a code, as somebody typed it, belongs to."""
    return db.session.scalars(
        select(CheckinCode).where(CheckinCode.code == read_code(code))
    ).one_or_none()


def in_activity(activity_id: int, number: str) -> Participation | None:
    """One participation of an activity, locked, by the number a form sent."""
    if not number.isdecimal() or len(number) > 18:
        return None
    return db.session.scalars(
        select(Participation)
        .where(
            Participation.id == int(number),
            Participation.activity_id == activity_id,
            Participation.state != ParticipationState.LEFT,
        )
        .with_for_update()
    ).one_or_none()


def by_number(number: int) -> Participation | None:
    """One participation."""
    return db.session.get(Participation, number)


def seated(activity_id: int) -> Sequence[Participation]:
    """Who holds a seat and has not been there yet."""
    return db.session.scalars(
        select(Participation)
        .where(
            Participation.activity_id == activity_id,
            Participation.state == ParticipationState.JOINED,
        )
        .order_by(Participation.id)
    ).all()


def meeting(session_id: int) -> ActivitySession | None:
    """One meeting of a series."""
    return db.session.get(ActivitySession, session_id)


def wish(person_id: int) -> ReminderWish:
    """When somebody wants to be reminded; for who never said, what is usual."""
    return db.session.get(ReminderWish, person_id) or ReminderWish(
        person_id=person_id, day_before=True, hour_before=False
    )


def to_remind(activity_id: int, *, is_day_before: bool) -> Sequence[Participation]:
    """The participations of those who want to be reminded a day, or an hour, before."""
    if is_day_before:
        wants = func.coalesce(ReminderWish.day_before, True)
    else:
        wants = func.coalesce(ReminderWish.hour_before, False)
    query = (
        select(Participation)
        .outerjoin(ReminderWish, ReminderWish.person_id == Participation.person_id)
        .where(
            Participation.activity_id == activity_id,
            Participation.state == ParticipationState.JOINED,
            wants,
        )
        .order_by(Participation.id)
    )
    return db.session.scalars(query).all()
