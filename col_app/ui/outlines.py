"""Outlines of countries: the map of Europe at the apex, and the ground of the offline maps."""

import json
import math
from dataclasses import dataclass
from functools import lru_cache

from col_app.ui.assets import STATIC, digest
from col_app.ui.atlas import WINDOW

# Lambert's conformal conic projection, parallels 40 and 60 north, middle 12 east
_FIRST, _SECOND, _MIDDLE = math.radians(40), math.radians(60), 12.0
# fits 35 to 66 north, 9.5 west to 34.5 east into the box below
_SCALE, _SHIFT_X, _SHIFT_Y = 1589.968, 488.969, -824.327
WIDTH, HEIGHT = 1000, 860
# drawing units around the box in which points are kept
_MARGIN = 30
# coordinates are rounded to this many units: lines are drawn 1.2 wide
_GRAIN = 2
_LEAST_BOX = 40

# ISO 3166 numbers of the countries with a City of Learning on the map
MEMBERS = frozenset(
    {
        "440", "705", "380", "688", "528", "724", "276", "578", "246", "250", "300", "196",
        "826", "616", "372", "008", "807", "703", "804", "040", "620", "792", "788", "504",
        "208", "191", "348", "428", "233", "642", "056", "752", "203", "100", "470", "442",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Europe:
    """SVG path data of the map, in a box of width and height."""

    width: int
    height: int
    land: str
    member: str
    graticule: str


def _half_tan(latitude: float) -> float:
    return math.tan(math.pi / 4 + latitude / 2)


_CONE = math.log(math.cos(_FIRST) / math.cos(_SECOND)) / math.log(
    _half_tan(_SECOND) / _half_tan(_FIRST)
)
_FACTOR = math.cos(_FIRST) * _half_tan(_FIRST) ** _CONE / _CONE


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """The place of a point on the map of Europe; outside the box for places far away."""
    radius = _FACTOR / _half_tan(math.radians(latitude)) ** _CONE
    angle = _CONE * math.radians(longitude - _MIDDLE)
    x = radius * math.sin(angle) * _SCALE + _SHIFT_X
    y = radius * math.cos(angle) * _SCALE + _SHIFT_Y
    return round(x, 1), round(y, 1)


def is_on_map(latitude: float, longitude: float) -> bool:
    """Whether the map of Europe shows a point, away from its faded edges."""
    x, y = project(latitude, longitude)
    return 8 < x < WIDTH - 8 and 8 < y < HEIGHT - 8


def _kept_near(point: tuple[float, float]) -> tuple[int, int]:
    """Points beyond the margin are pulled to it: the shape's visible part does not change."""
    x = min(max(point[0], -_MARGIN), WIDTH + _MARGIN)
    y = min(max(point[1], -_MARGIN), HEIGHT + _MARGIN)
    return round(x / _GRAIN) * _GRAIN, round(y / _GRAIN) * _GRAIN


def _ring_path(ring: list[list[float]]) -> str:
    points: list[tuple[int, int]] = []
    for longitude, latitude in ring:
        point = _kept_near(project(latitude, longitude))
        if not points or points[-1] != point:
            points.append(point)
    xs, ys = {x for x, _ in points}, {y for _, y in points}
    if len(points) < 4 or (max(xs) - min(xs)) * (max(ys) - min(ys)) < _LEAST_BOX:
        return ""
    x, y = points[0]
    path = [f"M{x} {y}l"]
    for next_x, next_y in points[1:]:
        path.append(f"{next_x - x} {next_y - y} ")
        x, y = next_x, next_y
    return "".join(path).rstrip() + "z"


def _graticule() -> str:
    meridians = [
        [project(latitude, longitude) for latitude in range(30, 73, 3)]
        for longitude in range(-30, 61, 10)
    ]
    parallels = [
        [project(latitude, longitude) for longitude in range(-30, 61, 3)]
        for latitude in range(30, 71, 10)
    ]
    return "".join(
        "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in line) for line in (*meridians, *parallels)
    )


@lru_cache(maxsize=1)
def europe_paths() -> Europe:
    """The map of Europe: all land, the countries of the network, and a graticule."""
    collection = json.loads((STATIC / "maps" / "europe.geojson").read_text("utf-8"))
    land, member = [], []
    for feature in collection["features"]:
        path = "".join(_ring_path(polygon[0]) for polygon in feature["geometry"]["coordinates"])
        (member if feature["id"] in MEMBERS else land).append(path)
    return Europe(WIDTH, HEIGHT, "".join(land), "".join(member), _graticule())


@lru_cache(maxsize=2)
def _file_href(name: str) -> str:
    return f"/static/maps/{name}?v={digest((STATIC / 'maps' / name).read_bytes())}"


def land_href(latitude: float, longitude: float) -> str:
    """Address of the GeoJSON that is the ground under a city's map: fine in Europe, else coarse."""
    west, south, east, north = WINDOW
    near = west < longitude < east and south < latitude < north
    return _file_href("europe.geojson" if near else "world.geojson")
