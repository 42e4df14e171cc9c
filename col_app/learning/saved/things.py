"""Things of any kind by their numbers: each kind says how its things are named and drawn.

The kinds of the learning rooms stand here; a room above registers its own with `tell`. What
nobody may see (drafts, things that are gone) a kind leaves out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from col_app.learning.saved import elsewhere, faces
from col_app.learning.saved.faces import Key, Thing
from col_app.learning.saved.models import Kind

LONGEST_NUMBER = 18
"""What surely fits a bigint."""
Lookup = Callable[[Sequence[int]], Sequence[Thing]]
_lookups: dict[Kind, Lookup] = {
    Kind.ACTIVITY: faces.activities,
    Kind.PLAYLIST: faces.playlists,
    Kind.PLACE: faces.places,
    Kind.ORGANISER: faces.organisers,
    Kind.SKILL: faces.skills,
    Kind.ELSEWHERE: elsewhere.things,
}


def tell(kind: Kind) -> Callable[[Lookup], Lookup]:
    """Register who knows the things of a kind by their numbers."""

    def register(lookup: Lookup) -> Lookup:
        _lookups[kind] = lookup
        return lookup

    return register


def read_key(text: str) -> Key | None:
    """The kind and number that a form or an address sent, or None for anything else."""
    kind, _dash, number = text.partition("-")
    if kind not in set(Kind) or not number.isdecimal() or len(number) > LONGEST_NUMBER:
        return None
    return Kind(kind), int(number)


def of(keys: Iterable[Key]) -> dict[Key, Thing]:
    """The things that may be seen, in the order of `keys`; at most one query for each kind."""
    asked = list(keys)
    numbers: dict[Kind, list[int]] = {}
    for kind, number in asked:
        numbers.setdefault(kind, []).append(number)
    found = {
        (thing.kind, thing.id): thing
        for kind, ids in numbers.items()
        if kind in _lookups
        for thing in _lookups[kind](ids)
    }
    return {key: found[key] for key in asked if key in found}
