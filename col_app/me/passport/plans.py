"""What lies ahead of somebody: joined, waited for, to be said, and suggested with a reason.

All cards of the page are read at once.
"""

from __future__ import annotations

from dataclasses import dataclass

from col_app.core import clock
from col_app.core.speech import gettext as _
from col_app.learning.activities import cards, search
from col_app.learning.activities.cards import Card
from col_app.learning.feedback import queries as feedback
from col_app.learning.interests import queries as interests
from col_app.learning.participation import queries as participations
from col_app.learning.seats import queries as seats
from col_app.learning.seats.faces import Standing, standing
from col_app.learning.vocabulary import vocabulary

SUGGESTIONS = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An activity for somebody, and why."""

    card: Card
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What the passport shows of the time to come."""

    coming: list[Card]
    turns: list[tuple[Card, Standing]]
    to_ask: list[Card]
    suggestions: list[Suggestion]


def plan(person_id: int, order: tuple[str, ...], *, is_new: bool) -> Plan:
    """Everything that lies ahead of a person in this city; suggestions for who has nothing yet."""
    joined, asked = participations.upcoming(person_id), feedback.to_ask(person_id)
    waiting = {turn.activity_id: standing(turn) for turn in seats.turns(person_id)}
    reasons = _reasons(person_id, order) if is_new and not joined else {}
    rows = search.cards([*joined, *asked, *waiting, *reasons])
    found = dict(zip((row["id"] for row in rows), cards.of(rows, order), strict=True))
    now = clock.now()
    over = {row["id"] for row in rows if (row["ends_at"] or row["starts_at"] or now) < now}
    return Plan(
        coming=[found[number] for number in joined if number in found and number not in over],
        turns=[(found[number], turn) for number, turn in waiting.items() if turn],
        to_ask=[found[number] for number in asked if number in found],
        suggestions=[Suggestion(found[number], reason) for number, reason in reasons.items()],
    )


def _reasons(person_id: int, order: tuple[str, ...]) -> dict[int, str]:
    """What comes next under the topics somebody chose, else in the city, by activity."""
    topics = vocabulary().by_topic_id
    liked = {
        number: _("Under %(topic)s, which you chose", topic=topics[topic].label(order))
        for number, topic in interests.suggested(person_id, SUGGESTIONS)
        if topic in topics
    }
    soon = [] if liked else interests.soon(person_id, SUGGESTIONS)
    return liked or {number: _("It starts soon, and there is room") for number in soon}
