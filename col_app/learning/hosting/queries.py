"""Reads for those who run an activity."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from col_app.core import clock
from col_app.core.db import db
from col_app.learning.activities.models import ActivitySession
from col_app.learning.applications.models import Application, ApplicationState
from col_app.learning.hosting.models import Announcement
from col_app.learning.participation.models import Participation, ParticipationState
from col_app.learning.seats.models import Waiting


def meetings(activity_id: int) -> Sequence[ActivitySession]:
    """The meetings of a series that are not over, soonest first."""
    return db.session.scalars(
        select(ActivitySession)
        .where(ActivitySession.activity_id == activity_id, ActivitySession.ends_at > clock.now())
        .order_by(ActivitySession.starts_at)
    ).all()


def meeting(activity_id: int, position: int) -> ActivitySession | None:
    """One meeting of a series, locked."""
    return db.session.scalars(
        select(ActivitySession)
        .where(ActivitySession.activity_id == activity_id, ActivitySession.position == position)
        .with_for_update()
    ).one_or_none()


def announcements(activity_id: int) -> Sequence[Announcement]:
    """What was written to those who are in, latest first."""
    return db.session.scalars(
        select(Announcement)
        .where(Announcement.activity_id == activity_id)
        .order_by(Announcement.id.desc())
    ).all()


def announcement(number: int) -> Announcement | None:
    """One message."""
    return db.session.get(Announcement, number)


def people(activity_id: int) -> Sequence[int]:
    """Who has a seat, or has been there."""
    return db.session.scalars(
        select(Participation.person_id)
        .where(
            Participation.activity_id == activity_id,
            Participation.state != ParticipationState.LEFT,
        )
        .order_by(Participation.id)
    ).all()


def waiting_count(activity_id: int) -> int:
    """How many stand in line, or hold an offer."""
    return db.session.scalar(select(func.count()).where(Waiting.activity_id == activity_id)) or 0


def asking_count(activity_id: int) -> int:
    """How many wait for an answer."""
    query = select(func.count()).where(
        Application.activity_id == activity_id, Application.state == ApplicationState.WAITING
    )
    return db.session.scalar(query) or 0
