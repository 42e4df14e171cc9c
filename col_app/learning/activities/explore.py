"""What the Explore page says around its list: chips, quick filters, page numbers, faults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from col_app.core import formats, web
from col_app.core.speech import gettext as _
from col_app.learning import paging
from col_app.learning.activities import labels, near
from col_app.learning.activities.facets import Facet
from col_app.learning.activities.filters import PAGE_SIZE, Filters
from col_app.learning.paging import Pages

PATH = "/activities"


@dataclass(frozen=True, slots=True)
class Chip:
    """Something that narrows the list; `href` is the list without it."""

    label: str
    lang: str
    href: str


@dataclass(frozen=True, slots=True)
class Quick:
    """A filter that one tap switches on or off."""

    label: str
    href: str
    icon: str
    is_on: bool


class Addresses:
    """Addresses of this list, with its view (list or map) kept."""

    def __init__(self, view: str) -> None:
        self._view = "view=map" if view == "map" else ""

    def to(self, query: str) -> str:
        """The list for a query string."""
        whole = "&".join(filter(None, (query, self._view)))
        return f"{PATH}?{whole}" if whole else PATH


def chips(filters: Filters, shown: Mapping[str, Facet], addresses: Addresses) -> list[Chip]:
    """Everything that narrows the list."""
    found = [
        Chip(option.label, option.lang, addresses.to(filters.toggled(facet.name, option.value)))
        for facet in shown.values()
        for option in facet.options
        if option.selected and facet.name != "km"
    ]
    years = [
        Chip(_("Age %(age)d", age=year), "", addresses.to(filters.toggled("age", str(year))))
        for year in filters.years
    ]
    single = [
        Chip(label, "", addresses.to(filters.query(page=None, **dict.fromkeys(names))))
        for names, label in _single(filters)
    ]
    return single + found + years


def _single(filters: Filters) -> list[tuple[tuple[str, ...], str]]:
    zone = ZoneInfo(web.portal().time_zone)
    from_on, to_on = filters.from_on, filters.to_on
    said = {
        ("q",): filters.text,
        ("where", "near", "km"): filters.near and _near(filters),
        ("bbox",): filters.bbox and _("In this part of the map"),
        ("from",): from_on and _("From %(day)s", day=formats.day_of_month(from_on, zone)),
        ("to",): to_on and _("Until %(day)s", day=formats.day_of_month(to_on, zone)),
    }
    return [(names, label) for names, label in said.items() if label]


def _near(filters: Filters) -> str:
    return _("Near %(place)s", place=filters.where) if filters.where else _("Near me")


def quick(filters: Filters, addresses: Addresses) -> list[Quick]:
    """The filters that a phone shows at once."""
    offered = (
        ("when", "today", "calendar", _("Today")),
        ("when", "weekend", "calendar", _("This weekend")),
        ("price", "free", "ticket", _("Free")),
        ("format", "online", "globe", _("Online")),
    )
    return [
        Quick(
            label,
            addresses.to(filters.toggled(facet, value)),
            icon,
            value in filters.values(facet),
        )
        for facet, value, icon, label in offered
    ]


def kept(filters: Filters) -> list[tuple[str, str]]:
    """Parameters that no field of the form shows."""
    return [(k, v) for k, v in filters.pairs() if k == "bbox"]


def sorts(filters: Filters) -> list[tuple[str, str, bool]]:
    """(value, text, whether it is in use) of the orders to choose from.

    The usual one has no value, so that it may change with what is asked. By match only for words,
    by distance only from a point.
    """
    usual = Filters(text=filters.text).order
    is_offered = {"best": bool(filters.text), "distance": filters.near is not None}
    return [
        ("" if order == usual else order, text, order == filters.order)
        for order, text in labels.sorts().items()
        if is_offered.get(order, True)
    ]


def pages(filters: Filters, total: int, addresses: Addresses) -> Pages:
    """Numbers of pages: the first, the last and those around this one."""

    def href(number: int) -> str:
        return addresses.to(filters.query(page=str(number) if number > 1 else None))

    return paging.pages(filters.page, paging.last_page(total, PAGE_SIZE), href)


def near_field(filters: Filters, wrong: frozenset[str], path: str) -> dict[str, Any]:
    """What `activities/_near_form.html` shows of a page that asks for nothing else."""
    return {
        "filters": filters,
        "faults": faults(wrong),
        "nearby": near.nearby(filters, {}),
        "guess_href": lambda name: f"{path}?{urlencode({'where': name})}",
        "path": path,
    }


def faults(wrong: frozenset[str]) -> dict[str, str]:
    """Sentences for parameters that could not be read and were left out."""
    said = {
        "from": _("This is not a day we can read."),
        "to": _("This is not a day we can read, or it lies before the first one."),
        "age": _("Please write your age as a number from 0 to 120."),
        "where": _("We know no place of this name. The list is not narrowed to it."),
    }
    other = _("We could not read a part of this address, so we left it out.")
    return {name: said.get(name, other) for name in sorted(wrong)}
