"""What is known of the world before the first city opens: cities and topics.

Sources and licences: coordinates, population and time zones from GeoNames (CC BY 4.0), country
names and currencies from CLDR; topics and languages were written for this project. Labels other
than English are drafts.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from col_app.core.i18n import FALLBACK, INTERFACE

_HERE = Path(__file__).parent

MEMBER = "member"
DEMO = "demo"
APPLICANT = "applicant"


@dataclass(frozen=True, slots=True, kw_only=True)
class CityFacts:
    """One city, region or island.

    `lat` and `lon` are the centre of its map, `seat_*` the town where its places lie (the same
    for a city). `bounds` are west, south, east, north in degrees. `standing` is `member` when the
    pages in `evidence` say so, `demo` when membership is not claimed, `applicant` without a portal.
    """

    slug: str
    kind: str
    names: Mapping[str, str]
    country: str
    country_names: Mapping[str, str]
    lat: float
    lon: float
    seat_name: str
    seat_lat: float
    seat_lon: float
    bounds: tuple[float, float, float, float]
    population: int
    time_zone: str
    currency: str
    languages: tuple[str, ...]
    default_language: str
    standing: str
    evidence: tuple[str, ...]

    @property
    def is_demo(self) -> bool:
        """True when the page has to say that this portal is a demonstration."""
        return self.standing == DEMO

    @property
    def shown_language(self) -> str:
        """The first language of the city that has a catalogue; English when none has."""
        return next((lang for lang in self.languages if lang in INTERFACE), FALLBACK)

    def name(self, lang: str) -> str:
        """The name in `lang`, else the English one."""
        return self.names.get(lang) or self.names[FALLBACK]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicFacts:
    """A topic with its labels; `iscedf` is the nearest ISCED-F 2013 detailed field."""

    slug: str
    icon: str
    iscedf: str
    labels: Mapping[str, str]


@cache
def facts() -> tuple[CityFacts, ...]:
    """All cities, applicants included, in the order of the atlas."""
    return tuple(_city(row) for row in _read("cities")["cities"])


@cache
def topics() -> tuple[TopicFacts, ...]:
    """The topics every city starts with."""
    return tuple(TopicFacts(**row) for row in _read("topics")["topics"])


def _city(row: dict[str, Any]) -> CityFacts:
    centre = row.get("map_center", row)
    west, south, east, north = row["bounds"]
    return CityFacts(
        lat=centre["lat"],
        lon=centre["lon"],
        seat_name=row["geonames_name"],
        seat_lat=row["lat"],
        seat_lon=row["lon"],
        bounds=(west, south, east, north),
        time_zone=row["timezone"],
        languages=tuple(row["languages"]),
        evidence=tuple(row["evidence"] or ()),
        **{name: row[name] for name in _KEPT},
    )


_KEPT = (
    "slug",
    "kind",
    "names",
    "country",
    "country_names",
    "population",
    "currency",
    "default_language",
    "standing",
)


def _read(name: str) -> dict[str, Any]:
    return json.loads((_HERE / f"{name}.json").read_text(encoding="utf-8"))
