"""Mentorships as pages show them: values in the reader's words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from col_app.core import formats
from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext
from col_app.me.mentors.models import Piece
from col_app.me.mentors.queries import Row
from col_app.people.members.names import short

SECOND = dt.timedelta(seconds=1)
TONES = {"on": "good", "open": "warn", "over": "line"}


@dataclass(frozen=True, slots=True)
class Face:
    """A mentorship for its learner. `way` is `on`, `open` (waits for an answer) or `over`."""

    id: int
    href: str
    called: str
    mentor: str
    way: str
    tone: str
    state: str
    line: str
    warning: str
    sees: list[str]


@dataclass(frozen=True, slots=True)
class Companion:
    """A learner for their mentor."""

    href: str
    name: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class Watched:
    """A mentorship for the city's team: that it is there, and nothing of what is shared."""

    id: int
    learner: str
    mentor: str
    is_on: bool
    line: str


@dataclass(frozen=True, slots=True)
class Note:
    """What a mentor has written."""

    id: int
    mentor: str
    body: str
    when: str


def piece_names() -> dict[Piece, tuple[str, str]]:
    """What can be shared as a whole: its name, and what it holds."""
    return {
        Piece.COMING: (
            _("What is coming up"),
            _("Activities you have joined, with time and place."),
        ),
        Piece.PROGRESS: (
            _("What is in progress"),
            _("Playlists you have started and badges you work for, with how far you are."),
        ),
        Piece.BADGES: (
            _("Badges earned"),
            _("Those in force, with name and picture, not how you earned them."),
        ),
        Piece.INTERESTS: (
            _("Interests"),
            _("The topics you like. What you need stays yours alone."),
        ),
    }


def sees(row: Row) -> list[str]:
    """What a mentor sees, for a list."""
    known = piece_names()
    names = [known[each][0] for each in Piece if each in row["pieces"]]
    count = len(row["tasks"])
    if not count:
        return names
    evidence = ngettext("Evidence for %(num)d task", "Evidence for %(num)d tasks", count)
    return [*names, evidence]


def face(row: Row) -> Face:
    """A row of `queries.of_person`."""
    way = "on" if row["is_on"] else "open" if row["is_open"] else "over"
    return Face(
        id=row["id"],
        href=f"/passport/mentors/{row['id']}",
        called=row["called"],
        mentor=row["mentor"] or "",
        way=way,
        tone=TONES[way],
        state=_state(row, way),
        line=_line(row, way),
        warning=_warning(row, way),
        sees=sees(row),
    )


def _state(row: Row, way: str) -> str:
    if way == "over":
        return _("Declined") if row["state"] == "declined" else _("Ended")
    return _("Your mentor") if way == "on" else _("Waits for an answer")


def _line(row: Row, way: str) -> str:
    """Until when, or since when not."""
    if way == "on":
        return _("Until %(day)s", day=last_day(row))
    if way == "open":
        invited = formats.date(row["invited_at"])
        if row["email"]:
            return _("%(email)s was invited on %(day)s.", email=row["email"], day=invited)
        return _("You made a link for them on %(day)s.", day=invited)
    if row["state"] == "declined":
        return _("They said no. You need not know why.")
    return _ended(row)


def _ended(row: Row) -> str:
    if row["ended_at"] is None:
        return _("The time is over.")
    day = formats.date(row["ended_at"])
    if row["ended_by"] is None:
        return _("It was over on %(day)s.", day=day)
    if row["ended_by"] == row["person_id"]:
        return _("You ended it on %(day)s.", day=day)
    if row["ended_by"] == row["mentor_id"]:
        return _("Your mentor ended it on %(day)s.", day=day)
    return _("The city’s team ended it on %(day)s.", day=day)


def _warning(row: Row, way: str) -> str:
    if way != "on" or row["has_address"] is not False:
        return ""
    return _(
        "This account does not have the address you invited. If you do not know who it is, end it."
    )


def last_day(row: Row) -> str:
    """The last day of a mentorship in words."""
    return formats.date(row["ends_at"] - SECOND)


def companion(row: Row) -> Companion:
    """A row of `queries.of_mentor`."""
    return Companion(
        href=f"/mentoring/{row['id']}",
        name=row["learner"] or _("A learner"),
        since=formats.date(row["accepted_at"]),
        until=last_day(row),
    )


def asker(row: Row) -> str:
    """Who invites, for somebody who is no mentor yet: the first name and an initial."""
    return short(row["learner"] or "") or _("A learner")


def watched(row: Row) -> Watched:
    """A row of `queries.of_learners`."""
    since = formats.date(row["accepted_at"])
    if row["is_on"]:
        line = _("Since %(day)s, until %(end)s", day=since, end=last_day(row))
    else:
        end = formats.date(row["ended_at"] or row["ends_at"])
        line = _("From %(day)s to %(end)s", day=since, end=end)
    nobody = _("Somebody who has left")
    return Watched(row["id"], row["learner"] or nobody, row["mentor"] or nobody, row["is_on"], line)


def note(row: Row) -> Note:
    """A row of `queries.notes_of`."""
    mentor = row["mentor"] or _("Your mentor")
    return Note(row["id"], mentor, row["body"], formats.date(row["written_at"]))
