"""Circles as pages show them: values in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from col_app.core import formats
from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext
from col_app.learning.activities.cards import Card
from col_app.learning.circles.queries import Row
from col_app.learning.participation.models import ParticipationState
from col_app.people.members import names

INDEX = "/circles"


@dataclass(frozen=True, slots=True)
class Line:
    """A circle in one line, for those who are in it."""

    href: str
    name: str
    size: str
    is_keeper: bool
    asked: str


@dataclass(frozen=True, slots=True)
class One:
    """Somebody in a circle; `number` is that of the membership."""

    number: int
    name: str
    initials: str
    since: str
    is_keeper: bool
    is_self: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A proposal as one member sees it. `state`: what they have said and what came of it."""

    href: str
    circle: str
    circle_href: str
    asks: str
    tally: str
    coming: list[str]
    size: int
    state: str
    is_open: bool
    may_take_back: bool
    card: Card | None = None


def known_as(name: str | None) -> str:
    """How the others in a circle read a name, whatever somebody's age."""
    return names.short(name or "") or _("a learner")


def size(number: int) -> str:
    """How many are in a circle."""
    return ngettext("%(num)d person", "%(num)d people", number)


def line(row: Row) -> Line:
    """The values of one row of `queries.mine`."""
    count = row["asked_count"]
    asked = ngettext("%(num)d question for you", "%(num)d questions for you", count)
    return Line(
        f"{INDEX}/{row['public_id']}",
        row["name"],
        size(row["member_count"]),
        row["is_keeper"],
        asked if count else "",
    )


def people(rows: Iterable[Row]) -> list[One]:
    """The values of `queries.people`."""
    return [
        One(
            row["id"],
            known_as(row["name"]),
            "".join(word[0] for word in names.short(row["name"]).split()[:2]).upper(),
            formats.date(row["since"]),
            row["is_keeper"],
            row["is_self"],
        )
        for row in rows
    ]


def asked(row: Row, card: Card | None = None) -> Asked:
    """The values of one row of `queries.proposals`."""
    home = f"{INDEX}/{row['public_id']}"
    coming = [known_as(name) for name in row["coming"] or ()]
    return Asked(
        f"{home}/proposals/{row['id']}",
        row["circle"],
        home,
        _asks(row),
        _tally(len(coming), row["member_count"], is_open=row["is_open"]),
        coming,
        row["member_count"],
        _state(row),
        row["is_open"],
        row["is_own"] or row["is_keeper"],
        card,
    )


def with_cards(rows: Sequence[Row], shown: Iterable[Card]) -> list[Asked]:
    """Proposals beside what they are about; those whose activity nobody may see are left out."""
    known = {card.id: card for card in shown}
    return [asked(row, known[row["activity_id"]]) for row in rows if row["activity_id"] in known]


def _asks(row: Row) -> str:
    if row["is_own"]:
        return _("You ask the circle to come along.")
    if row["asker"] is None:
        return _("Somebody who has left asks the circle to come along.")
    return _("%(name)s asks the circle to come along.", name=known_as(row["asker"]))


def _tally(coming: int, everybody: int, *, is_open: bool) -> str:
    if is_open:
        return ngettext(
            "%(num)d of %(all)d from your circle comes",
            "%(num)d of %(all)d from your circle come",
            coming,
            all=everybody,
        )
    return ngettext(
        "%(num)d of %(all)d from your circle was in",
        "%(num)d of %(all)d from your circle were in",
        coming,
        all=everybody,
    )


def _state(row: Row) -> str:
    """`open` until there is an answer, and again when nothing came of a yes."""
    if row["answer"] is None:
        return "seated" if row["seat"] else "open"
    if not row["answer"]:
        return "no"
    if row["seat"]:
        return "done" if row["seat"] == ParticipationState.COMPLETED else "in"
    if row["is_waiting"]:
        return "waits"
    return "asks" if row["is_asking"] else "open"
