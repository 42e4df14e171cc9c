"""The places of the network in the reader's words: in lists, as cards and as dots of the map."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from col_app.core import formats, i18n, web
from col_app.core.gazetteer import plain
from col_app.core.page import kind_label
from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext
from col_app.network.directory import labels
from col_app.network.directory.labels import Named, Side
from col_app.network.directory.models import Standing
from col_app.network.directory.queries import Spot
from col_app.ui import outlines
from col_app.ui.theme import default_theme

BIG = 4
"""So many of the liveliest members have a larger dot."""
PHONE_TYPE, TYPE = 31.0, 24.0
"""Type sizes that names on the map have to fit in: on phones only members are named."""


@dataclass(frozen=True, slots=True)
class Pin:
    """A place. `href` of an applicant leads to the portals close to it.

    `lang` is that of the name, "" when it is the reader's. `letters` are its country's two. `mark`
    says what the place is when it is no member. `count` is the number of activities one can join.
    """

    slug: str
    name: str
    lang: str
    country: str
    letters: str
    href: str
    standing: str
    mark: str
    kind: str
    count: int
    where: tuple[float, float]

    @property
    def has_portal(self) -> bool:
        """Whether there is something to visit."""
        return self.standing != Standing.APPLICANT

    @property
    def kind_line(self) -> str:
        """`Vilnius City of Learning`."""
        return _("%(name)s %(kind)s", name=self.name, kind=kind_label(self.kind))

    @property
    def counted(self) -> str:
        """The number of activities in words."""
        return ngettext("%(num)d activity to join", "%(num)d activities to join", self.count)

    @property
    def scene(self) -> str:
        """What its portal shows at the top, as far as the network knows."""
        return default_theme(self.slug).scene or self.slug


@dataclass(frozen=True, slots=True)
class Country:
    """A country with its places, by name."""

    name: str
    pins: tuple[Pin, ...]

    @property
    def letters(self) -> str:
        """Its two letters."""
        return self.pins[0].letters

    @property
    def count(self) -> int:
        """The number of activities one can join there."""
        return sum(pin.count for pin in self.pins)


@dataclass(frozen=True, slots=True)
class Dot:
    """A place on the map of Europe. `side` is that of its name, "" when it has none."""

    pin: Pin
    x: float
    y: float
    size: str
    side: Side


def closest_path(asked: str) -> str:
    """Where the portals close to a place are listed."""
    return f"/cities/closest?{urlencode({'q': asked})}"


def pins(spots: Iterable[Spot], counts: Mapping[int, int]) -> list[Pin]:
    """Pins of places; `counts` are open activities by city."""
    order = web.text_order()
    return [pin(spot, counts, order) for spot in spots]


def pin(spot: Spot, counts: Mapping[int, int], order: tuple[str, ...]) -> Pin:
    """One pin. `order` is that in which a name is looked for."""
    lang, name = spot.name(order)
    return Pin(
        slug=spot.slug,
        name=name,
        lang="" if lang == order[0] else i18n.tag(lang),
        country=i18n.country_names(spot.country, order[:1])[order[0]],
        letters=spot.country,
        href=_href(spot, name),
        standing=spot.standing,
        mark=_mark(spot.standing),
        kind=spot.kind,
        count=counts.get(spot.city_id or 0, 0),
        where=(spot.lat, spot.lon),
    )


def _mark(standing: str) -> str:
    if standing == Standing.DEMO:
        return _("demonstration")
    return _("applying") if standing == Standing.APPLICANT else ""


def _href(spot: Spot, name: str) -> str:
    if spot.city_id is None:
        return web.apex_url(closest_path(name))
    city = web.app().directory.by_id(spot.city_id)
    return web.city_url(city) if city else web.slug_url(spot.slug)


def by_country(shown: Iterable[Pin]) -> list[Country]:
    """Countries with their places, both as a reader would sort them."""
    ordered = sorted(shown, key=lambda pin: (plain(pin.country), plain(pin.name)))
    return [
        Country(name, tuple(places))
        for name, places in groupby(ordered, key=lambda pin: pin.country)
    ]


def liveliest(shown: Iterable[Pin]) -> list[Pin]:
    """Members first, then demonstrations and applicants; inside, those with most to join."""
    ranks = list(Standing)
    return sorted(
        shown, key=lambda pin: (ranks.index(Standing(pin.standing)), -pin.count, pin.slug)
    )


def dots(shown: Iterable[Pin]) -> list[Dot]:
    """Places on the map of Europe, west first, as one reads."""
    ranked = [pin for pin in liveliest(shown) if outlines.is_on_map(*pin.where)]
    placed = [outlines.project(*pin.where) for pin in ranked]
    wishes = [
        Named(pin.name, x, y, PHONE_TYPE if pin.standing == Standing.MEMBER else TYPE)
        for pin, (x, y) in zip(ranked, placed, strict=True)
    ]
    named = labels.sides(wishes, outlines.WIDTH, outlines.HEIGHT)
    drawn = [
        Dot(pin, x, y, _size(pin, rank), side)
        for rank, (pin, (x, y), side) in enumerate(zip(ranked, placed, named, strict=True))
    ]
    return sorted(drawn, key=lambda dot: (dot.x, dot.y))


def _size(pin: Pin, rank: int) -> str:
    if pin.standing != Standing.MEMBER:
        return "small"
    return "big" if rank < BIG else ""


def far(shown: Sequence[Pin]) -> list[Pin]:
    """Places that the map of Europe does not reach."""
    return [pin for pin in liveliest(shown) if not outlines.is_on_map(*pin.where)]


def kilometres(km: float) -> str:
    """A distance in words; next to nothing is `here`."""
    if km < 1:
        return _("right here")
    return _("%(km)s km", km=formats.number(round(km)))
