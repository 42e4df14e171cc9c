"""Schematic maps of a few cities: water, parks and main streets from data/maps/<slug>.toml.

The drawings in static/maps are made by `python -m col_app.ui.citymap`; a test compares them.
They show where things are when no map tiles are configured, and are no street plan.
"""

import math
import tomllib
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from col_app.ui.art.dice import Dice
from col_app.ui.mercator import WIDTH, Frame

SOURCE = Path(__file__).parent / "data" / "maps"
DRAWN = Path(__file__).parent / "static" / "maps"

Line = list[list[float]]
Label = tuple[str, float, float]
COLUMNS, ROWS = 30, 25
# share of a block that becomes street on each side
STREET = 0.16


@lru_cache(maxsize=16)
def source(slug: str) -> dict[str, Any] | None:
    """The drawing's lines and labels, or None when the city has no drawing."""
    file = SOURCE / f"{slug}.toml"
    if not slug.replace("-", "").isalnum() or not file.is_file():
        return None
    return tomllib.loads(file.read_text("utf-8"))


@lru_cache(maxsize=16)
def frame_of(slug: str) -> Frame | None:
    """The part of the world that a city's drawing shows."""
    found = source(slug)
    return Frame(*found["bounds"]) if found else None


def _straight(frame: Frame, line: Line) -> str:
    return "M" + "L".join("{:.0f} {:.0f}".format(*frame.project(*point)) for point in line)


def _curved(frame: Frame, line: Line) -> str:
    """A Catmull-Rom curve through the points."""
    points = [frame.project(*point) for point in line]
    padded = [points[0], *points, points[-1]]
    path = "M{:.0f} {:.0f}".format(*points[0])
    for before, start, end, after in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        numbers = (
            start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6,
            end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6, *end,
        )  # fmt: skip
        path += "C" + " ".join(f"{number:.0f}" for number in numbers)
    return path


def _stroke(path: str, colour: str, width: float) -> str:
    return (
        f'<path d="{path}" fill="none" stroke="var(--map-{colour})" stroke-width="{width:g}" '
        'stroke-linecap="round" stroke-linejoin="round"/>'
    )


def _bent(x: float, y: float, dice: Dice) -> tuple[float, float]:
    bend_x = 26 * math.sin(y / 170 + 1.2) + 18 * math.sin(x / 130 + y / 300)
    bend_y = 24 * math.cos(x / 190) + 14 * math.sin(y / 110 + x / 210)
    return x + bend_x + dice.between(-5, 5), y + bend_y + dice.between(-5, 5)


def _blocks(slug: str, height: float) -> str:
    """The texture of building blocks, a grid bent by two waves."""
    dice = Dice(f"blocks/{slug}")
    corners = {
        (column, row): _bent(
            column / COLUMNS * WIDTH * 1.1 - 60, row / ROWS * height * 1.1 - 50, dice
        )
        for column in range(COLUMNS + 1)
        for row in range(ROWS + 1)
    }
    path = ""
    for column in range(COLUMNS):
        for row in range(ROWS):
            if dice.below(20) == 0:
                continue
            block = [corners[column + x, row + y] for x, y in ((0, 0), (1, 0), (1, 1), (0, 1))]
            middle = [sum(corner[axis] for corner in block) / 4 for axis in (0, 1)]
            inner = [
                [corner[axis] + (middle[axis] - corner[axis]) * STREET for axis in (0, 1)]
                for corner in block
            ]
            path += "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in inner) + "z"
    return f'<path d="{path}" fill="var(--map-block)"/>'


def _streets(frame: Frame, found: dict[str, Any]) -> str:
    small = "".join(_curved(frame, line) for line in found.get("streets", []))
    main = "".join(_curved(frame, line) for line in found.get("roads", []))
    rail = "".join(_curved(frame, line) for line in found.get("rails", []))
    drawn = ""
    if small:
        drawn += _stroke(small, "land", 11) + _stroke(small, "road", 6)
    drawn += _stroke(main, "land", 19) + _stroke(main, "road", 12)
    if rail:
        drawn += _stroke(rail, "land", 12) + _stroke(rail, "label", 2.5)
    return drawn


def _waters(frame: Frame, found: dict[str, Any]) -> str:
    drawn = ""
    for area in found.get("seas", []):
        drawn += f'<path d="{_straight(frame, area)}z" fill="var(--map-water)"/>'
    for river in found.get("rivers", []):
        path = _curved(frame, river["line"])
        drawn += _stroke(path, "land", river["width"] + 12)
        drawn += _stroke(path, "water", river["width"])
    for bridge in found.get("bridges", []):
        path = _straight(frame, bridge)
        drawn += f'<path d="{path}" stroke="var(--map-land)" stroke-width="20"/>'
        drawn += f'<path d="{path}" stroke="var(--map-road)" stroke-width="12"/>'
    return drawn


def labels(slug: str) -> list[Label]:
    """(name, latitude, longitude) of what is drawn on land: a moving map shows them as text."""
    found = source(slug)
    return [(label["text"], *label["at"]) for label in _named(found, water=False)] if found else []


def districts(slug: str) -> list[Label]:
    """The labels, and parts of the city beyond the drawing."""
    found = source(slug)
    return [*labels(slug), *((d["text"], *d["at"]) for d in found["districts"])] if found else []


def _named(found: dict[str, Any], *, water: bool) -> list[dict[str, Any]]:
    return [label for label in found["labels"] if label.get("water", False) is water]


def _labels(frame: Frame, found: dict[str, Any], *, water: bool) -> str:
    drawn = ""
    for label in _named(found, water=water):
        x, y = frame.project(label["at"][0], label["at"][1])
        look = (
            'font-style="italic" font-size="17" letter-spacing="1.7"'
            if water
            else 'font-size="15" letter-spacing="2.1"'
        )
        text = escape(label["text"] if water else label["text"].upper())
        turn = f' transform="rotate({label["turn"]} {x:.0f} {y:.0f})"' if "turn" in label else ""
        halo = "water" if water else "land"
        drawn += (
            f'<text x="{x:.0f}" y="{y:.0f}" {look} font-weight="650" text-anchor="middle" '
            f'font-family="Commissioner, sans-serif" fill="var(--map-label)" paint-order="stroke" '
            f'stroke="var(--map-{halo})" stroke-width="5"{turn}>{text}</text>'
        )
    return drawn


def draw(slug: str) -> str:
    """The drawing of a city as an SVG file. Raises KeyError without one.

    Its group `map` is all of it, the group `ground` inside lacks the names of districts.
    """
    found, frame = source(slug), frame_of(slug)
    if found is None or frame is None:
        raise KeyError(slug)
    parks = "".join(
        f'<path d="{_curved(frame, [*park, park[0]])}z" fill="var(--map-park)" '
        'stroke="var(--map-park)" stroke-width="22" stroke-linejoin="round"/>'
        for park in found.get("parks", [])
    )
    size = f"{WIDTH:g} {frame.height:.0f}"
    ground = f'<path d="M0 0h{WIDTH:g}v{frame.height:.0f}H0z" fill="var(--map-land)"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}"><g id="map"><g id="ground">'
        f"{ground}{_blocks(slug, frame.height)}{parks}{_streets(frame, found)}"
        f"{_waters(frame, found)}{_labels(frame, found, water=True)}</g>"
        f"{_labels(frame, found, water=False)}</g></svg>\n"
    )


def draw_all() -> None:
    """Write the drawing of every city that has lines."""
    for file in sorted(SOURCE.glob("*.toml")):
        (DRAWN / f"{file.stem}.svg").write_text(draw(file.stem), "utf-8")


if __name__ == "__main__":
    draw_all()
