"""A community call in the reader's words, and as a calendar file."""

from __future__ import annotations

from dataclasses import dataclass

import icalendar
from babel import dates
from flask_babel import get_locale

from col_app.core import clock, formats, i18n, web
from col_app.core.speech import gettext as _
from col_app.network.calls.models import CommunityCall


@dataclass(frozen=True, slots=True)
class Invitation:
    """A call as pages show it. `lang` is "" when the title is in the reader's language."""

    title: str
    lang: str
    weekday: str
    day: str
    when: str
    is_now: bool
    link: str
    calendar: str


def of(call: CommunityCall | None) -> Invitation | None:
    """What pages say of a call, if there is one."""
    if call is None:
        return None
    order = web.text_order()
    lang, title = i18n.pick_value(call.titles, order)
    weekday, day = formats.weekday_and_number(call.starts_at, call.time_zone)
    return Invitation(
        title=title,
        lang="" if lang == order[0] else i18n.tag(lang),
        weekday=weekday,
        day=day,
        when=_when(call),
        is_now=call.starts_at <= clock.now(),
        link=call.link,
        calendar=f"/calls/{call.id}.ics",
    )


def _when(call: CommunityCall) -> str:
    """The network has no time zone of its own: the call's is named."""
    zone = dates.get_timezone_name(
        call.starts_at.astimezone(dates.get_timezone(call.time_zone)), locale=get_locale()
    )
    when = formats.when(call.starts_at, call.ends_at, call.time_zone)
    return _("%(when)s (%(zone)s)", when=when, zone=zone)


def calendar(call: CommunityCall, order: tuple[str, ...], host: str) -> bytes:
    """The call as iCalendar (RFC 5545)."""
    entry = icalendar.Event()
    entry.add("uid", f"call-{call.id}@{host}")
    entry.add("summary", i18n.pick_value(call.titles, order)[1])
    entry.add("dtstamp", clock.now())
    entry.add("dtstart", call.starts_at)
    entry.add("dtend", call.ends_at)
    if call.link:
        entry.add("url", call.link)
        entry.add("location", call.link)
    book = icalendar.Calendar()
    book.add("prodid", "-//Cities of Learning//EN")
    book.add("version", "2.0")
    book.add_component(entry)
    return book.to_ical()
