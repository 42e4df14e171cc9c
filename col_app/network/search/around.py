"""What the page says around the list: chips, what to loosen, page numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl
from zoneinfo import ZoneInfo

from werkzeug.datastructures import MultiDict

from col_app.core import formats
from col_app.core.speech import gettext as _
from col_app.learning.activities import explore
from col_app.learning.activities.explore import Chip
from col_app.learning.activities.facets import Facet, Option
from col_app.network.search import facets, queries
from col_app.network.search.filters import Filters, read
from col_app.network.search.queries import Terms

PATH = "/search"
UTC = ZoneInfo("UTC")
TRIED = 6
"""So many filters are tried at most when nothing is found."""


class Addresses(explore.Addresses):
    """Addresses of this list."""

    def __init__(self) -> None:
        super().__init__("list")

    def to(self, query: str) -> str:
        """The list for a query string."""
        return f"{PATH}?{query}" if query else PATH


@dataclass(frozen=True, slots=True)
class Loose:
    """A filter without which something is found."""

    label: str
    href: str
    count: int


def chips(
    filters: Filters, shown: Mapping[str, Facet], terms: Terms, order: tuple[str, ...]
) -> list[Chip]:
    """Everything that narrows the list; `href` is the list without it."""
    to = Addresses().to
    single = [
        Chip(label, "", to(filters.query(page=None, **dict.fromkeys(names))))
        for names, label in _single(filters).items()
    ]
    skills = facets.names_of(terms, "skill", order)
    others = [
        (facet, Option(value, *skills.get(value, (value, "")), 0, True))
        for facet in ("skill", "access")
        for value in filters.values(facet)
    ]
    chosen = [(facet.name, option) for facet in shown.values() for option in facet.options]
    return single + [
        Chip(option.label, option.lang, to(filters.toggled(facet, option.value)))
        for facet, option in chosen + others
        if option.selected
    ]


def _single(filters: Filters) -> dict[tuple[str, ...], str]:
    ages = [value for name, value in filters.pairs() if name == "age"]
    said = {
        ("q",): filters.text,
        ("near", "km"): filters.near and _("Near me"),
        ("bbox",): filters.bbox and _("In this part of the map"),
        ("from",): filters.from_on
        and _("From %(day)s", day=formats.day_of_month(filters.from_on, UTC)),
        ("to",): filters.to_on and _("Until %(day)s", day=formats.day_of_month(filters.to_on, UTC)),
        ("age",): ages and _("Age %(age)s", age=", ".join(ages)),
    }
    return {names: label for names, label in said.items() if label}


def loosened(found: list[Chip], order: tuple[str, ...]) -> list[Loose]:
    """Which of the filters to take away when nothing is found, the one that gives most first."""
    tried = [(chip, queries.total(_asked(chip.href), order)) for chip in found[:TRIED]]
    helpful = [Loose(chip.label, chip.href, count) for chip, count in tried if count]
    return sorted(helpful, key=lambda loose: -loose.count)


def _asked(href: str) -> Filters:
    return read(MultiDict(parse_qsl(href.partition("?")[2])))[0]


def kept(filters: Filters) -> list[tuple[str, str]]:
    """Parameters that no field of the form shows."""
    return [(k, v) for k, v in filters.pairs() if k in ("skill", "access", "near", "km", "bbox")]


def sorts(filters: Filters) -> list[tuple[str, str]]:
    """Orders to choose from; by distance only when there is a point to measure from."""
    offered = {"": _("Your language first"), "newest": _("Newest first")}
    return [*offered.items(), *([("distance", _("Nearest first"))] if filters.near else [])]
