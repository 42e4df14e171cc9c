"""How to earn a badge: what is coming that gives it, nearest first for who says where."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from col_app.core import clock
from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext
from col_app.learning.activities import cards, search
from col_app.learning.activities.cards import Card
from col_app.learning.playlists import paths
from col_app.learning.playlists import queries as playlists
from col_app.recognition.badges.queries import Row

Spot = tuple[float, float]
KM_PER_DEGREE = 111.32


@dataclass(frozen=True, slots=True)
class Way:
    """A coming activity and how far it is; `distance` is empty where nobody said from where."""

    card: Card
    distance: str


@dataclass(frozen=True, slots=True)
class Ways:
    """The activity that gives the badge, or the playlist and what is coming of its steps."""

    activities: list[Way]
    playlists: list[paths.Outline]


def ways(row: Row, near: Spot | None, order: tuple[str, ...]) -> Ways:
    """How the badge of a row of `queries` is earned. At most two queries."""
    found = playlists.by_ids([row["playlist_id"]]) if row["playlist_id"] else ()
    ids = [item["activity_id"] for each in found for item in each["items"] or ()]
    shown = _coming([row["activity_id"]] if row["activity_id"] else ids, order)
    if near:
        shown = sorted(shown, key=lambda card: _km(card, near))
    return Ways(
        [Way(card, _distance(card, near)) for card in shown],
        [paths.outline(each, order) for each in found],
    )


def _coming(ids: Sequence[int], order: tuple[str, ...]) -> list[Card]:
    now, rows = clock.now(), search.cards(ids) if ids else []
    rows = [row for row in rows if row["ends_at"] is None or row["ends_at"] > now]
    return [card for card in cards.of(rows, order) if not card.is_cancelled]


def _km(card: Card, near: Spot) -> float:
    """How far, well enough inside one city; what has no place comes last."""
    if card.lat is None or card.lon is None:
        return math.inf
    north = (card.lat - near[0]) * KM_PER_DEGREE
    east = (card.lon - near[1]) * KM_PER_DEGREE * math.cos(math.radians(near[0]))
    return math.hypot(north, east)


def _distance(card: Card, near: Spot | None) -> str:
    if near is None or card.lat is None:
        return ""
    km = _km(card, near)
    if km < 1:
        return _("less than 1 km away")
    return ngettext("%(num)d km away", "%(num)d km away", round(km))
