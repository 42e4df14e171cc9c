"""The five patterns on badges, cut to the badge's outline."""

import math
from collections.abc import Callable, Iterable, Sequence

from col_app.ui.art.badge_shapes import CENTRE, Point, pulled_in, room
from col_app.ui.art.dice import Dice

# patterns end below the rim, which is drawn over them
CUT = 0.95


def _path(points: Iterable[Point]) -> str:
    return "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in points)


def _runs(shape: str, line: Sequence[Point]) -> list[list[Point]]:
    """The stretches of a line that lie inside the shape."""
    runs: list[list[Point]] = [[]]
    for point in line:
        if room(shape, point, CUT) >= 0:
            runs[-1].append(point)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if len(run) > 1]


def _strokes(shape: str, lines: Iterable[Sequence[Point]], look: str) -> str:
    path = "".join(_path(run) for line in lines for run in _runs(shape, line))
    return f'<path d="{path}" fill="none" stroke-linecap="round" {look}/>'


def _rays(shape: str, colour: str, _dice: Dice) -> str:
    path = ""
    for ray in range(0, 16, 2):
        angles = [math.radians(ray * 22.5 + step * 22.5 / 4) for step in range(5)]
        rim = [(CENTRE + 130 * math.cos(a), CENTRE + 130 * math.sin(a)) for a in angles]
        cut = [pulled_in(shape, point, CUT) for point in rim]
        path += _path([(CENTRE, CENTRE), *cut]) + "z"
    return f'<path d="{path}" fill="{colour}" opacity=".28"/>'


def _waves(shape: str, colour: str, _dice: Dice) -> str:
    lines = [
        [(x, 20 + 22 * row + 6.5 * math.sin(x * math.pi / 30)) for x in range(0, 201, 5)]
        for row in range(9)
    ]
    return _strokes(shape, lines, f'stroke="{colour}" stroke-width="5" opacity=".32"')


def _rings(shape: str, colour: str, _dice: Dice) -> str:
    lines = []
    for radius in range(20, 170, 24):
        angles = [math.radians(step) for step in range(0, 361, 6 if radius < 90 else 4)]
        lines.append([(100 + radius * math.cos(a), 150 + radius * math.sin(a)) for a in angles])
    return _strokes(shape, lines, f'stroke="{colour}" stroke-width="9" opacity=".28"')


def _dots(shape: str, colour: str, _dice: Dice) -> str:
    spots = [
        (4 + column * 19 + (row % 2) * 9.5, 4 + row * 19)
        for column in range(11)
        for row in range(11)
    ]
    circles = "".join(
        f'<circle cx="{x:g}" cy="{y:g}" r="3.4"/>'
        for x, y in spots
        if room(shape, (x, y), 0.93) >= 0
    )
    return f'<g fill="{colour}" opacity=".38">{circles}</g>'


def _quarter(shape: str, corner: Point, start: float) -> str:
    """A quarter disc of radius 40 about a corner, beginning at an angle, cut to the shape."""
    angles = [math.radians(start + step * 15) for step in range(7)]
    arc = [(corner[0] + 40 * math.cos(a), corner[1] + 40 * math.sin(a)) for a in angles]
    edges = [(corner[0] + (p[0] - corner[0]) / 2, corner[1] + (p[1] - corner[1]) / 2) for p in arc]
    ring = [corner, edges[0], *arc, edges[-1]]
    if all(room(shape, point, CUT) < 0 for point in ring):
        return ""
    return _path(pulled_in(shape, point, CUT) for point in ring) + "z"


def _tiles(shape: str, colour: str, dice: Dice) -> str:
    path = ""
    for column in range(5):
        for row in range(5):
            turn = dice.below(4)
            x = column * 40 + (40 if turn in (1, 2) else 0)
            y = row * 40 + (40 if turn in (2, 3) else 0)
            path += _quarter(shape, (x, y), turn * 90)
    return f'<path d="{path}" fill="{colour}" opacity=".26"/>'


def _none(_shape: str, _colour: str, _dice: Dice) -> str:
    return ""


_DRAW: dict[str, Callable[[str, str, Dice], str]] = {
    "rings": _rings, "rays": _rays, "waves": _waves,
    "tiles": _tiles, "dots": _dots, "none": _none,
}  # fmt: skip

PATTERNS = tuple(_DRAW)


def pattern(name: str, shape: str, colour: str, seed: int | str) -> str:
    """The pattern as SVG elements. Raises KeyError for an unknown name."""
    return _DRAW[name](shape, colour, Dice(f"{name}/{shape}/{seed}"))
