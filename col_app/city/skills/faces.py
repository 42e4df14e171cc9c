"""The spine in the words of those who keep it."""

from __future__ import annotations

from dataclasses import dataclass, field

from col_app.core import i18n
from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext
from col_app.learning.activities.cards import own_tag
from col_app.learning.skills import esco
from col_app.learning.skills.tree import TOP, Node, Tree

Order = tuple[str, ...]
BASE = "/console/skills"
MOST_NAMED = 12
NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Line:
    """A skill or a group in the tree. `lang` as in the faces of activities."""

    key: str
    label: str
    lang: str
    href: str
    is_group: bool
    tags: list[tuple[str, str]]
    is_first: bool
    is_last: bool
    parts: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Point:
    """Something to look at before publishing: a sentence, and the skills that it is about."""

    sentence: str
    skills: list[tuple[str, str]]
    more: int


@dataclass(frozen=True, slots=True)
class Tab:
    """A language of the editor."""

    code: str
    name: str
    is_written: bool


def lines(tree: Tree, order: Order, parent: str = TOP) -> list[Line]:
    """What stands right below a node, each with what stands below it."""
    found = tree.children(parent)
    return [
        Line(
            key=node.key,
            label=label(node, order),
            lang=lang(node, order),
            href=f"{BASE}/{node.key}",
            is_group=node.is_group,
            tags=_tags(tree, node, order),
            is_first=at == 0,
            is_last=at == len(found) - 1,
            parts=lines(tree, order, node.key),
        )
        for at, node in enumerate(found)
    ]


def label(node: Node, order: Order) -> str:
    """What a skill is called for this reader."""
    return i18n.pick_value(node.names, order)[1] if node.names else node.key


def lang(node: Node, order: Order) -> str:
    """The language of that, empty for the reader's own."""
    return own_tag(i18n.pick_value(node.names, order)[0], order) if node.names else ""


def _tags(tree: Tree, node: Node, order: Order) -> list[tuple[str, str]]:
    """(text, tone) of what is special about a node."""
    target = tree.nodes.get(node.merged_into)
    found = [(_("Group"), "accent")] if node.is_group else []
    found += [(_("New"), "info")] if node.id is None else []
    found += [(_("Becomes part of %(name)s", name=label(target, order)), "warn")] if target else []
    found += [(_("Hidden"), "")] if node.is_hidden else []
    if not node.is_group and not node.is_linked and not target:
        found.append((_("Linked to nothing"), "warn"))
    return found + [(name, "line") for name in _frameworks(node)]


def _frameworks(node: Node) -> list[str]:
    own = [esco.FRAMEWORK] if esco.is_esco(node.uri) else []
    return list(dict.fromkeys([*own, *(link.framework for link in node.links)]))


def tabs(node: Node, langs: tuple[str, ...], reader: str) -> list[Tab]:
    """The languages that the city offers."""
    return [Tab(code, i18n.name_in(code, reader), code in node.names) for code in langs]


def places(tree: Tree, node: Node, order: Order) -> list[tuple[str, str]]:
    """(key, name) of what a skill may stand under; the top is where no group holds it."""
    below = {each.key for each in tree.below(node.key)} | {node.key}
    inside = [
        each for each in tree.nodes.values() if each.key not in below and not each.merged_into
    ]
    return [(TOP, _("Beside the tree")), *(_choice(tree, each, order) for each in inside)]


def others(tree: Tree, node: Node, order: Order) -> list[tuple[str, str]]:
    """(key, name) of the skills that a skill may become part of."""
    below = {each.key for each in tree.below(node.key)} | {node.key}
    found = [
        (each.key, label(each, order))
        for each in tree.nodes.values()
        if each.key not in below and not each.is_group and not each.merged_into
    ]
    return [("", _("Choose a skill")), *sorted(found, key=lambda choice: choice[1].casefold())]


def _choice(tree: Tree, node: Node, order: Order) -> tuple[str, str]:
    return node.key, NO_BREAK * 3 * (tree.depth(node.key) - 1) + label(node, order)


def changes(before: Tree, after: Tree, order: Order) -> list[Point]:
    """What publishing changes."""
    nodes = list(after.nodes.values())
    new = [node for node in nodes if node.id is None and not node.merged_into]
    merged = [node for node in nodes if node.merged_into and node.id is not None]
    then = before.nodes
    known = [node for node in nodes if node.key in then and node not in merged]
    hidden = [n for n in known if n.is_hidden and not then[n.key].is_hidden]
    moved = [n for n in known if n.parent != then[n.key].parent]
    said = [n for n in known if _said(n) != _said(then[n.key])]
    sentences = (
        (_("New"), new), (_("Says something else"), said), (_("Stands elsewhere"), moved),
        (_("Hidden from now on"), hidden), (_("Becomes part of another skill"), merged),
    )  # fmt: skip
    return [_point(sentence, found, order) for sentence, found in sentences if found]


def _said(node: Node) -> tuple[object, ...]:
    return node.names, node.descriptions, node.levels, node.links


def warnings(tree: Tree, langs: tuple[str, ...], order: Order) -> list[Point]:
    """What is missing, though nothing of it is needed to publish."""
    nodes = [n for n in tree.nodes.values() if not n.merged_into and not n.is_hidden]
    loose = [node for node in nodes if not node.is_group and not node.is_linked]
    sentence = ngettext(
        "%(num)d skill is linked to nothing: nobody elsewhere can tell what it is.",
        "%(num)d skills are linked to nothing: nobody elsewhere can tell what they are.",
        len(loose),
    )
    found = [_point(sentence, loose, order)] if loose else []
    for code in langs:
        unnamed = [node for node in nodes if code not in node.names]
        if unnamed:
            found.append(_point(_unnamed(code, len(unnamed), order), unnamed, order))
    return found


def _unnamed(code: str, number: int, order: Order) -> str:
    return ngettext(
        "%(num)d has no name in %(language)s and is shown in another language.",
        "%(num)d have no name in %(language)s and are shown in another language.",
        number,
        language=i18n.name_in(code, order[0]),
    )


def _point(sentence: str, nodes: list[Node], order: Order) -> Point:
    named = [(label(node, order), f"{BASE}/{node.key}") for node in nodes[:MOST_NAMED]]
    return Point(sentence, named, len(nodes) - len(named))


def parents(tree: Tree, order: Order) -> list[tuple[str, str]]:
    """(key, name) of what a new skill may stand under."""
    inside = [node for node in tree.nodes.values() if not node.merged_into]
    return [*(_choice(tree, each, order) for each in inside), (TOP, _("Beside the tree"))]
