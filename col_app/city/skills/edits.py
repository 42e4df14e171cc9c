"""What can be done to a spine: changes of a tree alone, which a draft keeps."""

from __future__ import annotations

from collections.abc import Collection

from col_app.core.ids import slugify
from col_app.learning.skills.tree import TOP, Node, Tree

MOST_DEPTH, MOST_NODES = 4, 1000


class UnknownError(LookupError):
    """There is no such skill in this draft."""


class TooDeepError(ValueError):
    """The tree would have more than MOST_DEPTH levels."""


class TooManyError(ValueError):
    """The tree would hold more than MOST_NODES skills."""


class LoopError(ValueError):
    """A skill would stand below itself, or become part of itself."""


class MisplacedError(ValueError):
    """Groups stand at the top and hold skills; only skills become part of skills."""


class PublishedError(ValueError):
    """What was published is hidden or merged: its address has to go on."""


def get(tree: Tree, key: str) -> Node:
    """A node of the tree. Raises UnknownError."""
    node = tree.nodes.get(key)
    if node is None:
        raise UnknownError(key)
    return node


def free_key(name: str, taken: Collection[str]) -> str:
    """The word in the address of a new skill: its name, with a number where that is taken."""
    word, number = slugify(name), 1
    found = word
    while found in taken:
        number += 1
        found = f"{word}-{number}"
    return found


def add(tree: Tree, node: Node) -> None:
    """Put a new node behind its siblings. Raises UnknownError, TooDeepError, TooManyError."""
    if len(tree.nodes) >= MOST_NODES:
        raise TooManyError
    _check_place(tree, node, node.parent)
    tree.nodes[node.key] = node
    tree.arrange()


def move_under(tree: Tree, key: str, parent: str) -> None:
    """Let a skill, with all below it, stand under another one, behind what stands there.

    Raises UnknownError, LoopError, MisplacedError, TooDeepError.
    """
    node = get(tree, key)
    if node.parent == parent:
        return
    _check_place(tree, node, parent)
    node.parent = parent
    tree.nodes[key] = tree.nodes.pop(key)
    tree.arrange()


def _check_place(tree: Tree, node: Node, parent: str) -> None:
    if parent == TOP:
        return
    above = get(tree, parent)
    if node.is_group or above.merged_into:
        raise MisplacedError
    if node in tree.path(parent):
        raise LoopError
    deepest = max(
        (tree.depth(each.key) - tree.depth(node.key) for each in tree.below(node.key)), default=0
    )
    if tree.depth(parent) + 1 + deepest > MOST_DEPTH:
        raise TooDeepError


def step(tree: Tree, key: str, by: int) -> None:
    """Move a node up (-1) or down (1) among its siblings, not beyond them. Raises UnknownError."""
    node = get(tree, key)
    siblings = [each.key for each in tree.children(node.parent)]
    at = siblings.index(key)
    to = min(len(siblings) - 1, max(0, at + by))
    siblings.insert(to, siblings.pop(at))
    place(tree, siblings)


def place(tree: Tree, keys: Collection[str]) -> None:
    """Let these nodes follow each other in this order where they stand."""
    others = [node for node in tree.nodes.values() if node.key not in keys]
    tree.nodes = {each.key: each for each in (*others, *(tree.nodes[key] for key in keys))}
    tree.arrange()


def hide(tree: Tree, key: str) -> None:
    """Offer a skill, and all below it, to nobody any more. Raises UnknownError."""
    for node in (get(tree, key), *tree.below(key)):
        node.is_hidden = True


def show(tree: Tree, key: str) -> None:
    """Offer a skill again, with all below it and what it stands under. Raises UnknownError."""
    get(tree, key)
    for node in (*tree.path(key), *tree.below(key)):
        node.is_hidden = False


def merge(tree: Tree, key: str, into: str) -> None:
    """Let a skill become part of another one; what stands below it stands below that at once.

    Raises UnknownError, LoopError, MisplacedError, TooDeepError.
    """
    node, target = get(tree, key), get(tree, into)
    if node.is_group or target.is_group or target.merged_into:
        raise MisplacedError
    if node in tree.path(into):
        raise LoopError
    if any(each.merged_into == key for each in tree.nodes.values()):
        raise MisplacedError
    for child in tree.children(key):
        move_under(tree, child.key, into)
    node.merged_into = into


def keep_apart(tree: Tree, key: str) -> None:
    """Do not merge a skill after all. Raises UnknownError."""
    get(tree, key).merged_into = ""


def remove(tree: Tree, key: str) -> None:
    """Take out what was never published; what stands below it moves up.

    Raises UnknownError, PublishedError, MisplacedError (something becomes part of it).
    """
    node = get(tree, key)
    if node.id is not None:
        raise PublishedError
    if any(each.merged_into == key for each in tree.nodes.values()):
        raise MisplacedError
    for child in tree.children(key):
        child.parent = node.parent
    del tree.nodes[key]
    tree.arrange()
