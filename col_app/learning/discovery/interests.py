"""What a person is known to like: higher rooms, which know it, tell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Interests:
    """Topics somebody follows and skills they have shown, by their numbers in this city."""

    topics: frozenset[int] = frozenset()
    skills: frozenset[int] = frozenset()


Lookup = Callable[[int], Interests]
_lookups: list[Lookup] = []


def tell(lookup: Lookup) -> Lookup:
    """Register who knows interests of a person, by the person's number."""
    _lookups.append(lookup)
    return lookup


def of(person_id: int) -> Interests:
    """All that is known of a person; one query for each who tells."""
    told = [lookup(person_id) for lookup in _lookups]
    return Interests(
        frozenset().union(*(each.topics for each in told)),
        frozenset().union(*(each.skills for each in told)),
    )
