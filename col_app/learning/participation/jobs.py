"""What the worker does when an activity is cancelled, is moved or comes near."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from col_app.core import mail, outbox
from col_app.learning.activities.actions import CANCELLED, MEETING_CANCELLED, MOVED
from col_app.learning.activities.models import ActivityState
from col_app.learning.applications import actions as applications
from col_app.learning.applications import queries as asking
from col_app.learning.guests import actions as guests
from col_app.learning.guests import queries as guest_list
from col_app.learning.participation import letters, queries, reminders
from col_app.learning.seats import actions as seats
from col_app.learning.seats import queries as waiting


@outbox.handles(CANCELLED)
def tell_everybody(payload: dict[str, Any]) -> None:
    """Write to all who have a seat, wait for one or ask for one, and close the lists.

    Not if it was undone meanwhile.
    """
    activity = seats.lock(payload["activity_id"])
    if activity is None or not _is_of(activity.cancelled_at, payload):
        return
    _tell_all((letters.CANCELLED, guests.CANCELLED), payload["activity_id"], {}, "")
    seats.close_list(payload["activity_id"])
    applications.forget(payload["activity_id"])


@outbox.handles(MEETING_CANCELLED)
def tell_of_meeting(payload: dict[str, Any]) -> None:
    """The same for one meeting; the lists go on."""
    meeting = queries.meeting(payload["session_id"])
    if meeting is not None and _is_of(meeting.cancelled_at, payload):
        templates = (letters.MEETING_CANCELLED, guests.MEETING_CANCELLED)
        ids: mail.Ids = {"position": meeting.position}
        _tell_all(templates, meeting.activity_id, ids, f":{meeting.id}")


@outbox.handles(MOVED)
def tell_of_move(payload: dict[str, Any]) -> None:
    """Write to all who have a seat, with a calendar that puts the entry right, and remind anew."""
    activity = seats.lock(payload["activity_id"])
    if activity is None or activity.state is not ActivityState.PUBLISHED:
        return
    tail = f":{payload['sequence']}"
    joined = queries.seated(activity.id)
    mail.send_many(
        letters.MOVED,
        [
            (p.person_id, {"participation_id": p.id}, f"{letters.MOVED}:{p.id}{tail}")
            for p in joined
        ],
    )
    _tell_guests(guests.MOVED, activity.id, {}, tail)
    reminders.promise(activity)


@outbox.handles(reminders.REMIND)
def remind(payload: dict[str, Any]) -> None:
    """Remind those who wish it now, and see to the meetings after this one."""
    activity = seats.lock(payload["activity_id"])
    if activity is None:
        return
    starts_at, lead = dt.datetime.fromisoformat(payload["starts_at"]), payload["lead"]
    if reminders.is_on(activity, starts_at):
        ids: mail.Ids = {"starts_at": payload["starts_at"]}
        tail = f":{payload['starts_at']}:{lead}"
        is_day_before = lead == reminders.Lead.DAY
        people = queries.to_remind(activity.id, is_day_before=is_day_before)
        mail.send_many(
            letters.REMINDER,
            [
                (p.person_id, {**ids, "participation_id": p.id}, f"{letters.REMINDER}:{p.id}{tail}")
                for p in people
            ],
        )
        if is_day_before:
            _tell_guests(guests.REMINDER, activity.id, ids, tail)
    if activity.state is ActivityState.PUBLISHED:
        reminders.promise(activity)


def _is_of(cancelled_at: dt.datetime | None, payload: dict[str, Any]) -> bool:
    """Whether it is cancelled still, and was not taken back and cancelled again meanwhile."""
    return cancelled_at == dt.datetime.fromisoformat(payload["cancelled_at"])


def _tell_all(templates: tuple[str, str], activity_id: int, ids: mail.Ids, tail: str) -> None:
    """Everybody who has a seat or hopes for one, each once."""
    asked = asking.waiting(activity_id)
    people = {
        *(each.person_id for each in queries.seated(activity_id)),
        *waiting.people(activity_id),
        *(each.person_id for each in asked if each.person_id is not None),
    }
    ids = {"activity_id": activity_id, **ids}
    mail.send_many(
        templates[0],
        [(who, ids, f"{templates[0]}:{activity_id}:{who}{tail}") for who in sorted(people)],
    )
    more = [each.guest_id for each in asked if each.guest_id is not None]
    _tell_guests(templates[1], activity_id, ids, tail, more)


def _tell_guests(
    template: str, activity_id: int, ids: mail.Ids, tail: str, more: Collection[int] = ()
) -> None:
    numbers = [*(guest.id for guest in guest_list.coming(activity_id)), *more]
    owed = [(n, {**ids, "guest_id": n}, f"{template}:{n}{tail}") for n in numbers]
    mail.send_many(template, owed, whom=mail.GUEST)
