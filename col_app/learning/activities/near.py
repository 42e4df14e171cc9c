"""From a place that somebody types to a point: districts, the city's places, then towns."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import tenancy
from col_app.core import web
from col_app.core.db import read
from col_app.core.gazetteer import LONGEST, plain, towns_called
from col_app.core.speech import gettext as _
from col_app.learning.activities import filters as asked
from col_app.learning.activities.filters import DISTANCES, Arguments, Filters
from col_app.learning.vocabulary import vocabulary
from col_app.ui import citymap

GUESSES, LIKENESS = 3, 0.6
_PLACES = "select i.name, p.lat, p.lon from place_i18n i join place p on p.id = i.place_id"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place by one of its names, in degrees."""

    name: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Nearby:
    """What the field says. `guesses`: what may be meant by a name that nobody knows."""

    kilometres: list[tuple[str, str]]
    districts: list[str]
    guesses: list[str]


def read_located(args: Arguments) -> tuple[Filters, frozenset[str]]:
    """(filters, names of what could not be read): a place that nobody knows is one of these.

    A topic or a skill that was merged into another stands for that one.
    """
    found, wrong = asked.read(args)
    found = located(_current(found))
    return found, wrong | {"where"} if is_lost(found) else wrong


def located(filters: Filters) -> Filters:
    """The filters with the point of what is typed; without one when nobody knows it."""
    found = _find(filters.where) if filters.where else None
    return replace(filters, where=found.name, near=(found.lat, found.lon)) if found else filters


def _current(filters: Filters) -> Filters:
    """The filters with topics and skills by the words that they have now: links outlive merging."""
    words = vocabulary()
    now = {
        facet: tuple(dict.fromkeys(map(current, filters.values(facet))))
        for facet, current in (("topic", words.current), ("skill", words.current_skill))
        if filters.values(facet)
    }
    return replace(filters, chosen={**filters.chosen, **now}) if now else filters


def is_lost(filters: Filters) -> bool:
    """Whether a place is typed that nobody knows."""
    return bool(filters.where) and filters.near is None


def nearby(filters: Filters, counts: Mapping[str, int]) -> Nearby:
    """The choices of the field; `counts` are the sizes of the lists by kilometres."""
    distances = sorted({*DISTANCES, int(filters.km)})
    return Nearby(
        kilometres=[(str(km), _distance(km, counts.get(str(km)))) for km in distances],
        districts=[name for name, _lat, _lon in citymap.districts(tenancy.current_city().slug)],
        guesses=_guesses(filters.where) if is_lost(filters) else [],
    )


def _distance(km: int, count: int | None) -> str:
    if count is None:
        return _("within %(km)d km", km=km)
    return _("within %(km)d km (%(count)d)", km=km, count=count)


def _find(asked: str) -> Spot | None:
    wanted = plain(asked[:LONGEST])
    own = (spot for spot in _own() if wanted and plain(spot.name) == wanted)
    return next(own, None) or _town(asked)


def _own() -> Iterable[Spot]:
    """The city's own, districts first; the places are read only when no district is meant."""
    yield from (Spot(*label) for label in citymap.districts(tenancy.current_city().slug))
    yield from (Spot(**row) for row in read(_PLACES, {}))


def _town(asked: str) -> Spot | None:
    """The closest of the towns of this name: it is the city's people who ask."""
    lat, lon = web.portal().center
    towns = towns_called(asked, web.settings().data_dir)
    found = min(towns, key=lambda t: (t.lat - lat) ** 2 + (t.lon - lon) ** 2, default=None)
    return Spot(found.name, found.lat, found.lon) if found else None


def _guesses(asked: str) -> list[str]:
    wanted = plain(asked)
    names = {plain(spot.name): spot.name for spot in _own()}
    begun = [name for name in names if wanted and name.startswith(wanted)]
    alike = difflib.get_close_matches(wanted, names, GUESSES, LIKENESS)
    return [names[name] for name in dict.fromkeys([*begun, *alike])][:GUESSES]
