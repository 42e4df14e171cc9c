"""Facets as the page and the JSON show them: value, label, count, whether it is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from col_app.core import i18n
from col_app.core.speech import gettext as _
from col_app.learning.activities import labels
from col_app.learning.activities.cards import own_tag
from col_app.learning.activities.filters import DISTANCES, Filters
from col_app.learning.vocabulary import Term, vocabulary

Counts = dict[str, dict[str, int]]
Names = dict[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a facet; `count` is the size of the list that it would give.

    `lang` is the BCP 47 tag of the label, empty for the reader's own language.
    """

    value: str
    label: str
    lang: str
    count: int
    selected: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One question with its answers, chosen or non-empty ones only."""

    name: str
    label: str
    options: list[Option]

    def foremost(self, most: int) -> list[Option]:
        """The chosen options and those with the longest lists, `most` of these."""
        longest = sorted(self.options, key=lambda option: (not option.selected, -option.count))
        return longest[: most + sum(option.selected for option in self.options)]


def of(filters: Filters, counts: Counts, order: tuple[str, ...]) -> dict[str, Facet]:
    """All facets with their counts, by name."""
    titles = {
        "topic": _("Topic"),
        "skill": _("Skill"),
        "type": _("Kind of activity"),
        "kind": _("Way of learning"),
        "format": _("Where"),
        "when": _("When"),
        "age": _("Age"),
        "price": _("Price"),
        "language": _("Language of the activity"),
        "access": _("Access"),
        "reach": _("Meant for"),
        "km": _("How far away"),
    }
    names = _names(filters, counts, order)
    return {
        facet: Facet(facet, title, _options(_chosen(filters, facet), names[facet], counts[facet]))
        for facet, title in titles.items()
    }


def _chosen(filters: Filters, facet: str) -> tuple[str, ...]:
    """Chosen values that stand in a facet: a typed age has a field of its own."""
    if facet == "km":
        return (f"{filters.km:g}",) if filters.near else ()
    if facet == "age":
        return tuple(age for age in filters.values("age") if not age.isdigit())
    return filters.values(facet)


def _names(filters: Filters, counts: Counts, order: tuple[str, ...]) -> dict[str, Names]:
    """(label, its language) of every value of every facet, in the order of showing."""
    words = vocabulary()
    spoken = sorted(counts["language"], key=lambda lang: (-counts["language"][lang], lang))
    return {
        "topic": _terms({**words.topics, **_hidden(filters)}, order),
        "skill": _terms(words.skills, order),
        "type": _plain(labels.types()),
        "kind": _plain(labels.learning_kinds()),
        "format": _plain(labels.formats()),
        "when": _plain(labels.periods()),
        "age": _plain(labels.ages()),
        "price": _plain(labels.prices()),
        "language": _plain({lang: i18n.name_in(lang, order[0]) for lang in spoken}),
        "access": _plain(labels.access()),
        "reach": _plain(labels.reaches()),
        "km": _plain({str(km): _("within %(km)d km", km=km) for km in DISTANCES}),
    }


def _hidden(filters: Filters) -> dict[str, Term]:
    """Chosen topics that the city hides: whoever comes by an old address is told their names."""
    hidden = vocabulary().hidden
    return {slug: hidden[slug] for slug in filters.values("topic") if slug in hidden}


def _terms(terms: Mapping[str, Term], order: tuple[str, ...]) -> Names:
    return {
        slug: (term.label(order), own_tag(term.label_lang(order), order))
        for slug, term in terms.items()
    }


def _plain(texts: dict[str, str]) -> Names:
    return {value: (text[:1].upper() + text[1:], "") for value, text in texts.items()}


def _options(chosen: tuple[str, ...], names: Names, counts: dict[str, int]) -> list[Option]:
    unknown = {value: (value, "") for value in chosen if value not in names}
    return [
        Option(value, label, lang, counts.get(value, 0), value in chosen)
        for value, (label, lang) in (names | unknown).items()
        if counts.get(value) or value in chosen
    ]
