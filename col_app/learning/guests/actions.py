"""Joining by e-mail alone: asking, confirming, not coming, being forgotten."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from col_app.core import clock, mail, outbox
from col_app.core.db import db
from col_app.learning.activities.models import Activity
from col_app.learning.applications import actions as applications
from col_app.learning.applications import queries as asked
from col_app.learning.applications.models import ApplicationState
from col_app.learning.guests import queries
from col_app.learning.guests.models import Guest
from col_app.learning.participation import reminders
from col_app.learning.seats import actions as seats

ASK, JOINED, REMINDER, CANCELLED, MEETING_CANCELLED, MOVED = (
    "guest_ask", "guest_joined", "guest_reminder", "guest_cancelled", "guest_meeting_cancelled",
    "guest_moved",
)  # fmt: skip
ERASE = "guest.erase"
MAILS_A_DAY = 5
ASKED_AN_HOUR = 60
UNANSWERED = dt.timedelta(days=2)
KEPT_AFTER = dt.timedelta(days=30)
DAY = dt.timedelta(days=1)


class NotByEmailError(Exception):
    """The organiser wants people with accounts."""


class BusyError(Exception):
    """More requests for one activity within an hour than people send."""


def ask(activity_id: int, email: str, name: str, lang: str) -> None:
    """Write to an address that wants to come. It is told whether it has a seat already; the one
    who asked is not.

    `email` in its normal form. Raises NotOpenError, ClosedError, FullError, NotByEmailError,
    BusyError.
    """
    activity = seats.lock_joinable(activity_id)
    if not activity.allows_email_join:
        raise NotByEmailError
    if seats.is_full(activity):
        raise seats.FullError
    if _asked_since(clock.now() - dt.timedelta(hours=1), activity_id) >= ASKED_AN_HOUR:
        raise BusyError
    made = db.session.scalar(
        insert(Guest)
        .values(activity_id=activity_id, email=email, name=name, lang=lang)
        .on_conflict_do_nothing(constraint="uq_guest_once")
        .returning(Guest.id)
    )
    if made is not None:
        outbox.promise(ERASE, {"guest_id": made}, f"{ERASE}:{made}:asked", clock.now() + UNANSWERED)
    _write_to(made or _number_of(activity_id, email), email)


def _write_to(guest_id: int, email: str) -> None:
    # one mail a day for each activity, a few for each address: nobody fills a stranger's mailbox
    query = select(func.count()).where(Guest.email == email, Guest.asked_at > clock.now() - DAY)
    if (db.session.scalar(query) or 0) <= MAILS_A_DAY:
        key = f"{ASK}:{guest_id}:{clock.now().date().isoformat()}"
        mail.send(ASK, guest_id, {"guest_id": guest_id}, key, whom=mail.GUEST)


def _asked_since(moment: dt.datetime, activity_id: int) -> int:
    query = select(func.count()).where(Guest.activity_id == activity_id, Guest.asked_at > moment)
    return db.session.scalar(query) or 0


def _number_of(activity_id: int, email: str) -> int:
    return db.session.scalars(
        select(Guest.id).where(Guest.activity_id == activity_id, Guest.email == email)
    ).one()


def confirm(guest: Guest, words: str = "") -> None:
    """Take the seat; twice is once. Where the organiser accepts people one by one, ask for it.

    Raises NotOpenError, ClosedError, FullError, DecidedError.
    """
    activity = seats.lock_joinable(guest.activity_id)
    db.session.refresh(guest)
    if guest.confirmed_at is not None:
        return
    if activity.asks_approval:
        applications.ask_as_guest(activity, guest.id, words)
        _promise_to_erase(guest, activity)
        return
    seat(guest, activity)
    mail.send(JOINED, guest.id, {"guest_id": guest.id}, f"{JOINED}:{guest.id}", whom=mail.GUEST)


def seat(guest: Guest, activity: Activity) -> None:
    """Give a guest a seat of an activity that is locked. Raises FullError."""
    seats.take(activity.id)
    guest.confirmed_at = clock.now()
    reminders.promise(activity)
    _promise_to_erase(guest, activity)


def unseat(guest: Guest) -> None:
    """Take the seat back; the guest waits for an answer again. The activity is locked."""
    if guest.confirmed_at is not None:
        guest.confirmed_at = None
        seats.give_back(guest.activity_id)


def _promise_to_erase(guest: Guest, activity: Activity) -> None:
    due = (activity.ends_at or clock.now()) + KEPT_AFTER
    key = f"{ERASE}:{guest.id}:{due.isoformat()}"
    outbox.promise(ERASE, {"guest_id": guest.id}, key, due)


def cancel(guest: Guest) -> None:
    """Forget a guest at once; their seat is free for somebody else."""
    activity_id = guest.activity_id
    seats.lock(activity_id)
    db.session.refresh(guest)
    had_seat = guest.confirmed_at is not None
    db.session.delete(guest)
    db.session.flush()
    if had_seat:
        seats.give_back(activity_id)


def erase(guest_id: int) -> None:
    """Forget a guest when the time has come; what was moved further away is asked again then."""
    guest = queries.by_number(guest_id)
    if guest is None:
        return
    activity = db.session.get_one(Activity, guest.activity_id)
    since = guest.confirmed_at or _waits_since(guest)
    if since is None or (activity.ends_at or since) + KEPT_AFTER <= clock.now():
        db.session.delete(guest)
    elif activity.ends_at is not None:
        _promise_to_erase(guest, activity)


def _waits_since(guest: Guest) -> dt.datetime | None:
    """Since when the organiser owes this guest an answer; None if they do not."""
    application = asked.of_guest(guest.id)
    is_waiting = application is not None and application.state is ApplicationState.WAITING
    return application.asked_at if application and is_waiting else None
