"""Badges on pages of the learning rooms: the room of badges, which stands above, tells them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Look(NamedTuple):
    """What a badge is drawn from; `picture` is the digest of one that was sent instead."""

    shape: str
    palette: str
    icon: str
    pattern: str
    seed: int
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Reward:
    """A badge in short. `lang` is BCP 47, empty for the reader's own language."""

    name: str
    lang: str
    href: str
    look: Look


Lookup = Callable[[Sequence[int]], Mapping[int, Reward]]
_lookups: dict[str, Lookup] = {}


def tell(kind: str) -> Callable[[Lookup], Lookup]:
    """Register who knows the badges of things of a kind (`activity`, `playlist`) by their ids."""

    def register(lookup: Lookup) -> Lookup:
        _lookups[kind] = lookup
        return lookup

    return register


def of(kind: str, ids: Sequence[int]) -> Mapping[int, Reward]:
    """The badges of these things, by id; one query. Things without a badge are left out."""
    lookup = _lookups.get(kind)
    return lookup(ids) if lookup and ids else {}
