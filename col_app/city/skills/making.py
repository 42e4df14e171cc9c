"""New skills, and what the buttons of the editor do to one beside its texts."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

import tenancy
from col_app.city.skills import edits
from col_app.city.skills.faces import BASE
from col_app.city.skills.forms import Form, Sent, line, too_deep, too_long
from col_app.core import web
from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext
from col_app.learning.skills import esco, queries
from col_app.learning.skills.esco import Concept
from col_app.learning.skills.models import LONGEST_LABEL
from col_app.learning.skills.tree import TOP, Node, Tree

GROUP = "group"
WORDS = frozenset({"order", "draft", "publication", "coverage", "import"})
"""Tails of our own addresses, which no skill may have."""


@dataclass(slots=True)
class New:
    """What the form of a new skill says. `code` is that of a skill of ESCO."""

    name: str
    parent: str
    code: str
    faults: dict[str, str]
    is_group: bool = False


def blank(tree: Tree) -> New:
    """An empty form; the first group is proposed, since what stands beside the tree is not seen."""
    first = next((node.key for node in tree.nodes.values() if node.is_group), TOP)
    return New("", first, "", {})


def read(form: Form, tree: Tree, lang: str) -> New:
    """The form of a new skill or group."""
    step, _dash, code = form.get("do", "").partition("-")
    code = code if step == "esco" else ""
    new = New(line(form, "name"), form.get("parent", TOP), code, {}, step == GROUP)
    if new.is_group:
        new.parent = TOP
    if code:
        concept = esco.concepts().get(f"{esco.BASE}skill/{code}")
        if concept is None or concept.uri in {node.uri for node in tree.nodes.values()}:
            new.faults["find"] = _("This skill is in the tree already.")
        return new
    new.faults |= too_long("name", new.name, LONGEST_LABEL)
    if not new.name:
        new.faults["name"] = _("Give it a name.")
    elif any(node.names.get(lang, "").casefold() == new.name.casefold() for node in _alive(tree)):
        new.faults["name"] = _("There is one of this name already.")
    return new


def _alive(tree: Tree) -> list[Node]:
    return [node for node in tree.nodes.values() if not node.merged_into]


def node(new: New, tree: Tree, lang: str) -> Node:
    """A node as the form says; its address is made of its name and stays."""
    taken = {*tree.nodes, *queries.taken_words(), *WORDS}
    if new.code:
        concept = esco.concepts()[f"{esco.BASE}skill/{new.code}"]
        key = edits.free_key(concept.labels["en"], taken)
        return Node(key=key, parent=new.parent, uri=concept.uri, names=dict(concept.labels))
    if new.is_group:
        return Node(key=edits.free_key(f"group {new.name}", taken), names={lang: new.name})
    key = edits.free_key(new.name, taken)
    return Node(key=key, parent=new.parent, uri=own_uri(key), names={lang: new.name})


def own_uri(key: str) -> str:
    """What credentials call a skill of the city's own: the address of its page, for ever."""
    return web.issuer_url(tenancy.current_city(), f"/skills/{key}")


def found(tree: Tree, words: str, order: tuple[str, ...], most: int) -> list[tuple[str, str]]:
    """(code, name) of skills of ESCO with these words that the tree does not hold."""
    held = {node.uri for node in tree.nodes.values()}
    some = [each for each in esco.find(words, order, most + len(held)) if each.uri not in held]
    return [(each.code, each.label(order)) for each in some[:most]]


def too_many() -> str:
    """Why nothing more fits in."""
    return ngettext(
        "The tree holds at most %(num)d skill.", "The tree holds at most %(num)d skills.",
        edits.MOST_NODES,
    )  # fmt: skip


def hints(node: Node, lang: str, order: tuple[str, ...]) -> dict[str, str]:
    """What stands in the fields in another language, where this one has nothing yet."""
    if lang in node.names:
        return {}
    other = next((code for code in (*order, *node.names) if code in node.names), "")
    return {"name": node.names.get(other, ""), "description": node.descriptions.get(other, "")}


def esco_name(node: Node, order: tuple[str, ...]) -> str:
    """What ESCO calls a skill that comes from there; empty for the city's own."""
    known: Concept | None = esco.concepts().get(node.uri)
    if known is not None:
        return known.label(order)
    return node.uri if esco.is_esco(node.uri) else ""


CHANGES = {
    "apart": edits.keep_apart, "hide": edits.hide, "show": edits.show, "delete": edits.remove,
}  # fmt: skip


def apply(form: Form, sent: Sent) -> None:
    """Do what the button asks for on top; what stands against it goes into the faults."""
    tree, key = sent.tree, sent.node.key
    try:
        if sent.step == "merge":
            edits.merge(tree, key, form.get("into", ""))
        elif sent.step in CHANGES:
            CHANGES[sent.step](tree, key)
    except edits.TooDeepError:
        sent.faults["into"] = too_deep()
    except (edits.UnknownError, edits.LoopError, edits.MisplacedError):
        sent.faults["into"] = _("It cannot become part of this one. Choose another.")
    except edits.PublishedError:
        sent.faults["into"] = _("It was published: hide it, or let it become part of another one.")


DID = {
    "merge": "merged", "apart": "kept_apart", "hide": "hidden", "show": "shown",
    "delete": "removed", "link": "linked", "esco": "linked", "unlink": "unlinked",
}  # fmt: skip
ANCHORS = {
    "level": "levels", "up": "levels", "down": "levels", "remove": "levels", "link": "links",
    "esco": "links", "unlink": "links", "find": "links", "lang": "texts", "apart": "more",
    "merge": "more", "hide": "more", "show": "more",
}  # fmt: skip


def did(step: str) -> str:
    """How the audit calls a step of the editor."""
    return DID.get(step, "changed")


def onwards(sent: Sent, find: str) -> str:
    """Where a step leads."""
    if sent.step in ("delete", "tree"):
        return BASE
    if sent.step == "publish":
        return f"{BASE}/publication"
    asked = {"in": sent.target if sent.step == "lang" else sent.lang}
    if sent.step == "find" and find:
        asked["find"] = find
    anchor = ANCHORS.get(sent.step, "")
    return f"{BASE}/{sent.node.key}?{urlencode(asked)}" + (f"#{anchor}" if anchor else "")
