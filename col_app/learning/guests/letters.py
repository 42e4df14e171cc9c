"""The mails of those who join without an account."""

from __future__ import annotations

from collections.abc import Callable

import tenancy
from col_app.core import mail, seals, web
from col_app.core.mail import Ids, Letter, Recipient
from col_app.core.speech import gettext as _
from col_app.learning.activities.brief import Brief, brief
from col_app.learning.applications import queries as applications
from col_app.learning.guests import actions, queries
from col_app.learning.guests.models import Guest
from col_app.learning.participation.letters import (
    cancellation,
    confirmation,
    meeting_cancellation,
    move,
    reminder,
)

Writer = Callable[[Guest, Brief, Ids], Letter | None]


def purpose() -> str:
    """What a guest's link is sealed for: numbers are per city."""
    return f"guest:{tenancy.current_city().id}"


def link(guest: Guest) -> str:
    """The page on which a guest confirms or cancels."""
    return web.city_url(tenancy.current_city(), f"/guest/{seals.sealed(guest.id, purpose())}")


def _ask(guest: Guest, about: Brief, ids: Ids) -> Letter | None:
    if guest.confirmed_at is not None:
        return _joined(guest, about, ids)
    if applications.of_guest(guest.id) is not None:
        return None
    return Letter(
        subject=_("Do you come? %(title)s", title=about.title),
        paragraphs=(
            about.when,
            about.where,
            _("Please confirm that you want to come. Until then you have no place."),
            _("If it was not you, you can leave this mail alone: we forget the address."),
        ),
        button=_("Yes, I come"),
        href=link(guest),
    )


def _joined(guest: Guest, about: Brief, _ids: Ids) -> Letter | None:
    line = _("Your address is used for this activity alone, and erased a month after it.")
    return confirmation(about, line, way_out(guest))


def _reminder(guest: Guest, about: Brief, ids: Ids) -> Letter | None:
    return reminder(about, ids, leave=way_out(guest)) if guest.confirmed_at else None


def way_out(guest: Guest) -> tuple[str, str]:
    """The link by which a guest gives the place back, with its words."""
    return _("I cannot come"), link(guest)


def _cancelled(_guest: Guest, about: Brief, _ids: Ids) -> Letter | None:
    return cancellation(about) if about.state == "cancelled" else None


def _meeting_cancelled(_guest: Guest, about: Brief, ids: Ids) -> Letter | None:
    return meeting_cancellation(about, ids)


def _moved(_guest: Guest, about: Brief, _ids: Ids) -> Letter | None:
    return move(about)


def for_guests(writer: Writer) -> mail.Writer:
    """A writer of mails that knows the guest and the activity."""

    def write(recipient: Recipient, ids: Ids) -> Letter | None:
        guest = queries.by_number(int(ids["guest_id"]))
        about = brief(guest.activity_id, recipient.lang) if guest else None
        return writer(guest, about, ids) if guest and about else None

    return write


def register() -> None:
    """Tell the ground floor who guests are and what these mails say."""
    mail.finds(mail.GUEST, queries.recipient)
    mail.renders(actions.ASK, for_guests(_ask))
    mail.renders(actions.JOINED, for_guests(_joined))
    mail.renders(actions.REMINDER, for_guests(_reminder))
    mail.renders(actions.CANCELLED, for_guests(_cancelled))
    mail.renders(actions.MEETING_CANCELLED, for_guests(_meeting_cancelled))
    mail.renders(actions.MOVED, for_guests(_moved))
