"""Facets of the list of all cities: value, label, count, whether it is chosen."""

from __future__ import annotations

from collections.abc import Iterable

from col_app.core import i18n
from col_app.core.speech import gettext as _
from col_app.learning.activities import labels
from col_app.learning.activities.cards import own_tag
from col_app.learning.activities.facets import Facet, Option
from col_app.network.directory.pins import Pin
from col_app.network.search.filters import FACETS, Filters
from col_app.network.search.queries import Terms

Counts = dict[str, dict[str, int]]
Names = dict[str, tuple[str, str]]
IN_ORDER = ("when", "format", "type", "kind", "reach", "price")
"""Facets whose values have an order of their own; in others the largest stands first."""


def of(
    filters: Filters, counts: Counts, pins: Iterable[Pin], terms: Terms, order: tuple[str, ...]
) -> dict[str, Facet]:
    """All facets with their counts, by name."""
    titles = {
        "when": _("When"),
        "topic": _("Topic"),
        "format": _("Where"),
        "city": _("City"),
        "country": _("Country"),
        "type": _("Kind of activity"),
        "kind": _("Way of learning"),
        "reach": _("Meant for"),
        "language": _("Language of the activity"),
        "price": _("Price"),
    }
    names = _names(counts, pins, terms, order)
    return {
        facet: Facet(facet, titles[facet], _options(filters, facet, names[facet], counts[facet]))
        for facet in FACETS
    }


def topic_keys(filters: Filters, counts: Counts) -> list[str]:
    """Keys of the terms that the page names."""
    topics = {*counts["topic"], *filters.values("topic")}
    return [f"topic:{slug}" for slug in sorted(topics)] + [
        f"skill:{slug}" for slug in filters.values("skill")
    ]


def names_of(terms: Terms, kind: str, order: tuple[str, ...]) -> Names:
    """(label, its language) of the topics or skills among the terms."""
    return {
        slug: (term.label(order), own_tag(term.label_lang(order), order))
        for (found, slug), term in terms.items()
        if found == kind
    }


def _names(
    counts: Counts, pins: Iterable[Pin], terms: Terms, order: tuple[str, ...]
) -> dict[str, Names]:
    reader = order[0]
    return {
        "when": _plain(labels.periods()),
        "topic": names_of(terms, "topic", order),
        "format": _plain(labels.formats()),
        "city": {pin.slug: (pin.name, pin.lang) for pin in pins},
        "country": _plain(
            {
                country: i18n.country_names(country, (reader,))[reader]
                for country in counts["country"]
            }
        ),
        "type": _plain(labels.types()),
        "kind": _plain(labels.learning_kinds()),
        "reach": _plain(labels.reaches()),
        "language": _plain({lang: i18n.name_in(lang, reader) for lang in counts["language"]}),
        "price": _plain(labels.prices()),
    }


def _plain(texts: dict[str, str]) -> Names:
    return {value: (text[:1].upper() + text[1:], "") for value, text in texts.items()}


def _options(filters: Filters, facet: str, names: Names, counts: dict[str, int]) -> list[Option]:
    chosen = filters.values(facet)
    unknown = {value: (value, "") for value in (*counts, *chosen) if value not in names}
    found = [
        Option(value, label, lang, counts.get(value, 0), value in chosen)
        for value, (label, lang) in (names | unknown).items()
        if counts.get(value) or value in chosen
    ]
    if facet in IN_ORDER:
        return found
    return sorted(found, key=lambda option: (-option.count, option.label))
