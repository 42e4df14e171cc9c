"""The rule of a playlist: every mandatory step, and of the optional ones as many as it asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from col_app.core.speech import gettext as _

Row = Mapping[str, Any]
Key = tuple[str, int]
"""A step: its activity, and the slug of the city it is in (empty for this one)."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the reader is, in steps that are needed."""

    done: int
    all: int

    @property
    def is_complete(self) -> bool:
        """Whether the badge at the end is earned."""
        return 0 < self.all == self.done

    @property
    def cheer(self) -> str:
        """A word for where the reader stands."""
        if self.is_complete:
            return _("You made it")
        if self.done == 0:
            return _("Ready when you are")
        return _("Half way there") if 2 * self.done == self.all else _("You are on your way")


def items(row: Row) -> Sequence[Row]:
    """The steps of a row of `queries` in their order."""
    return row["items"] or ()


def key(item: Row) -> Key:
    """What a step is known by."""
    return item["city"], item["activity_id"]


def progress(row: Row, done: frozenset[Key]) -> Progress:
    """How many of the needed steps are behind the reader; optional ones count up to their need."""
    mandatory = [key(item) for item in items(row) if item["is_mandatory"]]
    optional = sum(key(item) in done for item in items(row) if not item["is_mandatory"])
    needed = row["optional_needed"]
    return Progress(
        sum(step in done for step in mandatory) + min(optional, needed), len(mandatory) + needed
    )
