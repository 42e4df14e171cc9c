"""Skills from a spreadsheet: a trial first, line by line; nothing is kept while a line is wrong."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass, field

from col_app.city.skills import edits, making
from col_app.city.skills.forms import MOST_LINKS, link_faults, too_deep, too_many_links
from col_app.core import i18n, sheets
from col_app.core.ids import slugify
from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext
from col_app.learning.skills import downloads, esco
from col_app.learning.skills.models import LONGEST_DESCRIPTION, LONGEST_LABEL
from col_app.learning.skills.tree import TOP, Link, Node, Tree

Cells = dict[str, str]
SHOWN = 80
NO = frozenset({"", "no", "0", "false"})
YES = frozenset({downloads.YES, "1", "true"})


class HeadingsError(ValueError):
    """The first line does not name the columns; its argument lists those nobody knows."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that cannot be used, and why."""

    line: int
    text: str
    reason: str


@dataclass(slots=True)
class Trial:
    """What a table would make of a tree: keys of new skills and of those that change."""

    tree: Tree
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


class _LineError(ValueError):
    """Why a line cannot be used, in words."""


def read(data: bytes, tree: Tree, taken: set[str], langs: Sequence[str]) -> Trial:
    """Lay a table upon a tree, which is changed. Columns that are missing leave things as they are.

    `taken` are words of addresses beside those of the tree. Raises sheets.UnreadableError,
    HeadingsError.
    """
    rows = [(line, cells) for line, cells in sheets.rows(data) if any(cells)]
    headings = _headings(rows[0][1] if rows else [], langs)
    trial, before = Trial(tree), copy.deepcopy(tree.nodes)
    held = taken | {node.uri for node in before.values() if node.uri}
    lines: dict[str, tuple[int, Cells]] = {}
    for number, texts in rows[1:]:
        cells = dict(zip(headings, map(sheets.bare, texts), strict=False))
        try:
            node = _node(cells, tree, held)
            if node.key in lines:
                raise _LineError(_("This skill stands in two lines."))
            lines[node.key] = (number, cells)
            _say(node, cells, langs)
        except _LineError as fault:
            trial.faults.append(_fault(number, cells, fault))
    # a parent may stand behind what it holds
    for key, (number, cells) in lines.items():
        try:
            _place(tree, key, cells)
        except _LineError as fault:
            trial.faults.append(_fault(number, cells, fault))
    trial.new = [key for key in tree.nodes if key not in before]
    trial.changed = [key for key, node in before.items() if node != tree.nodes[key]]
    return trial


def _headings(cells: list[str], langs: Sequence[str]) -> list[str]:
    known = {name.casefold(): name for name in downloads.columns(langs)}
    strange = [cell for cell in cells if cell.casefold() not in known]
    found = [known.get(cell.casefold(), "") for cell in cells]
    if strange or not any(name == "id" or name.startswith("name_") for name in found):
        raise HeadingsError(strange)
    return found


def _fault(number: int, cells: Cells, fault: _LineError) -> Fault:
    text = cells.get("id") or next((t for name, t in cells.items() if name.startswith("name")), "")
    return Fault(number, text[:SHOWN], str(fault))


def _node(cells: Cells, tree: Tree, taken: set[str]) -> Node:
    """The skill that a line is about, put into the tree if it is new."""
    key = cells.get("id", "")
    known = tree.nodes.get(key)
    if known is not None:
        return known
    name = next((text for column, text in cells.items() if column[:5] == "name_" and text), "")
    if not name:
        raise _LineError(_("Give it a name in one language at least."))
    if key and (key != slugify(key) or key in taken or key in making.WORDS):
        raise _LineError(_("This id cannot be had. Leave it empty, and it gets one."))
    is_group = cells.get("kind", downloads.SKILL).casefold() == downloads.GROUP
    if not is_group and cells.get("kind", "").casefold() not in ("", downloads.SKILL):
        raise _LineError(_("The kind is either “skill” or “group”."))
    key = key or edits.free_key(name, {*tree.nodes, *taken, *making.WORDS})
    node = Node(key=key, uri="" if is_group else _uri(cells.get("uri", ""), key, taken))
    try:
        edits.add(tree, node)
    except edits.TooManyError as fault:
        raise _LineError(making.too_many()) from fault
    return node


def _uri(asked: str, key: str, taken: set[str]) -> str:
    """ESCO's address where the line gives one, else the skill's own."""
    if asked in taken:
        raise _LineError(_("This skill is in the tree already."))
    return asked if esco.is_esco(asked) else making.own_uri(key)


def _say(node: Node, cells: Cells, langs: Sequence[str]) -> None:
    for word, texts, most in (
        ("name", node.names, LONGEST_LABEL),
        ("description", node.descriptions, LONGEST_DESCRIPTION),
    ):
        _write(texts, word, cells, langs, most)
    if not node.names:
        raise _LineError(_("Give it a name in one language at least."))
    if set(node.descriptions) - set(node.names):
        raise _LineError(_("Give it a name in this language too, or take the description out."))
    hidden = cells.get("hidden", downloads.YES if node.is_hidden else "").casefold()
    if hidden not in NO | YES:
        raise _LineError(_("Write “yes” under “hidden”, or leave it empty."))
    node.is_hidden = hidden in YES
    if "links" in cells:
        node.links = [_link(text, node) for text in cells["links"].splitlines() if text.strip()]
        if len({link.url for link in node.links} - {node.uri}) < len(node.links):
            raise _LineError(_("This link is there already."))
        if len(node.links) > MOST_LINKS:
            raise _LineError(too_many_links())


def _write(texts: dict[str, str], word: str, cells: Cells, langs: Sequence[str], most: int) -> None:
    for lang in langs:
        text = cells.get(f"{word}_{i18n.tag(lang)}", texts.get(lang, ""))
        text = text if word == "description" else " ".join(text.split())
        if len(text) > most:
            raise _LineError(
                ngettext("Use at most %(num)d character.", "Use at most %(num)d characters.", most)
            )
        if text:
            texts[lang] = text
        else:
            texts.pop(lang, None)


def _link(text: str, node: Node) -> Link:
    framework, _blank, url = text.strip().rpartition(" ")
    known = {link.url: link.name for link in node.links}
    link = Link(" ".join(framework.split()), url, known.get(url, ""))
    faults = link_faults(link)
    if faults:
        raise _LineError(next(iter(faults.values())))
    return link


def _place(tree: Tree, key: str, cells: Cells) -> None:
    parent = cells.get("parent", tree.nodes[key].parent) or TOP
    try:
        edits.move_under(tree, key, parent)
    except edits.UnknownError as fault:
        raise _LineError(_("There is no parent with this id.")) from fault
    except (edits.LoopError, edits.MisplacedError) as fault:
        raise _LineError(_("It cannot stand there. Choose another place.")) from fault
    except edits.TooDeepError as fault:
        raise _LineError(too_deep()) from fault
