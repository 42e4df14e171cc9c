"""What people send about a list, as clean values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from werkzeug.datastructures import MultiDict

from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext
from col_app.learning.lists.actions import Item
from col_app.learning.lists.models import (
    LONGEST_ABOUT,
    LONGEST_NOTE,
    LONGEST_TITLE,
    Visibility,
)
from col_app.learning.saved import elsewhere, things
from col_app.learning.saved.faces import Key

DONE = "done"


@dataclass(slots=True)
class Draft:
    """A list as the form has it. `stays_at` is the item to come back to, empty when done."""

    title: str = ""
    about: str = ""
    visibility: Visibility = Visibility.PRIVATE
    items: list[Item] = field(default_factory=list)
    stays_at: str = ""
    address: str = ""
    faults: dict[str, str] = field(default_factory=dict)


def read(form: MultiDict[str, str]) -> Draft:
    """Everything the form holds, and the one step (`do`) that its button asks for on top."""
    step, _dash, stays_at = form.get("do", DONE).partition("-")
    draft = Draft(
        _one_line(form.get("title", "")),
        form.get("about", "").strip(),
        _visibility(form.get("visibility", "")),
        _items(form),
        "" if step == DONE else stays_at or step,
        form.get("address", "").strip(),
    )
    key = things.read_key(stays_at)
    if key:
        draft.items = _after(step, key, draft.items)
    draft.faults = _faults(draft)
    _add_by_address(draft)
    return draft


def _add_by_address(draft: Draft) -> None:
    """Put the activity in whose address somebody pasted, from whichever city it is."""
    if not draft.address:
        return
    key = elsewhere.read_address(draft.address)
    if key is None or not things.of([key]):
        draft.faults["address"] = _("No activity that can be seen has this address.")
    else:
        draft.items.append(Item(*key))
        draft.address = ""


def _visibility(word: str) -> Visibility:
    return Visibility(word) if word in set(Visibility) else Visibility.PRIVATE


def _items(form: MultiDict[str, str]) -> list[Item]:
    optional = set(form.getlist("optional"))
    texts = dict.fromkeys((*form.getlist("item"), *form.getlist("add")))
    keys = {text: things.read_key(text) for text in texts}
    return [
        Item(*key, _one_line(form.get(f"note-{text}", "")), text not in optional)
        for text, key in keys.items()
        if key
    ]


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _after(step: str, key: Key, items: Sequence[Item]) -> list[Item]:
    """The items with one of them a place up, a place down, or gone."""
    keys = [(item.kind, item.thing_id) for item in items]
    if key not in keys:
        return list(items)
    at, left = keys.index(key), list(items)
    item = left.pop(at)
    if step != "remove":
        left.insert(max(0, at + {"up": -1, "down": 1}.get(step, 0)), item)
    return left


def _faults(draft: Draft) -> dict[str, str]:
    faults = {}
    if not draft.title:
        faults["title"] = _("Give your list a name.")
    for name, words, most in (
        ("title", draft.title, LONGEST_TITLE),
        ("about", draft.about, LONGEST_ABOUT),
    ):
        if len(words) > most:
            faults[name] = _at_most(most)
    for item in draft.items:
        if len(item.note) > LONGEST_NOTE:
            faults[f"note-{item.kind}-{item.thing_id}"] = _at_most(LONGEST_NOTE)
    return faults


def _at_most(most: int) -> str:
    return ngettext("Use at most %(num)d character.", "Use at most %(num)d characters.", most)
