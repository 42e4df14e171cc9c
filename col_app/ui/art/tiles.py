"""Tile mosaics: every activity has a picture of its own, made from its number and its topic."""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from col_app.ui.art.dice import Dice
from col_app.ui.art.icons import DRAWINGS
from col_app.ui.art.topics import look_of

SIDE = 80


class Cell(NamedTuple):
    """A square at x, y and the two colours drawn on its ground."""

    x: int
    y: int
    one: str
    two: str

    @property
    def centre(self) -> tuple[int, int]:
        return self.x + SIDE // 2, self.y + SIDE // 2


def _circle(x: float, y: float, radius: float, colour: str) -> str:
    return f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" fill="{colour}"/>'


def _quarter(cell: Cell, dice: Dice) -> str:
    corner = dice.below(4)
    x = cell.x + (SIDE if corner in (1, 2) else 0)
    y = cell.y + (SIDE if corner in (2, 3) else 0)
    out_x, out_y = ((1, 0), (0, 1), (-1, 0), (0, -1))[corner]
    arcs = []
    for radius, colour in ((SIDE, cell.one), (SIDE // 2, cell.two)):
        first = f"{out_x * radius} {out_y * radius}"
        # the second edge is the first turned by a right angle, so one formula serves four corners
        end = f"{x - out_y * radius} {y + out_x * radius}"
        arcs.append(f'<path fill="{colour}" d="M{x} {y}l{first}A{radius} {radius} 0 0 1 {end}z"/>')
    return "".join(arcs)


def _halves(cell: Cell, _dice: Dice) -> str:
    half = SIDE // 2
    rows = ((cell.y + half, cell.one), (cell.y + SIDE, cell.two))
    return "".join(
        f'<path fill="{colour}" d="M{cell.x} {y}a{half} {half} 0 0 1 {SIDE} 0z"/>'
        for y, colour in rows
    )


def _disc(cell: Cell, _dice: Dice) -> str:
    x, y = cell.centre
    return _circle(x, y, SIDE * 0.4, cell.one) + _circle(x, y, SIDE * 0.16, cell.two)


def _triangle(cell: Cell, _dice: Dice) -> str:
    return f'<path fill="{cell.one}" d="M{cell.x} {cell.y}l{SIDE} {SIDE} {-SIDE} 0z"/>'


def _leaf(cell: Cell, _dice: Dice) -> str:
    x, y = cell.x, cell.y
    return (
        f'<path fill="{cell.one}" d="M{x} {y + SIDE}A{SIDE} {SIDE} 0 0 1 {x + SIDE} {y}'
        f'A{SIDE} {SIDE} 0 0 1 {x} {y + SIDE}z"/>'
    )


def _arch(cell: Cell, _dice: Dice) -> str:
    x, foot = cell.x, cell.y + SIDE
    return (
        f'<path fill="{cell.one}" d="M{x + 8} {foot}v-40a32 32 0 0 1 64 0v40z"/>'
        f'<path fill="{cell.two}" d="M{x + 25.6:g} {foot}v-33.6a14.4 14.4 0 0 1 28.8 0v33.6z"/>'
    )


def _dots(cell: Cell, _dice: Dice) -> str:
    return "".join(
        _circle(cell.x + 16 + 24 * column, cell.y + 16 + 24 * row, 6, cell.one)
        for column in range(3)
        for row in range(3)
    )


def _bars(cell: Cell, _dice: Dice) -> str:
    return "".join(
        f'<rect x="{cell.x}" y="{cell.y + 5 + 20 * row}" width="{SIDE}" height="9" '
        f'fill="{cell.one}"/>'
        for row in range(4)
    )


def _ring(cell: Cell, _dice: Dice) -> str:
    x, y = cell.centre
    return f'<circle cx="{x}" cy="{y}" r="24" fill="none" stroke="{cell.one}" stroke-width="13"/>'


def _cross(cell: Cell, _dice: Dice) -> str:
    left, top = cell.x + 16, cell.y + 16
    return (
        f'<path d="M{left} {top}l48 48M{left + 48} {top}l-48 48" stroke="{cell.one}" '
        'stroke-width="12"/>'
    )


# quarter circles come up more often: they make the mosaic flow
_MOTIFS: tuple[Callable[[Cell, Dice], str], ...] = (
    _quarter, _quarter, _quarter, _halves, _disc, _triangle,
    _leaf, _arch, _dots, _bars, _ring, _cross,
)  # fmt: skip


def _tile(dice: Dice, x: int, y: int, colours: tuple[str, ...]) -> str:
    ground, one, two = dice.sample(colours, 3)
    motif = dice.pick(_MOTIFS)(Cell(x, y, one, two), dice)
    return f'<rect x="{x}" y="{y}" width="{SIDE}" height="{SIDE}" fill="{ground}"/>{motif}'


def _icon_tile(x: int, y: int, token: str, name: str) -> str:
    return (
        f'<rect x="{x}" y="{y}" width="{SIDE}" height="{SIDE}" fill="var(--t-{token})"/>'
        f'<g transform="translate({x + 17.2:g} {y + 17.2:g}) scale(1.9)" fill="none" '
        f'stroke="var(--t-{token}-soft)" stroke-width="1.7" stroke-linecap="round" '
        f'stroke-linejoin="round">{DRAWINGS[name]}</g>'
    )


@lru_cache(maxsize=2048)
def cover(topic: str, seed: int | str, cols: int = 5, rows: int = 3) -> str:
    """A mosaic of cols x rows tiles in the colours of a topic, one tile showing its icon."""
    token, name = look_of(topic)
    dice = Dice(f"{topic}/{seed}/{cols}x{rows}")
    colours = (
        f"var(--t-{token})", f"var(--t-{token}-soft)", f"var(--t-{token}-mid)",
        "var(--surface)", "var(--brand-pale)",
    )  # fmt: skip
    # the icon keeps off the edges, which narrow screens cut
    shown = (1 + dice.below(max(1, cols - 2)), (rows - 1) // 2)
    tiles = [
        _icon_tile(column * SIDE, row * SIDE, token, name)
        if (column, row) == shown
        else _tile(dice, column * SIDE, row * SIDE, colours)
        for row in range(rows)
        for column in range(cols)
    ]
    return (
        f'<svg class="cover" viewBox="0 0 {cols * SIDE} {rows * SIDE}" '
        'preserveAspectRatio="xMidYMid slice" aria-hidden="true" focusable="false">'
        f"{''.join(tiles)}</svg>"
    )
