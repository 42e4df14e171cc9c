"""When people are reminded of what they joined: a day and an hour before, as each of them wishes.

Owed for each meeting, not for each person: who wants it is asked when the time has come. A meeting
that was moved or cancelled meanwhile is not there any more, so nothing is said.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import select

import tenancy
from col_app.core import clock, outbox
from col_app.core.db import db
from col_app.learning.activities.models import Activity, ActivitySession, ActivityState

REMIND = "activity.remind"
MOST_AT_ONCE = 3


class Lead(StrEnum):
    """How long before."""

    DAY = "day"
    HOUR = "hour"


def due(starts_at: dt.datetime, lead: Lead) -> dt.datetime:
    """When to remind: an hour before, or at the same time of the clock the day before."""
    if lead is Lead.HOUR:
        return starts_at - dt.timedelta(hours=1)
    # counted on the city's clock: the night in between may have 23 or 25 hours
    local = starts_at.astimezone(ZoneInfo(tenancy.current_city().time_zone))
    return (local - dt.timedelta(days=1)).astimezone(dt.UTC)


def promise(activity: Activity) -> None:
    """Owe what can still be said of the meetings that come next, once.

    Each reminder sees to those after it, so that a long series does not owe hundreds at once.
    """
    for starts_at in _coming(activity):
        for lead in Lead:
            when = due(starts_at, lead)
            if when > clock.now():
                ids = {
                    "activity_id": activity.id,
                    "starts_at": starts_at.isoformat(),
                    "lead": lead.value,
                }
                key = f"{REMIND}:{activity.id}:{starts_at.isoformat()}:{lead}"
                outbox.promise(REMIND, ids, key, when)


def _coming(activity: Activity) -> Sequence[dt.datetime]:
    if activity.sessions_count == 1:
        return [activity.starts_at] if activity.starts_at else []
    query = select(ActivitySession.starts_at).where(
        ActivitySession.activity_id == activity.id,
        ActivitySession.cancelled_at.is_(None),
        ActivitySession.starts_at > clock.now(),
    )
    return db.session.scalars(query.order_by(ActivitySession.starts_at).limit(MOST_AT_ONCE)).all()


def is_on(activity: Activity, starts_at: dt.datetime) -> bool:
    """Whether there is still a meeting at that time, and it is not over."""
    if activity.state is not ActivityState.PUBLISHED or starts_at <= clock.now():
        return False
    return starts_at in _coming(activity)
