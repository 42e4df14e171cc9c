"""What the editor of a skill sends, as a change of the tree."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from werkzeug.datastructures import MultiDict

from col_app.city.skills import edits
from col_app.core.i18n import FALLBACK
from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext
from col_app.learning.skills import esco
from col_app.learning.skills.models import (
    LONGEST_DESCRIPTION,
    LONGEST_LABEL,
    LONGEST_URL,
    MOST_LEVELS,
)
from col_app.learning.skills.tree import Level, Link, Node, Tree

Form = MultiDict[str, str]
LONGEST_FRAMEWORK, MOST_LINKS = 80, 8
SAVE = "save"


@dataclass(slots=True)
class Sent:
    """A skill as the form has it, in its tree. `step` and `target` are what its button asks for.

    `link` is what stands in the fields of a link that was not taken in.
    """

    tree: Tree
    node: Node
    lang: str
    revision: int
    step: str
    target: str
    link: Link = field(default_factory=lambda: Link("", ""))
    faults: dict[str, str] = field(default_factory=dict)


def revision(form: Form) -> int:
    """The revision that a form was made upon."""
    text = form.get("revision", "")
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else 0


def line(form: Form, name: str) -> str:
    """A field of one line, without needless spaces."""
    return " ".join(form.get(name, "").split())


def read(form: Form, tree: Tree, key: str, lang: str) -> Sent:
    """The tree with one skill as the form says, in one language, after its one step.

    Raises edits.UnknownError.
    """
    step, _dash, target = form.get("do", SAVE).partition("-")
    sent = Sent(tree, edits.get(tree, key), lang, revision(form), step, target)
    sent.link = Link(line(form, "framework"), form.get("url", "").strip(), line(form, "link_name"))
    _read_texts(form, sent)
    _read_levels(form, sent)
    _read_links(form, sent)
    _read_place(form, sent)
    return sent


def _read_texts(form: Form, sent: Sent) -> None:
    node, lang = sent.node, sent.lang
    node.names = _told(node.names, lang, line(form, "name"))
    text = form.get("description", "").replace("\r\n", "\n").strip()
    node.descriptions = _told(node.descriptions, lang, text)
    sent.faults |= too_long("name", node.names.get(lang, ""), LONGEST_LABEL)
    sent.faults |= too_long("description", text, LONGEST_DESCRIPTION)
    if not node.names:
        sent.faults["name"] = _("Give it a name in one language at least.")
    elif text and lang not in node.names:
        sent.faults["name"] = _("Give it a name in this language too, or take the description out.")


def _told(texts: dict[str, str], lang: str, text: str) -> dict[str, str]:
    return {key: said for key, said in (texts | {lang: text}).items() if said}


def too_long(name: str, text: str, most: int) -> dict[str, str]:
    """The fault of a field, if its text is too long."""
    if len(text) <= most:
        return {}
    return {
        name: ngettext("Use at most %(num)d character.", "Use at most %(num)d characters.", most)
    }


def _read_levels(form: Form, sent: Sent) -> None:
    levels = []
    for at in dict.fromkeys(form.getlist("level")):
        if re.fullmatch(r"[0-9]", at):
            levels.append(_level(form, at, sent))
    if sent.step == "level" and len(levels) >= MOST_LEVELS:
        sent.faults["levels"] = ngettext(
            "A skill has at most %(num)d level.", "A skill has at most %(num)d levels.", MOST_LEVELS
        )
    elif sent.step == "level":
        levels.append(Level())
    sent.node.levels = _arranged(levels[:MOST_LEVELS], sent)
    if sent.step in (SAVE, "publish"):
        sent.node.levels = [level for level in sent.node.levels if level.names]


def _level(form: Form, at: str, sent: Sent) -> Level:
    before = sent.node.levels
    kept = before[int(at)] if int(at) < len(before) else Level()
    name, text = line(form, f"level-{at}"), line(form, f"about-{at}")
    sent.faults |= too_long(f"level-{at}", name, LONGEST_LABEL)
    sent.faults |= too_long(f"about-{at}", text, LONGEST_DESCRIPTION)
    if text and not name:
        sent.faults[f"level-{at}"] = _("Name the level, or take its description out.")
    return Level(_told(kept.names, sent.lang, name), _told(kept.descriptions, sent.lang, text))


def _arranged(levels: list[Level], sent: Sent) -> list[Level]:
    """The levels with one of them a place up, a place down, or gone."""
    steps = {"up": -1, "down": 1, "remove": 0}
    at = int(sent.target) if re.fullmatch(r"[0-9]", sent.target) else len(levels)
    if sent.step not in steps or at >= len(levels):
        return levels
    level = levels.pop(at)
    if sent.step != "remove":
        levels.insert(min(len(levels), max(0, at + steps[sent.step])), level)
    return levels


def _read_links(form: Form, sent: Sent) -> None:
    node = sent.node
    if sent.step == "unlink" and sent.target.isdecimal() and len(sent.target) < 3:
        node.links = [link for at, link in enumerate(node.links) if at != int(sent.target)]
    elif sent.step == "esco":
        concept = esco.concepts().get(f"{esco.BASE}skill/{sent.target}")
        if concept:
            name = concept.labels[FALLBACK]
            _take_link(sent, Link(esco.FRAMEWORK, concept.uri, name), "find")
    elif sent.step == "link" or sent.link.url:
        sent.faults |= link_faults(sent.link)
        if not {"framework", "url", "link_name"} & set(sent.faults):
            _take_link(sent, sent.link, "url")
            sent.link = sent.link if sent.faults else Link("", "")


def _take_link(sent: Sent, link: Link, place: str) -> None:
    taken = {each.url for each in sent.node.links} | {sent.node.uri}
    if link.url in taken:
        sent.faults[place] = _("This link is there already.")
    elif len(sent.node.links) >= MOST_LINKS:
        sent.faults[place] = too_many_links()
    else:
        sent.node.links.append(link)


def too_many_links() -> str:
    """Why no more links fit in."""
    return ngettext(
        "A skill has at most %(num)d link.", "A skill has at most %(num)d links.", MOST_LINKS
    )


def link_faults(link: Link) -> dict[str, str]:
    """What is wrong with a link to another framework, by field."""
    faults = too_long("framework", link.framework, LONGEST_FRAMEWORK)
    faults |= too_long("link_name", link.name, LONGEST_LABEL) | too_long(
        "url", link.url, LONGEST_URL
    )
    if not link.framework:
        faults["framework"] = _("Say which framework this is, such as DigComp 2.2.")
    if not _is_address(link.url):
        faults["url"] = _("Write the whole address, beginning with https://.")
    return faults


def _is_address(url: str) -> bool:
    if esco.is_esco(url):
        return bool(re.fullmatch(r"[!-~]+", url))
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    is_plain = re.fullmatch(r"[^\s<>\"\\^`{|}]+", url) and not parts.username
    return bool(is_plain and parts.scheme == "https" and "." in (parts.hostname or ""))


def _read_place(form: Form, sent: Sent) -> None:
    parent = form.get("parent", sent.node.parent)
    try:
        edits.move_under(sent.tree, sent.node.key, parent)
    except edits.UnknownError:
        sent.faults["parent"] = _("This is not there any more. Choose another place.")
    except (edits.LoopError, edits.MisplacedError):
        sent.faults["parent"] = _("It cannot stand there. Choose another place.")
    except edits.TooDeepError:
        sent.faults["parent"] = too_deep()


def too_deep() -> str:
    """Why a skill cannot stand somewhere."""
    return ngettext(
        "The tree has at most %(num)d level.", "The tree has at most %(num)d levels.",
        edits.MOST_DEPTH,
    )  # fmt: skip
