"""Where the places of a generated city lie: around its centre, on its land."""

from __future__ import annotations

import math

from col_app.demo import dice
from col_app.opening.atlas import CityFacts

_METRES_PER_DEGREE = 111_320.0
_NEAREST = 120.0

# Towns with water beside the centre: compass bearing of the land, degrees to either side of it,
# and how far one may go, in metres. Others spread all round.
_LAND: dict[str, tuple[float, float, float]] = {
    "aarhus": (270, 75, 1300),
    "belfast": (260, 80, 1100),
    "bratislava": (0, 80, 1100),
    "brighton": (350, 75, 1200),
    "chicago": (290, 100, 1500),
    "cork": (270, 180, 300),
    "curacao": (0, 90, 900),
    "cyprus": (190, 80, 900),
    "gdansk": (260, 80, 1200),
    "gothenburg": (140, 80, 1100),
    "izmir": (110, 70, 1200),
    "krakow": (20, 100, 1100),
    "mikkeli": (310, 85, 1000),
    "novi-sad": (270, 80, 1100),
    "pittsburgh": (100, 50, 900),
    "plymouth": (0, 75, 1000),
    "porto": (0, 85, 1100),
    "prague": (100, 75, 1200),
    "rabat": (200, 80, 1100),
    "riga": (60, 75, 1100),
    "saxony-anhalt": (270, 75, 1200),
    "skopje": (190, 80, 1000),
    "tartu": (250, 80, 1000),
    "thessaloniki": (40, 70, 1200),
    "tonsberg": (0, 70, 500),
    "tunis": (280, 80, 1200),
    "val-de-loire": (0, 80, 1200),
    "valletta": (225, 30, 260),
    "vestfold-telemark": (0, 80, 600),
}


def position(facts: CityFacts, index: int, of: int) -> tuple[float, float]:
    """Latitude and longitude of place `index` of `of`, so that no two lie on one spot."""
    bearing, spread, reach = _LAND.get(facts.slug, (0.0, 180.0, _reach(facts.population)))
    share = (index + 0.2 + 0.6 * dice.fraction(facts.slug, "angle", index)) / of
    angle = math.radians(bearing - spread + 2 * spread * share)
    # The square root spreads points evenly over a surface instead of crowding the middle.
    far = math.sqrt(dice.fraction(facts.slug, "radius", index))
    metres = _NEAREST + (reach - _NEAREST) * far
    north = metres * math.cos(angle) / _METRES_PER_DEGREE
    width = _METRES_PER_DEGREE * math.cos(math.radians(facts.seat_lat))
    east = metres * math.sin(angle) / width
    return round(facts.seat_lat + north, 5), round(facts.seat_lon + east, 5)


def _reach(population: int) -> float:
    return min(2200.0, 700.0 + population / 400)
