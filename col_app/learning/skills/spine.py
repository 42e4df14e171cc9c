"""The city's skills spine as pages show it."""

from __future__ import annotations

from dataclasses import dataclass

from col_app.learning.activities import links
from col_app.learning.activities.cards import own_tag
from col_app.learning.activities.links import Link
from col_app.learning.skills import queries
from col_app.learning.vocabulary import Term, vocabulary


@dataclass(frozen=True, slots=True)
class SpineSkill:
    """A skill with the number of activities that build it.

    `share` is per cent of the most; `lang` is BCP 47, empty for the reader's own language.
    """

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


@dataclass(frozen=True, slots=True)
class SkillFace:
    """What the page of a skill says. `group` is empty for a skill beside the spine."""

    id: int
    label: str
    lang: str
    href: str
    esco_href: str
    group: str
    related: list[Link]


def spine(order: tuple[str, ...]) -> list[SpineGroup]:
    """The whole spine with counts, in the city's order."""
    counts = queries.counts()
    most = max(counts.values(), default=1)
    return [
        SpineGroup(head.slug, head.label(order), [_skill(s, order, counts, most) for s in skills])
        for head, skills in vocabulary().groups()
    ]


def beside(order: tuple[str, ...]) -> list[SpineSkill]:
    """Skills that are built here though the spine does not hold them, most frequent first."""
    counts = queries.counts()
    most = max(counts.values(), default=1)
    found = [s for s in vocabulary().skills.values() if s.uri and not s.parent and s.slug in counts]
    shown = [_skill(term, order, counts, most) for term in found]
    return sorted(shown, key=lambda skill: (-skill.count, skill.label))


def _skill(term: Term, order: tuple[str, ...], counts: dict[str, int], most: int) -> SpineSkill:
    number = counts.get(term.slug, 0)
    return SpineSkill(
        _label(term, order),
        own_tag(term.label_lang(order), order),
        f"/skills/{term.slug}",
        number,
        100 * number // most,
    )


def skill(term: Term, order: tuple[str, ...]) -> SkillFace:
    """One skill, with its group and the others of it."""
    words = vocabulary().skills
    group = words.get(term.parent)
    others = [s for s in words.values() if group and s.parent == group.slug and s is not term]
    return SkillFace(
        id=term.id,
        label=_label(term, order),
        lang=own_tag(term.label_lang(order), order),
        href=f"/skills/{term.slug}",
        esco_href=term.uri,
        group=group.label(order) if group else "",
        related=links.terms(others, "/skills/", order),
    )


def _label(term: Term, order: tuple[str, ...]) -> str:
    label = term.label(order)
    return label[:1].upper() + label[1:]
