"""Learners' lists as pages show them: values in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from col_app.core.speech import gettext as _
from col_app.learning.lists.actions import Item
from col_app.learning.lists.models import Visibility
from col_app.learning.playlists.progress import Progress
from col_app.learning.saved.faces import Key, Thing
from col_app.learning.saved.models import Kind
from col_app.people.members import names

Row = Mapping[str, Any]
INDEX = "/lists"


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing in a list."""

    thing: Thing
    note: str
    is_mandatory: bool
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class Original:
    """The list that a copy is based on. `href` is empty once it is closed."""

    by: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Face:
    """What a list says of itself."""

    href: str
    title: str
    about: str
    by: str
    visibility: Visibility
    entries: list[Entry]
    original: Original | None


@dataclass(frozen=True, slots=True)
class Line:
    """A list in one line, for its owner."""

    href: str
    title: str
    visibility: Visibility
    count: int


def line(row: Row) -> Line:
    """The values of one row of `queries.of_person`."""
    visibility = Visibility(row["visibility"])
    return Line(f"{INDEX}/{row['public_id']}", row["title"], visibility, row["item_count"])


def visibility_labels() -> dict[Visibility, str]:
    """What a list's visibility is called."""
    return {
        Visibility.PRIVATE: _("Only you"),
        Visibility.UNLISTED: _("Whoever has the link"),
        Visibility.PUBLIC: _("Everybody"),
    }


def items(row: Row) -> list[Item]:
    """The items of a row of `queries`, also those that nobody may see now."""
    return [
        Item(Kind(item["kind"]), item["thing_id"], item["note"], item["is_mandatory"])
        for item in row["items"] or ()
    ]


def keys(rows: Sequence[Row]) -> list[Key]:
    """What stands in these lists."""
    return [(item.kind, item.thing_id) for row in rows for item in items(row)]


def entries(
    held: Sequence[Item], found: Mapping[Key, Thing], done: frozenset[int] = frozenset()
) -> list[Entry]:
    """The items that may be seen."""
    return [
        Entry(
            found[item.kind, item.thing_id],
            item.note,
            item.is_mandatory,
            item.kind is Kind.ACTIVITY and item.thing_id in done,
        )
        for item in held
        if (item.kind, item.thing_id) in found
    ]


def face(row: Row, found: Mapping[Key, Thing], done: frozenset[int] = frozenset()) -> Face:
    """The values of one row of `queries`."""
    return Face(
        href=f"{INDEX}/{row['public_id']}",
        title=row["title"],
        about=row["about"],
        by=names.short(row["name"]) or _("a learner"),
        visibility=Visibility(row["visibility"]),
        entries=entries(items(row), found, done),
        original=_original(row),
    )


def _original(row: Row) -> Original | None:
    if row["original_public_id"] is None:
        return None
    is_open = row["original_visibility"] != Visibility.PRIVATE
    return Original(
        names.short(row["original_name"]) or _("a learner"),
        row["original_title"] if is_open else "",
        f"{INDEX}/{row['original_public_id']}" if is_open else "",
    )


def progress(shown: Sequence[Entry]) -> Progress:
    """How many of the activities that are needed the reader has done."""
    path = [e for e in shown if e.is_mandatory and e.thing.kind is Kind.ACTIVITY]
    return Progress(sum(entry.is_done for entry in path), len(path))
