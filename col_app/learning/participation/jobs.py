"""What the worker does when an activity is cancelled."""

from __future__ import annotations

from typing import Any

from col_app.core import mail, outbox
from col_app.learning.activities.actions import CANCELLED
from col_app.learning.guests import actions as guests
from col_app.learning.guests import queries as guest_list
from col_app.learning.participation import letters, queries
from col_app.learning.seats import actions as seats
from col_app.learning.seats import queries as waiting


@outbox.handles(CANCELLED)
def tell_everybody(payload: dict[str, Any]) -> None:
    """Write to all who have a seat or wait for one, and close the list."""
    activity_id = payload["activity_id"]
    for person_id in {*queries.joined(activity_id), *waiting.people(activity_id)}:
        key = f"{letters.CANCELLED}:{activity_id}:{person_id}"
        mail.send(letters.CANCELLED, person_id, {"activity_id": activity_id}, key)
    for guest in guest_list.coming(activity_id):
        key = f"{guests.CANCELLED}:{guest.id}"
        mail.send(guests.CANCELLED, guest.id, {"guest_id": guest.id}, key, whom=mail.GUEST)
    seats.close_list(activity_id)
