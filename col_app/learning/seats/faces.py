"""Where somebody stands, in the reader's words."""

from __future__ import annotations

from dataclasses import dataclass

from col_app.core import formats
from col_app.core.speech import gettext as _
from col_app.learning.seats.queries import Turn


@dataclass(frozen=True, slots=True)
class Standing:
    """A person's place on a list: a sentence, and whether there is a seat to take now."""

    activity_id: int
    is_offered: bool
    line: str


def standing(turn: Turn | None) -> Standing | None:
    """The sentence for a turn; None for those who do not wait."""
    return None if turn is None else Standing(turn.activity_id, turn.is_offered, _line(turn))


def _line(turn: Turn) -> str:
    if turn.offer_ends_at is None:
        return _("You are number %(num)d on the waiting list.", num=turn.place)
    return _(
        "A place is kept for you until %(day)s, %(time)s.",
        day=formats.day(turn.offer_ends_at),
        time=formats.clock_time(turn.offer_ends_at),
    )
