"""Invitations, what is shared, and notes, as clean values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from werkzeug.datastructures import MultiDict

import tenancy
from col_app.core import clock
from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext
from col_app.me.mentors.actions import Sharing
from col_app.me.mentors.inviting import Invited
from col_app.me.mentors.models import LONGEST_NAME, LONGEST_NOTE, Piece
from col_app.me.mentors.queries import Row
from col_app.people.accounts import addresses
from col_app.people.accounts.actions import clean_name

YEAR, MONTH = dt.timedelta(days=365), dt.timedelta(days=30)
SCHOOL_YEAR_ENDS = (7, 31)
ONE_DAY, SECOND = dt.timedelta(days=1), dt.timedelta(seconds=1)


@dataclass(slots=True)
class Wish:
    """What a learner wishes, as the form has it: `way` is `mail` or `link`."""

    called: str = ""
    way: str = "mail"
    email: str = ""
    pieces: list[Piece] = field(default_factory=list)
    evidence: list[int] = field(default_factory=list)
    ends: str = ""
    takes_notes: bool = True
    faults: dict[str, str] = field(default_factory=dict)

    def whom(self, lang: str) -> Invited:
        """Who is invited."""
        email = addresses.normal_form(self.email) if self.way == "mail" else None
        return Invited(self.called, lang, email)

    def sharing(self) -> Sharing:
        """What they see, and until when."""
        return Sharing(self.pieces, self.evidence, _end_of(self.ends), self.takes_notes)


def new() -> Wish:
    """The form before anybody has written into it: nothing is ticked."""
    return Wish(ends=usual_end().isoformat())


def of(row: Row) -> Wish:
    """The form of a mentorship as it is."""
    last = (row["ends_at"] - SECOND).astimezone(_zone())
    pieces = [Piece(each) for each in row["pieces"]]
    return Wish(
        called=row["called"],
        pieces=pieces,
        evidence=row["tasks"],
        ends=last.date().isoformat(),
        takes_notes=row["takes_notes"],
    )


def read_invitation(form: MultiDict[str, str], evidence: Collection[int]) -> Wish:
    """Whom, what, until when; what is wrong stands in `faults` by field."""
    wish = read_sharing(form, evidence)
    wish.called = clean_name(form.get("called", ""))
    wish.way = "link" if form.get("way") == "link" else "mail"
    wish.email = form.get("email", "").strip()
    wish.takes_notes = True
    if not wish.called:
        wish.faults["called"] = _("What do you call them? Only you read this.")
    if len(wish.called) > LONGEST_NAME:
        wish.faults["called"] = too_long(LONGEST_NAME)
    if wish.way == "mail":
        try:
            addresses.normal_form(wish.email)
        except addresses.AddressError:
            wish.faults["email"] = _(
                "This does not look like an e-mail address, for example ona@example.org."
            )
    return wish


def read_sharing(form: MultiDict[str, str], evidence: Collection[int]) -> Wish:
    """What a mentor sees; evidence that is not the learner's is no choice."""
    wish = Wish(
        pieces=[each for each in Piece if each in form.getlist("piece")],
        evidence=[each for each in evidence if str(each) in form.getlist("evidence")],
        ends=form.get("ends", ""),
        takes_notes=form.get("takes_notes") == "1",
    )
    try:
        day = dt.date.fromisoformat(wish.ends)
    except ValueError:
        wish.faults["ends"] = _("Please check the last day.")
    else:
        if not today() <= day <= latest_end():
            wish.faults["ends"] = _("Choose a day from today on, twelve months ahead at the most.")
    return wish


def read_note(text: str) -> tuple[str, str]:
    """A note, and what is wrong with it."""
    body = text.replace("\r\n", "\n").strip()
    if not body:
        return body, _("Write a sentence or two.")
    return body, too_long(LONGEST_NOTE) if len(body) > LONGEST_NOTE else ""


def too_long(most: int) -> str:
    """More characters than are kept."""
    return ngettext("Use at most %(num)d character.", "Use at most %(num)d characters.", most)


def today() -> dt.date:
    """The day in the city."""
    return clock.now().astimezone(_zone()).date()


def latest_end() -> dt.date:
    """The furthest last day: within twelve months from today."""
    return today() + YEAR


def usual_end() -> dt.date:
    """The end of the school year, or a whole year where that is less than a month away."""
    day = today()
    ends = dt.date(day.year, *SCHOOL_YEAR_ENDS)
    if ends < day:
        ends = ends.replace(year=day.year + 1)
    return ends if ends - day >= MONTH else latest_end()


def _zone() -> ZoneInfo:
    return ZoneInfo(tenancy.current_city().time_zone)


def _end_of(text: str) -> dt.datetime:
    """The moment after the last one of a day in the city's time."""
    day = dt.date.fromisoformat(text) + ONE_DAY
    return dt.datetime.combine(day, dt.time(), _zone())
