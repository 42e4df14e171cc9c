"""Makes the outline files of static/maps from Natural Earth, as npm world-atlas packs it.

Run `python -m col_app.ui.atlas FOLDER` with the folder of countries-50m.json and
countries-110m.json. Natural Earth is in the public domain.
"""

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from col_app.ui.assets import STATIC

Point = tuple[float, float]
Ring = list[Point]

# west, south, east, north: Europe with the whole Mediterranean
WINDOW = (-26.0, 26.0, 50.0, 72.5)
DECIMALS = 2
# smaller islets are noise at the zooms these outlines are for, in square degrees
LEAST_AREA = 0.004


def _arcs(topology: dict[str, Any]) -> list[Ring]:
    """The arcs of a TopoJSON file: quantised, each point relative to the one before."""
    (scale_x, scale_y), (shift_x, shift_y) = (
        topology["transform"]["scale"],
        topology["transform"]["translate"],
    )
    decoded = []
    for arc in topology["arcs"]:
        x = y = 0
        points: Ring = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + shift_x, y * scale_y + shift_y))
        decoded.append(points)
    return decoded


def _ring(indexes: Iterable[int], arcs: list[Ring]) -> Ring:
    points: Ring = []
    for index in indexes:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points.extend(arc[1:] if points else arc)
    return points


def countries(topology: dict[str, Any]) -> dict[str, list[list[Ring]]]:
    """Polygons (each a list of rings) by the country's ISO 3166 number."""
    arcs = _arcs(topology)
    found: dict[str, list[list[Ring]]] = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        found.setdefault(shape.get("id", ""), []).extend(
            [_ring(indexes, arcs) for indexes in polygon] for polygon in polygons
        )
    return found


def _cut(
    ring: Ring, inside: Callable[[Point], bool], edge: Callable[[Point, Point], Point]
) -> Ring:
    """One side of Sutherland and Hodgman's clipping."""
    kept: Ring = []
    for before, point in zip([ring[-1], *ring], ring, strict=False):
        if inside(point) != inside(before):
            kept.append(edge(before, point))
        if inside(point):
            kept.append(point)
    return kept


def _clipped(ring: Ring, window: tuple[float, float, float, float]) -> Ring:
    for axis, limit, keep_above in (
        (0, window[0], True),
        (1, window[1], True),
        (0, window[2], False),
        (1, window[3], False),
    ):
        if not ring:
            return []
        ring = _cut(ring, _beyond(axis, limit, keep_above), _crossing(axis, limit))
    return ring


def _beyond(axis: int, limit: float, keep_above: bool) -> Callable[[Point], bool]:
    return lambda point: (point[axis] >= limit) == keep_above


def _crossing(axis: int, limit: float) -> Callable[[Point, Point], Point]:
    def cross(start: Point, end: Point) -> Point:
        share = (limit - start[axis]) / (end[axis] - start[axis])
        x, y = (a + (b - a) * share for a, b in zip(start, end, strict=True))
        return (limit, y) if axis == 0 else (x, limit)

    return cross


def _tidy(ring: Ring) -> Ring:
    rounded: Ring = []
    for x, y in ring:
        point = (round(x, DECIMALS), round(y, DECIMALS))
        if not rounded or rounded[-1] != point:
            rounded.append(point)
    if len(rounded) < 3:
        return []
    pairs = zip(rounded, [*rounded[1:], rounded[0]], strict=True)
    area = abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2
    closed = rounded if rounded[0] == rounded[-1] else [*rounded, rounded[0]]
    return closed if area >= LEAST_AREA else []


def geojson(
    topology: dict[str, Any], window: tuple[float, float, float, float] | None = None
) -> str:
    """One feature for each country, its ISO number as id; cut to the window when there is one."""
    features = []
    for number, polygons in sorted(countries(topology).items()):
        kept = []
        for polygon in polygons:
            rings = [_tidy(_clipped(ring, window) if window else ring) for ring in polygon]
            if rings[0]:
                kept.append([ring for ring in rings if ring])
        if kept:
            shape = {"type": "MultiPolygon", "coordinates": kept}
            features.append({"type": "Feature", "id": number, "properties": {}, "geometry": shape})
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, separators=(",", ":")).replace(".0,", ",").replace(".0]", "]")


def write_all(folder: Path) -> None:
    """Write static/maps/europe.geojson and world.geojson."""
    fine = json.loads((folder / "countries-50m.json").read_text("utf-8"))
    coarse = json.loads((folder / "countries-110m.json").read_text("utf-8"))
    (STATIC / "maps" / "europe.geojson").write_text(geojson(fine, WINDOW) + "\n", "utf-8")
    (STATIC / "maps" / "world.geojson").write_text(geojson(coarse) + "\n", "utf-8")


if __name__ == "__main__":
    write_all(Path(sys.argv[1]))
