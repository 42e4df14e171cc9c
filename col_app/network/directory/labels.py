"""Which names stand beside the dots of the map, and on which side, so that none cover another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Side = Literal["end", "start", "top", ""]
SIDES: tuple[Side, ...] = ("end", "start", "top")
GAP, RISE = 20.0, 22.0
"""From the middle of a dot to its name, sideways and up, in units of the drawing."""
LETTER, LINE = 0.58, 1.0
"""Width of a bold letter and height of a line, in parts of the type size."""
DOT = 12.0
CUT = 60.0
"""What narrow screens cut off the left and the right of the drawing."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the drawing."""

    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: Box) -> bool:
        """Whether both share more than an edge."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def lies_on(self, paper: Box) -> bool:
        """Whether no part of this one is outside."""
        beside = self.left < paper.left or self.right > paper.right
        return not beside and self.top >= paper.top and self.bottom <= paper.bottom


@dataclass(frozen=True, slots=True)
class Named:
    """A dot that may get its name, and the type size it is written in."""

    name: str
    x: float
    y: float
    type_size: float


def sides(dots: Sequence[Named], width: float, height: float) -> list[Side]:
    """For each dot the side of its name, "" for no name. The first have the first choice."""
    round_dots = [Box(d.x - DOT, d.y - DOT, d.x + DOT, d.y + DOT) for d in dots]
    papers = (Box(CUT, 0, width - CUT, height), Box(0, 0, width, height))
    taken: list[Box] = []
    chosen: list[Side] = []
    for number, dot in enumerate(dots):
        others = [*taken, *round_dots[:number], *round_dots[number + 1 :]]
        side, box = _free(dot, others, papers)
        chosen.append(side)
        if box is not None:
            taken.append(box)
    return chosen


def _free(dot: Named, taken: Sequence[Box], papers: Sequence[Box]) -> tuple[Side, Box | None]:
    for paper in papers:
        for side in SIDES:
            box = _box(dot, side)
            if box.lies_on(paper) and not any(box.touches(other) for other in taken):
                return side, box
    return "", None


def _box(dot: Named, side: Side) -> Box:
    long, high = len(dot.name) * dot.type_size * LETTER, dot.type_size * LINE
    middle = dot.y
    if side == "top":
        left, middle = dot.x - long / 2, dot.y - RISE - high / 3
    else:
        left = dot.x + GAP if side == "end" else dot.x - GAP - long
    return Box(left, middle - high / 2, left + long, middle + high / 2)
