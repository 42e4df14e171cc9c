"""A rectangle of the Mercator map, measured in drawing units."""

import math
from dataclasses import dataclass

WIDTH = 1200.0


def _northing(latitude: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2))


@dataclass(frozen=True, slots=True)
class Frame:
    """West, south, east and north in degrees; 1200 units wide, as high as Mercator makes it."""

    west: float
    south: float
    east: float
    north: float

    @property
    def height(self) -> float:
        rise = _northing(self.north) - _northing(self.south)
        return WIDTH * rise / math.radians(self.east - self.west)

    @property
    def units_per_km(self) -> float:
        middle = math.radians((self.north + self.south) / 2)
        return WIDTH / ((self.east - self.west) * 111.32 * math.cos(middle))

    def project(self, latitude: float, longitude: float) -> tuple[float, float]:
        """The place of a point in the drawing: x from the west, y from the north."""
        x = (longitude - self.west) / (self.east - self.west) * WIDTH
        rise = _northing(self.north) - _northing(latitude)
        return x, rise / math.radians(self.east - self.west) * WIDTH


def frame_around(latitude: float, longitude: float, across_km: float) -> Frame:
    """A frame with a point in its middle, so many kilometres wide, 6:5."""
    half = across_km / (111.32 * math.cos(math.radians(latitude))) / 2
    rise = across_km / 111.32 * 5 / 12
    return Frame(longitude - half, latitude - rise, longitude + half, latitude + rise)
