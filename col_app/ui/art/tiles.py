"""Tile mosaics: every activity has a picture of its own, made from its number and its topic.

A mosaic has one path for each of its colours, not a shape for each of its tiles: a page shows
twenty of them, and a browser takes its time for every element.
"""

from collections import Counter
from collections.abc import Callable
from functools import lru_cache

from col_app.ui.art.dice import Dice
from col_app.ui.art.icons import DRAWINGS
from col_app.ui.art.topics import look_of

SIDE = 10
Shape = tuple[float, float, str]
"""Where it begins, from the tile's corner, and the path from there, all relative."""
_SQUARE: Shape = (0, 0, "h10v10h-10")
_COLOURS = ("tt", "tt-soft", "tt-mid", "surface", "brand-pale")
"""Of a topic three shades, the surface and the brand's palest one: roles of the theme."""
_ICON = (
    '<g transform="translate(%g %g) scale(.24)" fill="none" stroke="var(--tt-soft)" '
    'stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round">%s</g>'
)


def _round(radius: float, sweep: int = 1) -> str:
    """A circle from its leftmost point; the other way round it is a hole."""
    half = f"a{radius:g} {radius:g} 0 1 {sweep}"
    return f"{half} {2 * radius:g} 0{half}-{2 * radius:g} 0z"


def _quarter(corner: int) -> tuple[Shape, ...]:
    x, y = ((0, 0), (SIDE, 0), (SIDE, SIDE), (0, SIDE))[corner]

    def arc(r: int) -> str:
        edge = (f"h{r}", f"v{r}", f"h-{r}", f"v-{r}")[corner]
        end = (f"-{r} {r}", f"-{r}-{r}", f"{r}-{r}", f"{r} {r}")[corner]
        return f"{edge}a{r} {r} 0 0 1{' ' if end[0] != '-' else ''}{end}z"

    return (x, y, arc(SIDE)), (x, y, arc(SIDE // 2))


def _halves() -> tuple[Shape, ...]:
    arc = "a5 5 0 0 1 10 0"
    return (0, 5, arc), (0, 10, arc)


def _disc() -> tuple[Shape, ...]:
    return (1, 5, _round(4)), (3.4, 5, _round(1.6))


def _triangle() -> tuple[Shape, ...]:
    return ((0, 0, "l10 10h-10"),)


def _leaf() -> tuple[Shape, ...]:
    return ((0, 10, "a10 10 0 0 1 10-10a10 10 0 0 1-10 10"),)


def _arch() -> tuple[Shape, ...]:
    return (1, 10, "v-5a4 4 0 0 1 8 0v5"), (3.2, 10, "v-4.2a1.8 1.8 0 0 1 3.6 0v4.2")


def _dots() -> tuple[Shape, ...]:
    row = "m3 0".join([_round(0.75)] * 3)
    return ((1.25, 2, "m-6 3".join([row] * 3)),)


def _bars() -> tuple[Shape, ...]:
    return ((0, 0.6, "m0 2.5".join(["h10v1.1h-10z"] * 4)),)


def _ring() -> tuple[Shape, ...]:
    return ((1.2, 5, f"{_round(3.8)}m1.6 0{_round(2.2, 0)}"),)


def _cross() -> tuple[Shape, ...]:
    return ((2.5, 1.4, "l6 6-1.1 1.1-6-6zm6 1.1l-6 6-1.1-1.1 6-6z"),)


_MOTIFS: dict[str, Callable[[], tuple[Shape, ...]]] = {
    "halves": _halves, "disc": _disc, "triangle": _triangle, "leaf": _leaf, "arch": _arch,
    "dots": _dots, "bars": _bars, "ring": _ring, "cross": _cross,
}  # fmt: skip
# quarter circles come up more often: they make the mosaic flow
_CHOICE = ("quarter", "quarter", "quarter", *_MOTIFS)


def _motif(dice: Dice) -> tuple[Shape, ...]:
    """What a tile shows in its first colour and, if it has one, in its second."""
    name = dice.pick(_CHOICE)
    return _quarter(dice.below(4)) if name == "quarter" else _MOTIFS[name]()


def _tile(dice: Dice, column: int, row: int, *, is_icon: bool) -> list[tuple[str, str]]:
    """Colours and paths of a tile: its ground, then what lies on it."""
    colours = _COLOURS[:1] if is_icon else dice.sample(_COLOURS, 3)
    shapes = (_SQUARE,) if is_icon else (_SQUARE, *_motif(dice))
    return [
        (colour, f"M{column * SIDE + x:g} {row * SIDE + y:g}{path}")
        for colour, (x, y, path) in zip(colours, shapes, strict=False)
    ]


def _mosaic(tiles: list[list[tuple[str, str]]], whole: str) -> str:
    """Paths of one colour each: what most tiles need next, as long as one needs any.

    The first is the ground of most tiles; it lies under all of them.
    """
    drawn = []
    while waiting := [tile for tile in tiles if tile]:
        colour, _count = Counter(tile[0][0] for tile in waiting).most_common(1)[0]
        parts = [tile.pop(0)[1] for tile in waiting if tile[0][0] == colour]
        path = "".join(parts) if drawn else whole
        drawn.append(f'<path fill="var(--{colour})" d="{path}"/>')
    return "".join(drawn)


@lru_cache(maxsize=2048)
def cover(topic: str, seed: int | str, cols: int = 5, rows: int = 3) -> str:
    """A mosaic of cols x rows tiles in the colours of a topic, one tile showing its icon."""
    token, name = look_of(topic)
    dice = Dice(f"{topic}/{seed}/{cols}x{rows}")
    # the icon keeps off the edges, which narrow screens cut
    shown = (1 + dice.below(max(1, cols - 2)), (rows - 1) // 2)
    mosaic = _mosaic(
        [
            _tile(dice, column, row, is_icon=(column, row) == shown)
            for row in range(rows)
            for column in range(cols)
        ],
        f"M0 0h{cols * SIDE}v{rows * SIDE}H0",
    )
    icon = _ICON % (shown[0] * SIDE + 2.1, shown[1] * SIDE + 2.1, DRAWINGS[name])
    return (
        f'<svg class="cover t-{token}" viewBox="0 0 {cols * SIDE} {rows * SIDE}" '
        f'preserveAspectRatio="xMidYMid slice" aria-hidden="true" focusable="false">'
        f"{mosaic}{icon}</svg>"
    )
