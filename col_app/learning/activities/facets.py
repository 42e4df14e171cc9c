"""Facets as the page and the JSON show them: value, label, count, whether it is chosen."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from col_app.core import i18n
from col_app.learning.activities.cards import labels_of_format, labels_of_type
from col_app.learning.activities.filters import FACETS, WHEN, Filters
from col_app.learning.vocabulary import vocabulary

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a facet. `href` switches it on or off."""

    value: str
    label: str
    count: int
    selected: bool
    href: str


@dataclass(frozen=True, slots=True)
class Facet:
    """One question with its answers, chosen or non-empty ones only."""

    name: str
    label: str
    options: list[Option]


def of(filters: Filters, counts: dict[str, dict[str, int]], order: tuple[str, ...]) -> list[Facet]:
    """All facets with their counts."""
    names = {
        "topic": _("Topic"),
        "skill": _("Skill"),
        "type": _("Kind of activity"),
        "format": _("Where"),
        "when": _("When"),
        "price": _("Price"),
        "language": _("Language"),
    }
    labels = _labels(counts, order)
    return [
        Facet(facet, names[facet], _options(facet, labels[facet], filters, counts[facet]))
        for facet in FACETS
    ]


def _labels(
    counts: dict[str, dict[str, int]], order: tuple[str, ...]
) -> dict[str, dict[str, str]]:
    words = vocabulary()
    languages = sorted(counts["language"], key=lambda lang: -counts["language"][lang])
    return {
        "topic": {slug: term.label(order) for slug, term in words.topics.items()},
        "skill": {slug: term.label(order) for slug, term in words.skills.items() if term.uri},
        "type": labels_of_type(),
        "format": labels_of_format(),
        "when": dict(zip(WHEN, _when_labels(), strict=True)),
        "price": {"free": _("Free"), "paid": _("Paid")},
        "language": {lang: i18n.name_in(lang, order[0]) for lang in languages},
    }


def _when_labels() -> tuple[str, ...]:
    return (_("Today"), _("This weekend"), _("Next 7 days"), _("Next 30 days"))


def _options(
    facet: str, labels: dict[str, str], filters: Filters, counts: dict[str, int]
) -> list[Option]:
    chosen = filters.values(facet)
    return [
        Option(
            value, label, counts.get(value, 0), value in chosen,
            "?" + filters.toggled(facet, value),
        )
        for value, label in labels.items()
        if counts.get(value) or value in chosen
    ]
