"""The six outlines of badges, as paths and as distances from the centre.

Every outline is star-shaped about its centre (100, 100), so a pattern can be cut to it by pulling
points back along the ray from the centre. Without clip paths a badge needs no ids, and the same
badge may stand on a page many times.
"""

import math
from functools import lru_cache
from itertools import pairwise

Point = tuple[float, float]
# a piece of outline: its control points, the last one is its end
Piece = tuple[Point, ...]

CENTRE = 100.0
STEPS = 8
# handle length that makes four cubic curves a circle
KAPPA = 0.5523


def _corners(count: int, radius: float, turn: float) -> list[Point]:
    angles = [math.radians(turn + 360 / count * step) for step in range(count)]
    return [(CENTRE + radius * math.cos(a), CENTRE + radius * math.sin(a)) for a in angles]


def _toward(start: Point, goal: Point, length: float) -> Point:
    whole = math.dist(start, goal)
    return (
        start[0] + (goal[0] - start[0]) * length / whole,
        start[1] + (goal[1] - start[1]) * length / whole,
    )


def _rounded(corners: list[Point], radius: float) -> list[Piece]:
    pieces: list[Piece] = []
    for at, corner in enumerate(corners):
        before, after = corners[at - 1], corners[(at + 1) % len(corners)]
        pieces.append((_toward(corner, before, radius),))
        pieces.append((corner, _toward(corner, after, radius)))
    return pieces


def _circle() -> list[Piece]:
    radius, handle = 88.0, 88 * KAPPA
    left, right, top, foot = CENTRE - radius, CENTRE + radius, CENTRE - radius, CENTRE + radius
    return [
        ((CENTRE, top),),
        ((CENTRE + handle, top), (right, CENTRE - handle), (right, CENTRE)),
        ((right, CENTRE + handle), (CENTRE + handle, foot), (CENTRE, foot)),
        ((CENTRE - handle, foot), (left, CENTRE + handle), (left, CENTRE)),
        ((left, CENTRE - handle), (CENTRE - handle, top), (CENTRE, top)),
    ]


def _shield() -> list[Piece]:
    return [
        ((100, 10),), ((166, 26),), ((178, 29), (178, 42)), ((178, 98),),
        ((178, 148), (140, 178), (100, 192)), ((60, 178), (22, 148), (22, 98)),
        ((22, 42),), ((22, 29), (34, 26)),
    ]  # fmt: skip


def _flower() -> list[Piece]:
    petals, inner, outer = 10, 74.0, 103.0
    valleys = _corners(petals, inner, -90 - 180 / petals)
    pieces: list[Piece] = [(valleys[0],)]
    for at in range(petals):
        first = math.radians(-90 + 360 / petals * (at - 0.36))
        second = math.radians(-90 + 360 / petals * (at + 0.36))
        pieces.append(
            (
                (CENTRE + outer * math.cos(first), CENTRE + outer * math.sin(first)),
                (CENTRE + outer * math.cos(second), CENTRE + outer * math.sin(second)),
                valleys[(at + 1) % petals],
            )
        )
    return pieces


def _arch() -> list[Piece]:
    handle = 74 * KAPPA
    return [
        ((26, 172),), ((26, 86),),
        ((26, 86 - handle), (100 - handle, 12), (100, 12)),
        ((100 + handle, 12), (174, 86 - handle), (174, 86)),
        ((174, 172),), ((174, 190), (156, 190)), ((44, 190),), ((26, 190), (26, 172)),
    ]  # fmt: skip


@lru_cache(maxsize=8)
def _pieces(shape: str) -> tuple[Piece, ...]:
    outlines = {
        "hex": lambda: _rounded(_corners(6, 92, -90), 16),
        "oct": lambda: _rounded(_corners(8, 92, -67.5), 12),
        "circle": _circle,
        "shield": _shield,
        "flower": _flower,
        "arch": _arch,
    }
    return tuple(outlines[shape]())


SHAPES = ("hex", "shield", "circle", "flower", "arch", "oct")


def _scaled(point: Point, scale: float) -> str:
    x, y = (CENTRE + (value - CENTRE) * scale for value in point)
    return f"{round(x, 1):g} {round(y, 1):g}"


@lru_cache(maxsize=64)
def outline(shape: str, scale: float = 1.0) -> str:
    """The path of a shape in a box of 200, grown or shrunk about its centre.

    Raises KeyError for an unknown shape.
    """
    letters = ("L", "Q", "C")
    parts = [
        letters[len(piece) - 1] + " ".join(_scaled(point, scale) for point in piece)
        for piece in _pieces(shape)
    ]
    return "M" + "".join(parts)[1:] + "z"


def _on_curve(control: tuple[Point, ...], share: float) -> Point:
    """De Casteljau's construction."""
    points = list(control)
    while len(points) > 1:
        points = [
            (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)
            for a, b in pairwise(points)
        ]
    return points[0]


@lru_cache(maxsize=8)
def _rim(shape: str) -> tuple[Point, ...]:
    pen = _pieces(shape)[0][-1]
    rim: list[Point] = []
    for piece in (*_pieces(shape)[1:], _pieces(shape)[0]):
        curve = (pen, *piece)
        rim.extend(_on_curve(curve, step / STEPS) for step in range(1, STEPS + 1))
        pen = piece[-1]
    return tuple(rim)


@lru_cache(maxsize=4096)
def reach(shape: str, degrees: int) -> float:
    """Distance from the centre to the outline in a direction; 0 is right, clockwise."""
    angle = math.radians(degrees)
    across, along = -math.sin(angle), math.cos(angle)
    rim = _rim(shape)
    found = 0.0
    for start, end in zip(rim, (*rim[1:], rim[0]), strict=True):
        side_a = (start[0] - CENTRE) * across + (start[1] - CENTRE) * along
        side_b = (end[0] - CENTRE) * across + (end[1] - CENTRE) * along
        if side_a * side_b > 0 or side_a == side_b:
            continue
        share = side_a / (side_a - side_b)
        x = start[0] + (end[0] - start[0]) * share - CENTRE
        y = start[1] + (end[1] - start[1]) * share - CENTRE
        found = max(found, x * along - y * across)
    return found


def room(shape: str, point: Point, scale: float) -> float:
    """How far a point is inside the outline (negative: outside), along its ray."""
    x, y = point[0] - CENTRE, point[1] - CENTRE
    degrees = round(math.degrees(math.atan2(y, x))) % 360
    return reach(shape, degrees) * scale - math.hypot(x, y)


def pulled_in(shape: str, point: Point, scale: float) -> Point:
    """The point itself when inside the outline, else the outline's point on the same ray."""
    missing = room(shape, point, scale)
    if missing >= 0:
        return point
    x, y = point[0] - CENTRE, point[1] - CENTRE
    keep = 1 + missing / math.hypot(x, y)
    return CENTRE + x * keep, CENTRE + y * keep
