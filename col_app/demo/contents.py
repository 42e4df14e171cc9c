"""What one portal of the demo network holds, and how it is read from TOML.

The same for cities written by hand (`content/<slug>/*.toml`) and generated ones. Texts map a
language to its words. Keys are unique within a city and kind, and only used to refer.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).parent / "content"

Texts = Mapping[str, str]
Table = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpineGroup:
    """A branch of the city's tree of skills; `skills` are English ESCO labels."""

    key: str
    name: Texts
    skills: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """What the city says about itself."""

    tagline: Texts
    lead: Texts
    focus: Texts
    run_by: Texts
    featured_topics: tuple[str, ...]
    spine: tuple[SpineGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A permanent location; `lat` and `lon` in degrees (WGS 84), `opening` in words."""

    key: str
    kind: str
    name: Texts
    about: Texts
    address: str
    lat: float
    lon: float
    access: tuple[str, ...] = ()
    website: str = ""
    opening: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Organiser:
    """A body that publishes activities; `place` is the key of its home."""

    key: str
    kind: str
    name: Texts
    about: Texts
    place: str | None = None
    is_verified: bool = True
    website: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A time of the city's clock, relative to the day of seeding.

    `week` 0 is the week that begins with the seeding, `day` is `mon` to `sun`; `today` stands
    for the day of the seeding itself. A course meets `sessions` times, weekly or `daily`; then not
    at weekends, unless it begins on one.
    """

    time: str
    minutes: int
    week: int = 0
    day: str = ""
    sessions: int = 1
    today: bool = False
    daily: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """What is awarded, how it looks, and how many hours of learning it stands for."""

    name: Texts
    description: Texts
    criteria: Texts
    shape: str
    palette: str
    icon: str
    pattern: str
    layer: str
    hours: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One thing to learn. `price` in hundredths of the city's currency, `age` from and to.

    `partners` are keys of further organisers. Without `reach` it is for the city, and online for
    the country; without `sdgs` it serves the goals of its topics.
    """

    key: str
    organiser: str
    type: str
    kind: str
    format: str
    topics: tuple[str, ...]
    skills: tuple[str, ...]
    title: Texts
    summary: Texts
    body: Texts
    how: Texts
    place: str | None = None
    when: When | None = None
    capacity: int | None = None
    price: int = 0
    age: tuple[int, int] | None = None
    languages: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    reach: str = ""
    partners: tuple[str, ...] = ()
    sdgs: tuple[int, ...] = ()
    outcomes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    bring: Texts = field(default_factory=dict)
    cost_note: Texts = field(default_factory=dict)
    booking_url: str = ""
    online_url: str = ""
    contact: str = ""
    badge: Badge | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaylistItem:
    """One step: the key of an activity, in `city` if that is another one, and its usual minutes."""

    activity: str
    minutes: int
    mandatory: bool = True
    city: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Playlist:
    """Activities with one goal, and the badge at its end; of the optional ones it takes some."""

    key: str
    organiser: str
    title: Texts
    summary: Texts
    items: tuple[PlaylistItem, ...]
    body: Texts
    optional_needed: int = 0
    badge: Badge | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CityContents:
    """Everything a portal shows on its first day."""

    slug: str
    portal: Portal
    places: tuple[Place, ...]
    organisers: tuple[Organiser, ...]
    activities: tuple[Activity, ...]
    playlists: tuple[Playlist, ...]


def is_written(slug: str) -> bool:
    """True when somebody wrote this city by hand."""
    return (CONTENT / slug / "portal.toml").is_file()


def load_city(slug: str) -> CityContents:
    """The hand-worked city; all its files count as one. Raises TypeError for an unknown field."""
    tables: dict[str, list[Table]] = {}
    portal: dict[str, Any] = {}
    for path in sorted((CONTENT / slug).glob("*.toml")):
        found = tomllib.loads(path.read_text(encoding="utf-8"))
        portal |= found.pop("portal", {})
        for name, rows in found.items():
            tables.setdefault(name, []).extend(rows)
    return CityContents(
        slug=slug,
        portal=portal_from(portal),
        places=tuple(Place(**_frozen(row)) for row in tables.pop("place", ())),
        organisers=tuple(Organiser(**_frozen(row)) for row in tables.pop("organiser", ())),
        activities=tuple(activity_from(row) for row in tables.pop("activity", ())),
        playlists=tuple(playlist_from(row) for row in tables.pop("playlist", ())),
    )


def portal_from(row: Table) -> Portal:
    """A portal from its table."""
    fields = _frozen(row)
    spine = tuple(SpineGroup(**_frozen(group)) for group in fields.pop("spine"))
    return Portal(spine=spine, **fields)


def activity_from(row: Table) -> Activity:
    """An activity from its table, with its time and its badge."""
    fields = _frozen(row)
    when, badge = fields.pop("when", None), _badge(fields)
    return Activity(when=When(**when) if when else None, badge=badge, **fields)


def playlist_from(row: Table) -> Playlist:
    """A playlist from its table, with its steps and its badge."""
    fields = _frozen(row)
    items = tuple(PlaylistItem(**item) for item in fields.pop("items"))
    return Playlist(items=items, badge=_badge(fields), **fields)


def _badge(fields: dict[str, Any]) -> Badge | None:
    badge = fields.pop("badge", None)
    return Badge(**badge) if badge else None


def _frozen(row: Table) -> dict[str, Any]:
    """Lists become tuples: what is read once is never changed."""
    return {name: _value(value) for name, value in row.items()}


def _value(value: Any) -> Any:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return tuple(value)
    return value
