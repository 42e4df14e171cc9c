"""What people are told about the activities they join."""

from __future__ import annotations

import datetime as dt

from col_app.core import clock, mail
from col_app.core.mail import Ids, Letter, Recipient
from col_app.core.speech import gettext as _
from col_app.learning.activities.brief import Brief, brief
from col_app.learning.participation import queries
from col_app.learning.participation.models import Participation, ParticipationState

JOINED, REMINDER, CANCELLED = "joined", "reminder", "activity_cancelled"
DAY_BEFORE = dt.timedelta(days=1)
NOT_LATER_THAN = dt.timedelta(hours=30)
"""A reminder whose activity has moved further away says nothing."""


def confirm(participation: Participation, starts_at: dt.datetime | None) -> None:
    """Promise the confirmation now and the reminder for the day before.

    Leaving and coming back again is another confirmation and the same reminder.
    """
    ids: Ids = {"participation_id": participation.id}
    joined = participation.joined_at.isoformat()
    mail.send(JOINED, participation.person_id, ids, f"{JOINED}:{participation.id}:{joined}")
    due = starts_at - DAY_BEFORE if starts_at else None
    if starts_at and due and due > clock.now():
        key = f"{REMINDER}:{participation.id}:{starts_at.isoformat()}"
        mail.send(REMINDER, participation.person_id, ids, key, due)


def _found(recipient: Recipient, ids: Ids) -> tuple[Participation, Brief] | None:
    """The participation if its seat is still held, and its activity."""
    participation = queries.by_number(int(ids["participation_id"]))
    if participation is None or participation.state is not ParticipationState.JOINED:
        return None
    about = brief(participation.activity_id, recipient.lang)
    return (participation, about) if about else None


def _joined(recipient: Recipient, ids: Ids) -> Letter | None:
    found = _found(recipient, ids)
    if found is None or found[1].state != "published":
        return None
    return confirmation(found[1], _please_leave())


def _reminder(recipient: Recipient, ids: Ids) -> Letter | None:
    found = _found(recipient, ids)
    return reminder(found[1], _please_leave()) if found else None


def _please_leave() -> str:
    return _("If you cannot come, please leave on its page: somebody else will be glad.")


def confirmation(about: Brief, line: str, leave: tuple[str, str] = ("", "")) -> Letter:
    """That somebody has a place; `leave` is a link that gives it back, with its words."""
    return Letter(
        subject=_("You are in: %(title)s", title=about.title),
        paragraphs=(about.when, about.where, line),
        button=_("See the activity"),
        href=about.url,
        leave=leave,
        calendar=about.calendar,
    )


def reminder(about: Brief, line: str = "", leave: tuple[str, str] = ("", "")) -> Letter | None:
    """That an activity is near; None if it is not, or does not take place any more."""
    if about.state != "published" or about.starts_at is None:
        return None
    if not dt.timedelta(0) < about.starts_at - clock.now() < NOT_LATER_THAN:
        return None
    return Letter(
        subject=_("Soon: %(title)s", title=about.title),
        paragraphs=(about.when, about.where, *([line] if line else [])),
        button=_("See the activity"),
        href=about.url,
        leave=leave,
    )


def _cancelled(recipient: Recipient, ids: Ids) -> Letter | None:
    about = brief(int(ids["activity_id"]), recipient.lang)
    if about is None or about.state != "cancelled":
        return None
    return cancellation(about)


def cancellation(about: Brief) -> Letter:
    """That an activity does not take place."""
    return Letter(
        subject=_("Cancelled: %(title)s", title=about.title),
        paragraphs=(
            _("The organiser has cancelled this activity. We are sorry."),
            about.when,
            about.where,
        ),
        button=_("See the activity"),
        href=about.url,
        calendar=about.calendar,
    )


def register() -> None:
    """Tell the ground floor what these mails say."""
    mail.renders(JOINED, _joined)
    mail.renders(REMINDER, _reminder)
    mail.renders(CANCELLED, _cancelled)
