"""Whose code it is, and where they may be let in."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import and_, or_, select

from col_app.core import clock
from col_app.core.db import db
from col_app.core.ids import read_code
from col_app.learning.activities.models import Activity, ActivityState
from col_app.learning.organisers.models import OrganiserMember
from col_app.learning.participation.actions import CLOSES_AFTER, OPENS_BEFORE
from col_app.learning.participation.models import Participation, ParticipationState
from col_app.learning.passes.models import LIFE, PassCode


def holder(code: str) -> int | None:
    """The person who shows this code now."""
    return db.session.scalar(
        select(PassCode.person_id).where(
            PassCode.code == read_code(code), PassCode.expires_at > clock.now()
        )
    )


def let_in(person_id: int) -> int | None:
    """The activity that the person was let into since they asked for the code they show."""
    return db.session.scalar(
        select(Participation.activity_id)
        .join(PassCode, PassCode.person_id == Participation.person_id)
        .where(
            Participation.person_id == person_id,
            Participation.state == ParticipationState.COMPLETED,
            Participation.completed_at > PassCode.expires_at - LIFE,
        )
        .order_by(Participation.completed_at.desc())
        .limit(1)
    )


def doors(person_id: int, by: int) -> Sequence[int]:
    """Ids of the activities of `by` that let this person in now: what is on, and what has no date
    and was joined. First where they have a seat."""
    now = clock.now()
    is_on = and_(Activity.starts_at - OPENS_BEFORE <= now, Activity.ends_at + CLOSES_AFTER >= now)
    has_seat = Participation.state == ParticipationState.JOINED
    return db.session.scalars(
        select(Activity.id)
        .join(OrganiserMember, OrganiserMember.organiser_id == Activity.organiser_id)
        .outerjoin(
            Participation,
            and_(Participation.activity_id == Activity.id, Participation.person_id == person_id),
        )
        .where(
            OrganiserMember.person_id == by,
            Activity.state == ActivityState.PUBLISHED,
            or_(is_on, and_(Activity.starts_at.is_(None), has_seat)),
            or_(Participation.id.is_(None), Participation.state != ParticipationState.COMPLETED),
        )
        .order_by(has_seat.desc().nulls_last(), Activity.starts_at, Activity.id)
    ).all()
