"""Tile mosaics: every activity has a picture of its own, made from its number and its topic.

The motifs are drawn once, in a file that browsers keep; a mosaic says which motif stands where and
in which three of the topic's colours. So twenty pictures on a page weigh less than one photo.
"""

from collections.abc import Callable
from functools import lru_cache

from col_app.ui.art.dice import Dice
from col_app.ui.art.icons import DRAWINGS
from col_app.ui.art.topics import ICONS, look_of
from col_app.ui.assets import digest

SIDE = 80
_ONE, _TWO = 'fill="var(--one)"', 'fill="var(--two)"'
_GROUND = f'<path fill="var(--ground)" d="M0 0h{SIDE}v{SIDE}H0z"/>'


def _quarter(corner: int) -> str:
    x = SIDE if corner in (1, 2) else 0
    y = SIDE if corner in (2, 3) else 0
    out_x, out_y = ((1, 0), (0, 1), (-1, 0), (0, -1))[corner]
    arcs = []
    for radius, colour in ((SIDE, _ONE), (SIDE // 2, _TWO)):
        first = f"{out_x * radius} {out_y * radius}"
        # the second edge is the first turned by a right angle, so one formula serves four corners
        end = f"{x - out_y * radius} {y + out_x * radius}"
        arcs.append(f'<path {colour} d="M{x} {y}l{first}A{radius} {radius} 0 0 1 {end}z"/>')
    return "".join(arcs)


def _halves() -> str:
    half = SIDE // 2
    rows = ((half, _ONE), (SIDE, _TWO))
    return "".join(
        f'<path {colour} d="M0 {y}a{half} {half} 0 0 1 {SIDE} 0z"/>' for y, colour in rows
    )


def _disc() -> str:
    return f'<circle cx="40" cy="40" r="32" {_ONE}/><circle cx="40" cy="40" r="12.8" {_TWO}/>'


def _triangle() -> str:
    return f'<path {_ONE} d="M0 0l{SIDE} {SIDE} {-SIDE} 0z"/>'


def _leaf() -> str:
    return f'<path {_ONE} d="M0 80A80 80 0 0 1 80 0A80 80 0 0 1 0 80z"/>'


def _arch() -> str:
    return (
        f'<path {_ONE} d="M8 80v-40a32 32 0 0 1 64 0v40z"/>'
        f'<path {_TWO} d="M25.6 80v-33.6a14.4 14.4 0 0 1 28.8 0v33.6z"/>'
    )


def _dots() -> str:
    return "".join(
        f'<circle cx="{16 + 24 * column}" cy="{16 + 24 * row}" r="6" {_ONE}/>'
        for column in range(3)
        for row in range(3)
    )


def _bars() -> str:
    bars = "".join(f"M0 {5 + 20 * row}h{SIDE}v9H0z" for row in range(4))
    return f'<path {_ONE} d="{bars}"/>'


def _ring() -> str:
    return '<circle cx="40" cy="40" r="24" fill="none" stroke="var(--one)" stroke-width="13"/>'


def _cross() -> str:
    return '<path d="M16 16l48 48M64 16l-48 48" stroke="var(--one)" stroke-width="12"/>'


_MOTIFS: dict[str, Callable[[], str]] = {
    "halves": _halves, "disc": _disc, "triangle": _triangle, "leaf": _leaf, "arch": _arch,
    "dots": _dots, "bars": _bars, "ring": _ring, "cross": _cross,
}  # fmt: skip
# quarter circles come up more often: they make the mosaic flow
_CHOICE = ("quarter", "quarter", "quarter", *_MOTIFS)
_COLOURS = 5
"""Of a topic three shades, the surface and the brand's palest one: `.cover` in base.css."""


def _icon(name: str) -> str:
    return (
        f'<path fill="var(--tt)" d="M0 0h{SIDE}v{SIDE}H0z"/>'
        '<g transform="translate(17.2 17.2) scale(1.9)" fill="none" stroke="var(--tt-soft)" '
        f'stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round">{DRAWINGS[name]}</g>'
    )


@lru_cache(maxsize=1)
def sprite() -> bytes:
    """The file of all motifs and topic icons, without colours: the page gives them its own."""
    drawn = {f"quarter{corner}": _GROUND + _quarter(corner) for corner in range(4)}
    drawn |= {name: _GROUND + draw() for name, draw in _MOTIFS.items()}
    drawn |= {f"i-{name}": _icon(name) for name in ICONS}
    shapes = "".join(f'<g id="{name}">{shape}</g>' for name, shape in drawn.items())
    return f'<svg xmlns="http://www.w3.org/2000/svg"><defs>{shapes}</defs></svg>'.encode()


@lru_cache(maxsize=1)
def sprite_href() -> str:
    """Address of the motifs; it changes with them."""
    return f"/static/tiles-{digest(sprite())}.svg"


def _use(name: str, column: int, row: int, classes: str = "") -> str:
    return f'<use href="{sprite_href()}#{name}" x="{column * SIDE}" y="{row * SIDE}"{classes}/>'


def _tile(dice: Dice, column: int, row: int) -> str:
    ground, one, two = dice.sample(tuple(range(_COLOURS)), 3)
    motif = dice.pick(_CHOICE)
    if motif == "quarter":
        motif += str(dice.below(4))
    return _use(motif, column, row, f' class="g{ground} o{one} w{two}"')


@lru_cache(maxsize=2048)
def cover(topic: str, seed: int | str, cols: int = 5, rows: int = 3) -> str:
    """A mosaic of cols x rows tiles in the colours of a topic, one tile showing its icon."""
    token, name = look_of(topic)
    dice = Dice(f"{topic}/{seed}/{cols}x{rows}")
    # the icon keeps off the edges, which narrow screens cut
    shown = (1 + dice.below(max(1, cols - 2)), (rows - 1) // 2)
    tiles = [
        _use(f"i-{name}", column, row) if (column, row) == shown else _tile(dice, column, row)
        for row in range(rows)
        for column in range(cols)
    ]
    return (
        f'<svg class="cover t-{token}" viewBox="0 0 {cols * SIDE} {rows * SIDE}" '
        'preserveAspectRatio="xMidYMid slice" aria-hidden="true" focusable="false">'
        f"{''.join(tiles)}</svg>"
    )
