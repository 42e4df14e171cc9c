"""What the map of Explore lies on: tiles when they are configured, else drawings of our own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from col_app.core import web
from col_app.ui import assets
from col_app.ui.citymap import frame_of, labels
from col_app.ui.mercator import WIDTH

EUROPE = (-25.0, 34.0, 45.0, 72.0)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A schematic map of a city. `bounds` is W, S, E, N in degrees, `size` in its own units.

    `labels` are names with latitude and longitude: text that gives way to pins.
    """

    href: str
    bounds: tuple[float, float, float, float]
    size: tuple[float, float]
    labels: list[tuple[str, float, float]]


@dataclass(frozen=True, slots=True)
class Ground:
    """Values for map.js. `centre` is (latitude, longitude), `bounds` W, S, E, N in degrees."""

    centre: tuple[float, float]
    bounds: tuple[float, float, float, float]
    land: str
    icons: str
    drawing: Drawing | None
    tiles: str
    attribution: str


def ground() -> Ground:
    """The ground of this request's city."""
    portal, settings = web.portal(), web.settings()
    outlines = "europe" if _is_european(*portal.center) else "world"
    return Ground(
        centre=portal.center,
        bounds=portal.bounds,
        land=_href(f"maps/{outlines}.geojson"),
        icons=assets.icon_sheet_href(),
        drawing=_drawing(portal.slug),
        tiles=settings.tile_url,
        attribution=settings.tile_attribution if settings.tile_url else "",
    )


def _is_european(lat: float, lon: float) -> bool:
    west, south, east, north = EUROPE
    return west < lon < east and south < lat < north


def _drawing(slug: str) -> Drawing | None:
    frame = frame_of(slug)
    if frame is None:
        return None
    bounds = (frame.west, frame.south, frame.east, frame.north)
    size = (WIDTH, round(frame.height))
    return Drawing(_href(f"maps/{slug}.svg") + "#ground", bounds, size, labels(slug))


@lru_cache(maxsize=64)
def _href(name: str) -> str:
    return f"/static/{name}?v={assets.digest((assets.STATIC / name).read_bytes())}"
