"""Choices that look free and are always the same: a hash of words instead of chance."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

T = TypeVar("T")


def roll(*words: object) -> int:
    """A number of 64 bits that depends on the words only."""
    digest = hashlib.sha256("\x1f".join(map(str, words)).encode()).digest()
    return int.from_bytes(digest[:8])


def fraction(*words: object) -> float:
    """A number from 0 up to, but not, 1."""
    return (roll(*words) >> 11) / (1 << 53)


def pick(items: Sequence[T], *words: object) -> T:
    """One of the items."""
    return items[roll(*words) % len(items)]


def shuffled(items: Iterable[T], name: Callable[[T], str], *words: object) -> list[T]:
    """The items in an order of their own; adding one leaves the order of the others alone."""
    return sorted(items, key=lambda item: roll(*words, name(item)))
