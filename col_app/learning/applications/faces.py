"""Applications as pages show them: values in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from col_app.core import clock, formats, i18n
from col_app.core.speech import gettext as _
from col_app.learning.activities.cards import own_tag, seats_text
from col_app.learning.applications import queries
from col_app.learning.applications.models import Application, ApplicationState
from col_app.learning.seats.queries import Turn

Row = Mapping[str, Any]
QUEUE = "/studio/applications"


@dataclass(frozen=True, slots=True)
class Asking:
    """How the reader's own application stands: a sentence, and the organiser's words."""

    is_waiting: bool
    line: str
    answer: str


@dataclass(frozen=True, slots=True)
class Item:
    """One application for the organiser. `lang` is that of the title, as in `cards.Card`."""

    id: int
    href: str
    activity_href: str
    title: str
    lang: str
    name: str
    words: str
    since: str
    seats: str
    is_guest: bool
    is_full: bool
    state: str
    answer: str
    decider: str
    can_undo: bool


def asking(application: Application | None) -> Asking | None:
    """What a learner reads about their application; None while there is nothing to say."""
    if application is None:
        return None
    return standing(
        {
            "state": application.state,
            "asked_at": application.asked_at,
            "answer": application.answer,
        }
    )


def must_ask(application: Application | None, turn: Turn | None) -> bool:
    """Whether somebody has to ask first: not who was accepted, nor who stood in line already."""
    is_accepted = application is not None and application.state is ApplicationState.ACCEPTED
    return turn is None and not is_accepted


def standing(row: Row) -> Asking | None:
    """The same for a row of `queries.mine`."""
    if row["state"] == ApplicationState.WAITING:
        line = _(
            "You asked for a place on %(day)s. The organiser has not answered yet.",
            day=formats.day(row["asked_at"]),
        )
        return Asking(is_waiting=True, line=line, answer="")
    if row["state"] == ApplicationState.DECLINED:
        line = _("The organiser cannot give you a place and writes:")
        return Asking(is_waiting=False, line=line, answer=row["answer"])
    return None


def item(row: Row, order: tuple[str, ...], by: int) -> Item:
    """The values of one row of `queries` for the person who answers."""
    lang, title = i18n.pick_value(row["titles"], order)
    decided_at = row["decided_at"]
    return Item(
        id=row["id"],
        href=f"{QUEUE}/{row['id']}",
        activity_href=f"/studio/activities/{row['activity_id']}-{row['slug']}",
        title=title,
        lang=own_tag(lang, order),
        name=row["name"] or _("a learner"),
        words=row["words"],
        since=f"{formats.day(row['asked_at'])}, {formats.clock_time(row['asked_at'])}",
        seats=seats_text(row["capacity"], row["taken_count"]),
        is_guest=row["guest_id"] is not None,
        is_full=row["capacity"] is not None and row["taken_count"] >= row["capacity"],
        state=row["state"],
        answer=row["answer"],
        decider=row["decider"] or "",
        can_undo=row["decided_by"] == by
        and decided_at is not None
        and clock.now() < queries.undone_until(decided_at),
    )
