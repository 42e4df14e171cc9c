"""What a person has shown to be able to: higher rooms, which know it, tell."""

from __future__ import annotations

from collections.abc import Callable, Collection

Lookup = Callable[[int], Collection[int]]
_lookups: list[Lookup] = []


def tell(lookup: Lookup) -> Lookup:
    """Register who knows the skills a person has shown, by the person's number."""
    _lookups.append(lookup)
    return lookup


def skills_of(person_id: int) -> frozenset[int]:
    """The numbers of all skills a person has shown; one query for each who tells."""
    return frozenset().union(*(lookup(person_id) for lookup in _lookups))
