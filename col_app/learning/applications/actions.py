"""Asking an organiser for a place, and not asking any more."""

from __future__ import annotations

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert

from col_app.core import clock, mail, outbox
from col_app.core.db import db
from col_app.learning.activities.models import Activity
from col_app.learning.applications import queries
from col_app.learning.applications.models import (
    MOST_PHRASES,
    AnswerPhrase,
    Application,
    ApplicationState,
)
from col_app.learning.seats import actions as seats

ASKED, ANSWERED, GUEST_ANSWERED = (
    "application_asked", "application_answered", "application_guest_answered",
)  # fmt: skip
OVER = "application.over"


class NotAskedError(Exception):
    """Everybody may join this activity: there is nothing to ask for."""


class DecidedError(Exception):
    """The organiser has answered already."""


class TooManyPhrasesError(Exception):
    """An organiser keeps a few phrases at most."""


def ask(activity_id: int, person_id: int, words: str) -> Application:
    """Ask for a place; asking again changes the words. Who took it back may ask once more.

    Raises NotOpenError, ClosedError, NotAskedError, DecidedError.
    """
    activity = seats.lock_joinable(activity_id)
    if not activity.asks_approval:
        raise NotAskedError
    made = _write({"activity_id": activity_id, "person_id": person_id, "words": words})
    key = f"{ASKED}:{made.id}:{made.asked_at.isoformat()}"
    mail.send(ASKED, person_id, {"application_id": made.id}, key)
    _forget_when_over(activity)
    return made


def ask_as_guest(activity: Activity, guest_id: int, words: str) -> Application:
    """The same for somebody who confirmed their address; the activity is locked.

    Raises DecidedError.
    """
    made = _write({"activity_id": activity.id, "guest_id": guest_id, "words": words})
    _forget_when_over(activity)
    return made


def _write(values: dict[str, int | str]) -> Application:
    whose = "person_id" if "person_id" in values else "guest_id"
    found = db.session.scalars(
        select(Application)
        .where(
            Application.activity_id == values["activity_id"],
            getattr(Application, whose) == values[whose],
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        found = Application(**values, asked_at=clock.now())
        db.session.add(found)
    elif found.decided_at is not None:
        raise DecidedError
    else:
        found.words = str(values["words"])
        if found.state is ApplicationState.WITHDRAWN:
            found.state, found.asked_at = ApplicationState.WAITING, clock.now()
    db.session.flush()
    return found


def _forget_when_over(activity: Activity) -> None:
    if activity.ends_at is not None:
        key = f"{OVER}:{activity.id}:{activity.ends_at.isoformat()}"
        outbox.promise(OVER, {"activity_id": activity.id}, key, activity.ends_at)


def withdraw(activity_id: int, person_id: int) -> None:
    """Ask no more. What was answered or never asked stays as it is."""
    seats.lock(activity_id)
    db.session.execute(
        update(Application)
        .where(
            Application.activity_id == activity_id,
            Application.person_id == person_id,
            Application.state == ApplicationState.WAITING,
        )
        .values(state=ApplicationState.WITHDRAWN, words="")
    )


def settle(activity_id: int, person_id: int, by: int) -> None:
    """Whoever the organiser has let in needs no answer any more."""
    db.session.execute(
        update(Application)
        .where(
            Application.activity_id == activity_id,
            Application.person_id == person_id,
            Application.state == ApplicationState.WAITING,
        )
        .values(state=ApplicationState.ACCEPTED, decided_at=clock.now(), decided_by=by)
    )


def forget(activity_id: int) -> None:
    """Forget what people asked of an activity that is over; if it was moved, then later."""
    activity = seats.lock(activity_id)
    if activity is None:
        return
    if seats.is_over(activity):
        db.session.execute(delete(Application).where(Application.activity_id == activity_id))
    else:
        _forget_when_over(activity)


def erase(person_id: int) -> None:
    """Forget what a person asked, and that it was them who decided."""
    db.session.execute(delete(Application).where(Application.person_id == person_id))
    db.session.execute(
        update(Application).where(Application.decided_by == person_id).values(decided_by=None)
    )


def add_phrase(organiser_id: int, words: str) -> None:
    """Save a phrase; saving it again changes nothing. Raises TooManyPhrasesError."""
    if len(queries.phrases(organiser_id)) >= MOST_PHRASES:
        raise TooManyPhrasesError
    db.session.execute(
        insert(AnswerPhrase)
        .values(organiser_id=organiser_id, words=words)
        .on_conflict_do_nothing(constraint="uq_answer_phrase_once")
    )


def remove_phrase(organiser_id: int, phrase_id: int) -> None:
    """Forget a phrase."""
    db.session.execute(
        delete(AnswerPhrase).where(
            AnswerPhrase.id == phrase_id, AnswerPhrase.organiser_id == organiser_id
        )
    )
