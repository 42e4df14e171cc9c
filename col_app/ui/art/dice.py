"""Chance that gives the same numbers for the same seed, on every machine and Python version."""

import hashlib
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """A stream of numbers from a seed (SHA-256 in counter mode). For pictures, not for secrets."""

    def __init__(self, seed: int | str) -> None:
        self._seed = str(seed).encode()
        self._count = 0
        self._bytes = b""

    def _next(self) -> int:
        if len(self._bytes) < 4:
            self._bytes = hashlib.sha256(self._seed + b":%d" % self._count).digest()
            self._count += 1
        head, self._bytes = self._bytes[:4], self._bytes[4:]
        return int.from_bytes(head)

    def below(self, limit: int) -> int:
        """A whole number from 0 to limit - 1."""
        return self._next() % limit

    def between(self, low: float, high: float) -> float:
        """A number from low to high."""
        return low + (high - low) * self._next() / 0xFFFFFFFF

    def pick(self, options: Sequence[T]) -> T:
        """One of the options."""
        return options[self.below(len(options))]

    def sample(self, options: Sequence[T], count: int) -> list[T]:
        """`count` different options in random order."""
        pool = list(options)
        return [pool.pop(self.below(len(pool))) for _ in range(count)]
