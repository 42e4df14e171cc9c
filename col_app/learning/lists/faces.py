"""Learners' lists as pages show them: values in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from col_app.core.speech import gettext as _
from col_app.learning.lists.actions import Item
from col_app.learning.lists.models import Visibility
from col_app.learning.playlists import completion
from col_app.learning.playlists.progress import Progress
from col_app.learning.saved import elsewhere
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
    """The list that a copy is based on. `href` is empty once it is closed; `first_by` made the
    first list of a row of copies.
    """

    by: str
    title: str
    href: str
    first_by: str = ""


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
    held: Sequence[Item], found: Mapping[Key, Thing], done: frozenset[Key] = frozenset()
) -> list[Entry]:
    """The items that may be seen."""
    return [
        Entry(
            found[item.kind, item.thing_id],
            item.note,
            item.is_mandatory,
            (item.kind, item.thing_id) in done,
        )
        for item in held
        if (item.kind, item.thing_id) in found
    ]


def face(
    row: Row, found: Mapping[Key, Thing], done: frozenset[Key] = frozenset(), origin: str = ""
) -> Face:
    """The values of one row of `queries`; `origin` as it says."""
    return Face(
        href=f"{INDEX}/{row['public_id']}",
        title=row["title"],
        about=row["about"],
        by=names.short(row["name"]) or _("a learner"),
        visibility=Visibility(row["visibility"]),
        entries=entries(items(row), found, done),
        original=_original(row, origin),
    )


def _original(row: Row, origin: str) -> Original | None:
    if row["original_public_id"] is None:
        return None
    is_open = row["original_visibility"] != Visibility.PRIVATE
    return Original(
        names.short(row["original_name"]) or _("a learner"),
        row["original_title"] if is_open else "",
        f"{INDEX}/{row['original_public_id']}" if is_open else "",
        names.short(origin),
    )


def done_by(person_id: int, rows: Sequence[Row]) -> frozenset[Key]:
    """The activities of these lists that a person has done, here and in other cities."""
    steps = {
        thing_id: found
        for kind, thing_id in keys(rows)
        if kind is Kind.ELSEWHERE and (found := elsewhere.step(thing_id))
    }
    asked = [{"items": [{"city": city, "activity_id": number} for city, number in steps.values()]}]
    done = completion.done_by(person_id, asked)
    return frozenset(
        {(Kind.ACTIVITY, number) for city, number in done if not city}
        | {(Kind.ELSEWHERE, thing_id) for thing_id, found in steps.items() if found in done}
    )


def progress(shown: Sequence[Entry]) -> Progress:
    """How many of the activities that are needed the reader has done."""
    path = [e for e in shown if e.is_mandatory and e.thing.kind in (Kind.ACTIVITY, Kind.ELSEWHERE)]
    return Progress(sum(entry.is_done for entry in path), len(path))
