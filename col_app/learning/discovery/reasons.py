"""Suggestions: a card and the reason for it, in a sentence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from col_app.core import formats, i18n
from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext
from col_app.learning.activities import cards
from col_app.learning.activities.cards import Card
from col_app.learning.discovery.queries import WINDOW
from col_app.learning.vocabulary import vocabulary

Row = dict[str, Any]
Order = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An activity and why it stands here."""

    card: Card
    reason: str


def suggestions(rows: Sequence[Row], reasons: Iterable[str], order: Order) -> list[Suggestion]:
    """Rows of `queries` with their reasons."""
    shown = cards.of(rows, order)
    return [Suggestion(card, why) for card, why in zip(shown, reasons, strict=True)]


def varied(found: Sequence[Suggestion], limit: int) -> list[Suggestion]:
    """The first suggestions, as many different reasons among them as there are."""
    fresh = {s.reason: s for s in reversed(found)}.values()
    chosen = [*fresh, *(s for s in found if s not in fresh)][:limit]
    return [s for s in found if s in chosen]


def chosen_by(people: int) -> str:
    """How many people joined or saved something lately."""
    return ngettext(
        "%(num)d person chose it in the last %(days)d days",
        "%(num)d people chose it in the last %(days)d days",
        people,
        days=WINDOW.days,
    )


def added(at: dt.datetime | None) -> str:
    """When something was published."""
    return _("Added on %(day)s", day=formats.day(at)) if at else _("Just added")


def builds(skill_id: int, order: Order) -> str:
    """What skill it builds, too."""
    return _("Also builds: %(skill)s", skill=_skill(skill_id, order))


def of_next(row: Row, order: Order, playlists: dict[int, str]) -> str:
    """Why an activity comes next. `playlists`: titles of the playlists that it continues."""
    if row["kind"] == "step":
        return _("Next step of the playlist %(title)s", title=playlists[row["id"]])
    if row["kind"] == "organiser":
        return _("Same organiser")
    if row["kind"] == "voluntary":
        return _voluntary(row["skill_id"], order)
    if row["skill_id"]:
        return builds(row["skill_id"], order)
    return under(row["topic_id"], order)


def _voluntary(skill_id: int | None, order: Order) -> str:
    if skill_id is None:
        return _("A place to help out")
    return _("A place to help out and use: %(skill)s", skill=_skill(skill_id, order))


def under(topic_id: int, order: Order) -> str:
    """What topic it stands under, too."""
    return _("Also about: %(topic)s", topic=_topic(topic_id, order))


def of_recommended(row: Row, order: Order) -> str:
    """Why an activity suits somebody."""
    if row["how"] == "soon":
        return _("It starts soon, and there is room")
    if row["how"] == "interest":
        topic = _topic(row["term"], order)
        if row["is_new"]:
            return _("New under %(topic)s, which you follow", topic=topic)
        return _("Under %(topic)s, which you follow", topic=topic)
    if row["how"] == "skill":
        return builds(row["term"], order)
    title = i18n.pick_value(row["because"], order)[1]
    return {
        "completed": _("Because you took part in %(title)s", title=title),
        "joined": _("Because you joined %(title)s", title=title),
        "saved": _("Because you saved %(title)s", title=title),
    }[row["how"]]


def _skill(number: int, order: Order) -> str:
    term = vocabulary().by_skill_id.get(number)
    return term.label(order) if term else ""


def _topic(number: int, order: Order) -> str:
    term = vocabulary().by_topic_id.get(number)
    return term.label(order) if term else ""
