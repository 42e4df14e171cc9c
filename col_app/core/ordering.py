"""Things that people put in an order by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from sqlalchemy.orm import Mapped


class Placed(Protocol):
    """A row with a number and a place among others."""

    id: Mapped[int]
    position: Mapped[int]


T = TypeVar("T", bound=Placed)


def put(everything: Sequence[T], moved: T, place: int) -> int:
    """Give each of these rows, in their order, its position anew, `moved` at `place` (from 1).

    The place that it got: as near to the wanted one as there are rows.
    """
    order = [each for each in everything if each.id != moved.id]
    order.insert(max(0, place - 1), moved)
    for position, each in enumerate(order):
        each.position = position
    return order.index(moved) + 1
