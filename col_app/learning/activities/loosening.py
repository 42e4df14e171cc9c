"""What to say when nothing is found: which filter stands in the way, and what it hides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext
from col_app.learning.activities import search
from col_app.learning.activities.explore import Addresses
from col_app.learning.activities.facets import Facet
from col_app.learning.activities.filters import Filters
from col_app.learning.activities.search import Found


@dataclass(frozen=True, slots=True)
class Way:
    """A way out: a list that is not empty."""

    text: str
    href: str


def ways(
    found: Found, shown: Mapping[str, Facet], addresses: Addresses, order: tuple[str, ...]
) -> list[Way]:
    """The same list without one of its filters, largest first; without all, where no one helps."""
    filters = found.filters
    sizes = [*_without_facets(found, shown), *_without_parts(filters, order)]
    helping = [
        Way(
            _sentence(number, label), addresses.to(filters.query(page=None, **dict.fromkeys(names)))
        )
        for number, label, names in sorted(sizes, key=lambda size: -size[0])
        if number
    ]
    return helping or _without_all(addresses, order)


def _sentence(number: int, label: str) -> str:
    return ngettext(
        "%(num)d activity without “%(filter)s”",
        "%(num)d activities without “%(filter)s”",
        number,
        filter=label,
    )


def _without_facets(
    found: Found, shown: Mapping[str, Facet]
) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    for name, number in found.nearly.items():
        chosen = [option.label for option in shown[name].options if option.selected]
        chosen += [_("Age %(age)d", age=year) for year in found.filters.years if name == "age"]
        label = chosen[0] if len(chosen) == 1 else shown[name].label
        yield number, label, ("where", "near", "km") if name == "km" else (name,)


def _without_parts(
    filters: Filters, order: tuple[str, ...]
) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    parts: tuple[tuple[object, str, tuple[str, ...]], ...] = (
        (filters.text, filters.text, ("q",)),
        (filters.from_on or filters.to_on, _("These days"), ("from", "to")),
        (filters.bbox, _("In this part of the map"), ("bbox",)),
    )
    for is_set, label, names in parts:
        if is_set:
            yield search.total(filters.without(*names), order), label, names


def _without_all(addresses: Addresses, order: tuple[str, ...]) -> list[Way]:
    number = search.total(Filters(), order)
    text = ngettext(
        "Show the only activity, without filters", "Show all %(num)d activities", number
    )
    return [Way(text, addresses.to(""))] if number else []
