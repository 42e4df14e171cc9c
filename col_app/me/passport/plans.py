"""What lies ahead of somebody: joined, waited for, to be said.

All cards of the page are read at once.
"""

from __future__ import annotations

from dataclasses import dataclass

from col_app.core import clock
from col_app.learning.activities import cards, search
from col_app.learning.activities.cards import Card
from col_app.learning.applications import faces as applications
from col_app.learning.applications import queries as asked_for
from col_app.learning.applications.faces import Asking
from col_app.learning.feedback import queries as feedback
from col_app.learning.participation import queries as participations
from col_app.learning.seats import queries as seats
from col_app.learning.seats.faces import Standing, standing


@dataclass(frozen=True, slots=True)
class Plan:
    """What the passport shows of the time to come."""

    coming: list[Card]
    turns: list[tuple[Card, Standing]]
    asking: list[tuple[Card, Asking]]
    to_ask: list[Card]


def plan(person_id: int, order: tuple[str, ...]) -> Plan:
    """Everything that lies ahead of a person in this city."""
    joined, asked = participations.upcoming(person_id), feedback.to_ask(person_id)
    waiting = {turn.activity_id: standing(turn) for turn in seats.turns(person_id)}
    wished = {row["activity_id"]: applications.standing(row) for row in asked_for.mine(person_id)}
    rows = search.cards([*joined, *asked, *waiting, *wished])
    found = dict(zip((row["id"] for row in rows), cards.of(rows, order), strict=True))
    over = {row["id"] for row in rows if _is_over(row)}
    return Plan(
        coming=[found[number] for number in joined if number in found and number not in over],
        turns=[(found[number], turn) for number, turn in waiting.items() if turn],
        asking=[(found[number], one) for number, one in wished.items() if one and number in found],
        to_ask=[found[number] for number in asked if number in found],
    )


def coming(person_id: int, order: tuple[str, ...]) -> list[Card]:
    """What a person has joined and what is not over, soonest first."""
    rows = search.cards(participations.upcoming(person_id))
    found = zip(rows, cards.of(rows, order), strict=True)
    return [card for row, card in found if not _is_over(row)]


def _is_over(row: search.Row) -> bool:
    now = clock.now()
    return (row["ends_at"] or row["starts_at"] or now) < now
