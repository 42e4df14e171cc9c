"""The spine as files: JSON for programs, CSV for spreadsheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from col_app.core import i18n, sheets, web
from col_app.learning.skills.tree import Node, Tree

Shape = dict[str, Any]
FIXED = ("id", "kind", "parent", "uri", "hidden", "links")
GROUP, SKILL = "group", "skill"
YES = "yes"


def whole(tree: Tree, name: str, version: int) -> Shape:
    """The spine of a city. `version` is 0 before anything was published by its team."""
    shown = [node for node in tree.nodes.values() if not node.merged_into]
    return {
        "name": name,
        "url": web.own_url("/skills"),
        "version": version,
        "skills": [one(node) for node in shown],
    }


def one(node: Node) -> Shape:
    """A skill or a group: what it is called, what it stands under, what it is elsewhere."""
    return {
        "id": node.key,
        "kind": GROUP if node.is_group else SKILL,
        "uri": node.uri or None,
        "url": None if node.is_group else web.own_url(f"/skills/{node.key}"),
        "parent": node.parent or None,
        "is_hidden": node.is_hidden,
        "labels": _tagged(node.names),
        "descriptions": _tagged(node.descriptions),
        "levels": [
            {"labels": _tagged(level.names), "descriptions": _tagged(level.descriptions)}
            for level in node.levels
        ],
        "links": [
            {"framework": link.framework, "url": link.url, "name": link.name or None}
            for link in node.links
        ],
    }


def _tagged(texts: Mapping[str, str]) -> dict[str, str]:
    return {i18n.tag(lang): text for lang, text in texts.items()}


def columns(langs: Sequence[str]) -> list[str]:
    """The headings of the table."""
    tags = [i18n.tag(lang) for lang in langs]
    return [*FIXED, *(f"{word}_{tag}" for word in ("name", "description") for tag in tags)]


def table(tree: Tree, langs: Sequence[str]) -> str:
    """The spine as CSV, a skill on each line; levels are in the JSON alone."""
    shown = [node for node in tree.nodes.values() if not node.merged_into]
    return sheets.written([columns(langs), *(_cells(node, langs) for node in shown)])


def _cells(node: Node, langs: Sequence[str]) -> list[str]:
    links = "\n".join(f"{link.framework} {link.url}" for link in node.links)
    kind = GROUP if node.is_group else SKILL
    fixed = [node.key, kind, node.parent, node.uri, YES if node.is_hidden else "", links]
    texts = [texts.get(lang, "") for texts in (node.names, node.descriptions) for lang in langs]
    return fixed + texts
