"""The city's skills spine as pages show it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from col_app.core import i18n
from col_app.learning.activities import links
from col_app.learning.activities.cards import own_tag
from col_app.learning.activities.links import Link
from col_app.learning.skills import esco, queries
from col_app.learning.skills.tree import Level, Node
from col_app.learning.vocabulary import Term, vocabulary

Order = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SpineSkill:
    """A skill with the number of activities that build it.

    `share` is per cent of the most; `lang` is BCP 47, empty for the reader's own language; `depth`
    is 1 right below the group.
    """

    label: str
    lang: str
    href: str
    count: int
    share: int
    depth: int


@dataclass(frozen=True, slots=True)
class SpineGroup:
    """A group of the spine. `lang` as in SpineSkill."""

    key: str
    label: str
    lang: str
    skills: list[SpineSkill]


@dataclass(frozen=True, slots=True)
class Said:
    """A text in the language it is written in, as in SpineSkill."""

    text: str
    lang: str


@dataclass(frozen=True, slots=True)
class Step:
    """A level of a skill."""

    name: Said
    about: Said


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The skill in another framework, with the name that it has there."""

    framework: str
    name: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillFace:
    """What the page of a skill says. `group` is empty for a skill beside the spine.

    `above` leads down from the group's skill to the one that this stands under; `parts` stand right
    below it.
    """

    id: int
    label: str
    lang: str
    href: str
    about: Said
    levels: list[Step]
    elsewhere: list[Elsewhere]
    is_hidden: bool
    group: str
    above: list[Link]
    parts: list[Link]
    related: list[Link]


def spine(order: Order) -> list[SpineGroup]:
    """The whole spine with counts, in the city's order."""
    counts = queries.counts()
    most = max(counts.values(), default=1)
    parts: dict[str, list[Term]] = {}
    for term in vocabulary().offered_skills():
        parts.setdefault(term.parent, []).append(term)
    return [
        SpineGroup(
            head.slug,
            head.label(order),
            own_tag(head.label_lang(order), order),
            [_skill(term, order, counts, most, depth) for term, depth in _below(head.slug, parts)],
        )
        for head in vocabulary().groups()
    ]


def _below(
    slug: str, parts: Mapping[str, list[Term]], depth: int = 1
) -> Iterator[tuple[Term, int]]:
    for term in parts.get(slug, ()):
        yield term, depth
        yield from _below(term.slug, parts, depth + 1)


def beside(order: Order) -> list[SpineSkill]:
    """Skills that are built here though the spine does not hold them, most frequent first."""
    counts = queries.counts()
    most = max(counts.values(), default=1)
    found = [s for s in vocabulary().offered_skills() if not s.parent and s.slug in counts]
    shown = [_skill(term, order, counts, most, 1) for term in found]
    return sorted(shown, key=lambda skill: (-skill.count, skill.label))


def _skill(term: Term, order: Order, counts: dict[str, int], most: int, depth: int) -> SpineSkill:
    number = counts.get(term.slug, 0)
    return SpineSkill(
        _label(term, order),
        own_tag(term.label_lang(order), order),
        f"/skills/{term.slug}",
        number,
        100 * number // most,
        depth,
    )


def skill(term: Term, node: Node, order: Order) -> SkillFace:
    """One skill, with what is said of it and what stands around it."""
    words = vocabulary()
    above = _above(term)
    beside_it = [each for each in words.below(term.parent) if term.parent and each is not term]
    return SkillFace(
        id=term.id,
        label=_label(term, order),
        lang=own_tag(term.label_lang(order), order),
        href=f"/skills/{term.slug}",
        about=said(node.descriptions, order),
        levels=[_step(level, order) for level in node.levels],
        elsewhere=_elsewhere(node, order),
        is_hidden=term.is_hidden,
        group=next((each.label(order) for each in above if not each.uri), ""),
        above=links.terms([each for each in above if each.uri], "/skills/", order),
        parts=links.terms(words.below(term.slug), "/skills/", order),
        related=links.terms(beside_it, "/skills/", order),
    )


def _above(term: Term) -> list[Term]:
    """What a skill stands under, from the top down."""
    words, found = vocabulary().skills, list[Term]()
    above = words.get(term.parent)
    while above is not None and above not in found:
        found.append(above)
        above = words.get(above.parent)
    return found[::-1]


def said(texts: dict[str, str], order: Order) -> Said:
    """A text as this reader gets it; empty where there is none."""
    lang, text = i18n.pick_value(texts or {order[0]: ""}, order)
    return Said(text, own_tag(lang, order))


def _step(level: Level, order: Order) -> Step:
    return Step(said(level.names, order), said(level.descriptions, order))


def _elsewhere(node: Node, order: Order) -> list[Elsewhere]:
    found = [Elsewhere(link.framework, link.name, link.url) for link in node.links]
    if esco.is_esco(node.uri):
        concept = esco.concepts().get(node.uri)
        name = concept.label(order) if concept else ""
        return [Elsewhere(esco.FRAMEWORK, name, node.uri), *found]
    return found


def _label(term: Term, order: Order) -> str:
    label = term.label(order)
    return label[:1].upper() + label[1:]
