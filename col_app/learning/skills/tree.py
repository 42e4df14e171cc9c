"""The spine as one value: what drafts, versions and downloads are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from col_app.learning.skills import esco

Contents = dict[str, Any]
TOP = ""
"""The parent of groups, and of skills beside the spine."""


@dataclass(slots=True)
class Level:
    """A step in a skill, in the languages it is written in."""

    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Link:
    """The same skill in another framework; `name` as it is called there, if anybody said."""

    framework: str
    url: str
    name: str = ""


@dataclass(slots=True, kw_only=True)
class Node:
    """A skill, or a group of skills (without a URI).

    `key` is the word in its address, for ever. `id` is its row's, None until it is published.
    `merged_into` is the key of the skill that it becomes part of when the draft is published;
    `changed` is the revision that changed it last.
    """

    key: str
    parent: str = TOP
    id: int | None = None
    uri: str = ""
    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    levels: list[Level] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    is_hidden: bool = False
    merged_into: str = ""
    changed: int = 0

    @classmethod
    def of(cls, row: Contents) -> Node:
        """From a row of `queries`, or from what `Tree.contents` gave."""
        levels = [Level(**level) for level in row["levels"] or ()]
        links = [Link(**link) for link in row["links"] or ()]
        return cls(**row | {"levels": levels, "links": links})

    @property
    def is_group(self) -> bool:
        """Groups hold skills and are none."""
        return not self.uri

    @property
    def is_linked(self) -> bool:
        """Whether anybody elsewhere can tell what this skill is."""
        return esco.is_esco(self.uri) or bool(self.links)


class Tree:
    """All nodes by key. Those of one parent stand in their order; any parent is before them."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        """From nodes in any order in which those of one parent follow each other rightly."""
        self.nodes: dict[str, Node] = {node.key: node for node in nodes}
        self.arrange()

    @classmethod
    def of(cls, contents: Contents) -> Tree:
        """From what `contents` gave."""
        return cls(Node.of(row) for row in contents["nodes"])

    def contents(self) -> Contents:
        """As JSON keeps it."""
        return {"nodes": [asdict(node) for node in self.nodes.values()]}

    def children(self, key: str) -> list[Node]:
        """What stands right below, in its order."""
        return [node for node in self.nodes.values() if node.parent == key]

    def below(self, key: str) -> Iterator[Node]:
        """Everything below, in the order of the tree."""
        for child in self.children(key):
            yield child
            yield from self.below(child.key)

    def path(self, key: str) -> list[Node]:
        """From the top down to a node, itself included."""
        found: list[Node] = []
        node = self.nodes.get(key)
        while node is not None and node not in found:
            found.append(node)
            node = self.nodes.get(node.parent)
        return found[::-1]

    def depth(self, key: str) -> int:
        """1 at the top."""
        return len(self.path(key))

    def arrange(self) -> None:
        """Put every node behind its parent. What names a parent that is gone stands at the top."""
        for node in self.nodes.values():
            if node.parent not in self.nodes:
                node.parent = TOP
        below: dict[str, list[Node]] = {}
        for node in self.nodes.values():
            below.setdefault(node.parent, []).append(node)
        arranged: dict[str, Node] = {}
        waiting = below.get(TOP, [])[::-1]
        while waiting:
            node = waiting.pop()
            arranged[node.key] = node
            waiting += below.get(node.key, [])[::-1]
        self.nodes = arranged
