"""What the worker does with messages to those who are in."""

from __future__ import annotations

from typing import Any

from col_app.core import mail, outbox
from col_app.learning.guests import queries as guests
from col_app.learning.hosting import actions, letters, queries


@outbox.handles(actions.WRITTEN)
def send(payload: dict[str, Any]) -> None:
    """One mail for each who is in now."""
    announcement = queries.announcement(payload["announcement_id"])
    if announcement is None:
        return
    ids: mail.Ids = {"announcement_id": announcement.id}
    key = f"{letters.TEMPLATE}:{announcement.id}"
    people = queries.people(announcement.activity_id)
    mail.send_many(letters.TEMPLATE, [(who, ids, f"{key}:{who}") for who in people])
    coming = guests.coming(announcement.activity_id)
    mail.send_many(
        letters.GUEST_TEMPLATE,
        [(guest.id, {**ids, "guest_id": guest.id}, f"{key}:guest:{guest.id}") for guest in coming],
        whom=mail.GUEST,
    )
