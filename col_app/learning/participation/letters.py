"""What people are told about the activities they join."""

from __future__ import annotations

import datetime as dt

import tenancy
from col_app.core import clock, formats, mail, web
from col_app.core.mail import Ids, Letter, Recipient
from col_app.core.speech import gettext as _
from col_app.core.speech import quoted
from col_app.learning.activities.brief import Brief, brief
from col_app.learning.participation import queries
from col_app.learning.participation.models import Participation, ParticipationState

JOINED, REMINDER, CANCELLED, MEETING_CANCELLED, MOVED = (
    "joined", "reminder", "activity_cancelled", "meeting_cancelled", "activity_moved",
)  # fmt: skip


def confirm(participation: Participation) -> None:
    """Promise the confirmation. Leaving and coming back again is another one."""
    ids: Ids = {"participation_id": participation.id}
    joined = participation.joined_at.isoformat()
    mail.send(JOINED, participation.person_id, ids, f"{JOINED}:{participation.id}:{joined}")


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
    if found is None:
        return None
    wishes = _("When to be reminded"), web.city_url(tenancy.current_city(), "/passport/reminders")
    return reminder(found[1], ids, _please_leave(), wishes)


def _please_leave() -> str:
    return _("If you cannot come, please leave on its page: somebody else will be glad.")


def confirmation(
    about: Brief, line: str, leave: tuple[str, str] = ("", ""), first: tuple[str, ...] = ()
) -> Letter:
    """That somebody has a place; `leave` is a link that gives it back, with its words."""
    return Letter(
        subject=_("You are in: %(title)s", title=about.title),
        paragraphs=(*first, about.when, about.where, line),
        button=_("See the activity"),
        href=about.url,
        leave=leave,
        calendar=about.calendar,
    )


def reminder(
    about: Brief, ids: Ids, line: str = "", leave: tuple[str, str] = ("", "")
) -> Letter | None:
    """That a meeting is near; None if it has begun, or does not take place any more."""
    starts_at = dt.datetime.fromisoformat(str(ids["starts_at"]))
    times = [each.starts_at for each in about.meetings if not each.is_cancelled]
    if about.state != "published" or starts_at not in times or starts_at <= clock.now():
        return None
    return Letter(
        subject=_("Soon: %(title)s", title=about.title),
        paragraphs=(about.at(starts_at), about.where, *([line] if line else [])),
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
            *((quoted(about.reason),) if about.reason else ()),
            about.when,
            about.where,
        ),
        button=_("See the activity"),
        href=about.url,
        calendar=about.calendar,
    )


def _meeting_cancelled(recipient: Recipient, ids: Ids) -> Letter | None:
    about = brief(int(ids["activity_id"]), recipient.lang)
    return meeting_cancellation(about, ids) if about else None


def meeting_cancellation(about: Brief, ids: Ids) -> Letter | None:
    """That one meeting of a series does not take place."""
    meeting = next((e for e in about.meetings if e.position == ids["position"]), None)
    if about.state != "published" or meeting is None or not meeting.is_cancelled:
        return None
    zone = tenancy.current_city().time_zone
    return Letter(
        subject=_(
            "Not on %(day)s: %(title)s", day=formats.day(meeting.starts_at, zone), title=about.title
        ),
        paragraphs=(
            _("This meeting does not take place. All the others do, and you keep your place."),
            about.at(meeting.starts_at),
            *((quoted(meeting.reason),) if meeting.reason else ()),
        ),
        button=_("See the dates"),
        href=about.url,
        calendar=about.calendar,
    )


def _moved(recipient: Recipient, ids: Ids) -> Letter | None:
    found = _found(recipient, ids)
    return move(found[1]) if found else None


def move(about: Brief) -> Letter | None:
    """That an activity takes place at another time."""
    if about.state != "published" or about.starts_at is None:
        return None
    return Letter(
        subject=_("New time: %(title)s", title=about.title),
        paragraphs=(
            _("This activity takes place at another time now. You keep your place."),
            about.when,
            about.where,
            _please_leave(),
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
    mail.renders(MEETING_CANCELLED, _meeting_cancelled)
    mail.renders(MOVED, _moved)
