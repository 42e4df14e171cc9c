"""A small still map with pins, drawn on the server: it needs no script and no tiles."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from col_app.ui.art.icons import DRAWINGS
from col_app.ui.art.topics import look_of
from col_app.ui.assets import STATIC, digest
from col_app.ui.citymap import frame_of
from col_app.ui.mercator import WIDTH, Frame, frame_around

# a pin: latitude, longitude, topic slug
Pin = tuple[float, float, str]

VIEW_WIDTH, VIEW_HEIGHT = 900.0, 760.0
# pins nearer than this many units share one bubble with their number
CLOSE = 46.0
RING_STEPS_KM = (0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500)

_DROP = "M0 0C-5-9-20-16-20-30a20 20 0 0 1 40 0C20-16 5-9 0 0z"


class _Group(NamedTuple):
    x: float
    y: float
    topics: list[str]


def _grouped(spots: Iterable[tuple[float, float, str]]) -> list[_Group]:
    groups: list[_Group] = []
    for x, y, topic in spots:
        near = next((g for g in groups if abs(g.x - x) < CLOSE and abs(g.y - y) < CLOSE), None)
        if near:
            near.topics.append(topic)
        else:
            groups.append(_Group(x, y, [topic]))
    return sorted(groups, key=lambda group: group.y)


def _pin(group: _Group) -> str:
    at = f'transform="translate({group.x:.0f} {group.y:.0f})"'
    if len(group.topics) > 1:
        return (
            f'<g {at}><circle class="map-halo" r="29"/><circle class="map-count" r="22"/>'
            f'<text class="map-n" y="1">{len(group.topics)}</text></g>'
        )
    token, name = look_of(group.topics[0])
    return (
        f'<g class="t-{token}" {at}><path class="map-drop" d="{_DROP}"/>'
        '<g class="map-glyph" transform="translate(-9 -39) scale(.75)" fill="none" '
        'stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">'
        f"{DRAWINGS[name]}</g></g>"
    )


def _frame_for(slug: str, pins: Sequence[Pin], centre: tuple[float, float]) -> Frame:
    drawn = frame_of(slug)
    if drawn:
        return drawn
    away = max(
        (max(abs(lat - centre[0]), abs(lon - centre[1]) * 0.7) for lat, lon, _ in pins),
        default=0,
    )
    return frame_around(*centre, across_km=max(4.0, away * 111.32 * 3.4))


def _rings(frame: Frame, centre: tuple[float, float]) -> str:
    """Rings of distance about the centre, where there is no drawing to see distance by."""
    x, y = frame.project(*centre)
    wide = WIDTH / frame.units_per_km
    near = next((step for step in RING_STEPS_KM if step > wide / 9), RING_STEPS_KM[-1])
    drawn = ""
    for kilometres in (near, near * 2, near * 3, near * 4):
        radius = kilometres * frame.units_per_km
        drawn += f'<circle class="map-ring" cx="{x:.0f}" cy="{y:.0f}" r="{radius:.0f}"/>'
        drawn += (
            f'<text class="map-l" x="{x:.0f}" y="{y - radius + 5:.0f}">{kilometres:g} km</text>'
        )
    return drawn


def _ground(slug: str, frame: Frame, centre: tuple[float, float]) -> str:
    file = STATIC / "maps" / f"{slug}.svg"
    if frame_of(slug) and file.is_file():
        return f'<use href="/static/maps/{slug}.svg?v={digest(file.read_bytes())}#map"/>'
    return _rings(frame, centre)


def _view(frame: Frame, middle: tuple[float, float]) -> str:
    """The part of the drawing to show: about the middle, but never beyond the drawing's edge."""
    x, y = frame.project(*middle)
    left = min(max(0.0, x - VIEW_WIDTH / 2), WIDTH - VIEW_WIDTH)
    top = min(max(0.0, y - VIEW_HEIGHT / 2), max(0.0, frame.height - VIEW_HEIGHT))
    return f"{left:.0f} {top:.0f} {VIEW_WIDTH:.0f} {VIEW_HEIGHT:.0f}"


def mini_map(
    slug: str,
    centre: tuple[float, float],
    pins: Sequence[Pin] = (),
    middle: tuple[float, float] | None = None,
) -> str:
    """A map of a city with pins; the same one is drawn once. See `_drawn`."""
    return _drawn(slug, centre, tuple(pins), middle)


@lru_cache(maxsize=4096)
def _drawn(
    slug: str,
    centre: tuple[float, float],
    pins: tuple[Pin, ...],
    middle: tuple[float, float] | None,
) -> str:
    """A map of a city with pins (latitude, longitude, topic); decoration beside a list.

    `centre` is the city's; `middle` what the picture shows in its middle, when not the centre.
    """
    frame = _frame_for(slug, pins, centre)
    spots = [(*frame.project(lat, lon), topic) for lat, lon, topic in pins]
    drawn = "".join(_pin(group) for group in _grouped(spots))
    return (
        f'<svg class="map__svg" viewBox="{_view(frame, middle or centre)}" '
        'preserveAspectRatio="xMidYMid slice" aria-hidden="true" focusable="false">'
        f"{_ground(slug, frame, centre)}{drawn}</svg>"
    )
