"""The city's skills spine as pages show it."""

from __future__ import annotations

from dataclasses import dataclass

from col_app.core import i18n
from col_app.learning.skills import queries
from col_app.learning.vocabulary import Term, vocabulary


@dataclass(frozen=True, slots=True)
class SpineSkill:
    """A skill with the number of activities that build it; `share` is per cent of the most."""

    label: str
    lang: str
    href: str
    count: int
    share: int


@dataclass(frozen=True, slots=True)
class SpineGroup:
    """A group of the spine."""

    key: str
    label: str
    skills: list[SpineSkill]


def spine(order: tuple[str, ...]) -> list[SpineGroup]:
    """The whole spine with counts, in the city's order."""
    counts = queries.counts()
    most = max(counts.values(), default=1)
    return [
        SpineGroup(head.slug, head.label(order), [_skill(s, order, counts, most) for s in skills])
        for head, skills in vocabulary().groups()
    ]


def _skill(term: Term, order: tuple[str, ...], counts: dict[str, int], most: int) -> SpineSkill:
    number = counts.get(term.slug, 0)
    label = term.label(order)
    return SpineSkill(
        label[:1].upper() + label[1:],
        i18n.tag(term.label_lang(order)),
        f"/skills/{term.slug}",
        number,
        100 * number // most,
    )
