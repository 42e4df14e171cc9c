"""What suits somebody: from what they joined, saved, completed, earned and follow."""

from __future__ import annotations

from col_app.core import clock
from col_app.core.access import Identity
from col_app.learning.activities.filters import Filters
from col_app.learning.discovery import queries, reasons, shown
from col_app.learning.discovery.queries import Reader
from col_app.learning.discovery.reasons import Order, Suggestion

SOON = 100
"""How many of those that start next are looked at, where nothing else speaks for any."""


def for_person(
    person: Identity, filters: Filters, limit: int, order: Order, soon: int = 0
) -> list[Suggestion]:
    """Suggestions for somebody who is known, best first; `soon` for who has chosen nothing yet.

    Of `filters` only `near` and `km` count.
    """
    reader = Reader(
        person.id,
        tuple(dict.fromkeys((order[0], person.lang))),
        shown.skills_of(person.id),
        _age(person.birth_year),
    )
    rows = queries.recommended(reader, filters, limit, soon)
    return reasons.suggestions(rows, [reasons.of_recommended(r, order) for r in rows], order)


def _age(birth_year: int | None) -> int | None:
    return clock.now().year - birth_year if birth_year else None
