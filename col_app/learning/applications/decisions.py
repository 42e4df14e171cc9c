"""What the organiser answers: accepting, declining, taking it back.

Every verb locks the activity first, as `seats` does, so two organisers come one after the other.
"""

from __future__ import annotations

from sqlalchemy import select

from col_app.core import clock, mail
from col_app.core.audit import record
from col_app.core.db import db
from col_app.learning.activities.models import Activity
from col_app.learning.applications import actions, queries
from col_app.learning.applications.models import Application, ApplicationState
from col_app.learning.guests import actions as guests
from col_app.learning.guests.models import Guest
from col_app.learning.participation import actions as participation
from col_app.learning.participation import queries as participations
from col_app.learning.participation.models import ParticipationState
from col_app.learning.seats import actions as seats
from col_app.learning.seats import queries as waiting


class AlreadyDecidedError(Exception):
    """Somebody else was faster, or it was taken back."""


class OwnApplicationError(Exception):
    """Nobody decides about themselves."""


class MissingWordsError(Exception):
    """Whoever declines says why."""


class TooLateError(Exception):
    """The decision can be undone no more."""


def accept(application_id: int, by: int, answer: str = "") -> Application:
    """Give them a seat, or a place in the line when there is none.

    Raises NotOpenError, OwnApplicationError, AlreadyDecidedError; FullError for a guest, who
    cannot stand in line.
    """
    activity, application = _lock(application_id, by)
    if application.guest_id is not None:
        guests.seat(db.session.get_one(Guest, application.guest_id), activity)
    elif seats.is_full(activity):
        seats.line_up(activity, application.person_id or 0)
    else:
        participation.let_in(activity.id, application.person_id or 0)
    _decide(application, ApplicationState.ACCEPTED, by, answer)
    return application


def decline(application_id: int, by: int, answer: str) -> Application:
    """Say no, with a reason.

    Raises NotOpenError, OwnApplicationError, AlreadyDecidedError, MissingWordsError.
    """
    if not answer:
        raise MissingWordsError
    _activity, application = _lock(application_id, by)
    _decide(application, ApplicationState.DECLINED, by, answer)
    return application


def _lock(application_id: int, by: int) -> tuple[Activity, Application]:
    activity, application = _locked(application_id)
    if application.person_id == by:
        raise OwnApplicationError
    if application.state is not ApplicationState.WAITING:
        raise AlreadyDecidedError
    return activity, application


def _locked(application_id: int) -> tuple[Activity, Application]:
    activity_id = db.session.scalar(
        select(Application.activity_id).where(Application.id == application_id)
    )
    activity = seats.lock_open(activity_id or 0)
    query = select(Application).where(Application.id == application_id).with_for_update()
    return activity, db.session.scalars(query.execution_options(populate_existing=True)).one()


def _decide(application: Application, state: ApplicationState, by: int, answer: str) -> None:
    application.state, application.answer = state, answer
    now = clock.now()
    application.decided_at, application.decided_by = now, by
    db.session.flush()
    record(f"application.{state}", by, application=application.id)
    due, moment = queries.undone_until(now), now.isoformat()
    ids: mail.Ids = {"application_id": application.id, "decided_at": moment}
    key = f"application:{application.id}:{moment}"
    if application.guest_id is not None:
        guest = application.guest_id
        ids["guest_id"] = guest
        mail.send(actions.GUEST_ANSWERED, guest, ids, key, due, whom=mail.GUEST)
    else:
        mail.send(actions.ANSWERED, application.person_id or 0, ids, key, due)


def undo(application_id: int, by: int) -> None:
    """Take one's own decision back while nothing followed from it.

    Raises NotOpenError, TooLateError.
    """
    activity, application = _locked(application_id)
    if application.decided_by != by or application.decided_at is None:
        raise TooLateError
    if clock.now() >= queries.undone_until(application.decided_at):
        raise TooLateError
    if application.state is ApplicationState.ACCEPTED:
        _take_back(activity, application)
    application.state, application.answer = ApplicationState.WAITING, ""
    application.decided_at = application.decided_by = None
    db.session.flush()
    record("application.undone", by, application=application.id)


def _take_back(activity: Activity, application: Application) -> None:
    if application.guest_id is not None:
        guests.unseat(db.session.get_one(Guest, application.guest_id))
        return
    person_id = application.person_id or 0
    mine = participations.of_person(person_id, activity.id)
    if mine is not None and mine.state is ParticipationState.JOINED:
        participation.leave(activity.id, person_id)
    elif mine is None and waiting.turn(person_id, activity.id) is not None:
        seats.leave_list(activity.id, person_id)
    else:
        raise TooLateError
