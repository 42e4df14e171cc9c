"""A document with blanks, compiled once and then filled quickly.

Canonicalizing one badge costs milliseconds, and badges of one kind differ in a few texts only.
So the slow path runs once with a marker in each slot; what comes out is cut at the markers. The
order of the lines is decided at that time too, except where it depends on what fills the slots.
"""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import orjson

from col_app.recognition.credentials.canonical import canonical
from col_app.recognition.credentials.rdfc import escape

Build = Callable[[Mapping[str, str]], Mapping[str, Any]]

_NEEDS_ESCAPE = re.compile(r'["\\\x00-\x1f\x7f]')


class Form:
    """``build(slots)`` as canonical N-Quads and as JSON, for any texts in the slots."""

    def __init__(self, build: Build, slots: Sequence[str]) -> None:
        """Compile; raise ValueError when a slot cannot be filled without the slow path."""
        markers = {_marker(slot): slot for slot in slots}
        document = build({slot: marker for marker, slot in markers.items()})
        self.contexts = tuple(document["@context"])
        text = canonical(document)
        if len(set(re.findall(r"_:c14n\d+", text))) > 1:
            raise ValueError("more than one blank node: labels may depend on the slots")
        cut = re.compile("(" + "|".join(map(re.escape, markers)) + ")")
        lines = [cut.split(line) for line in text.split("\n")[:-1]]
        self._groups = [
            ("\n".join(_pattern(line, markers) for line in group), len(group) > 1)
            for group in _groups(lines)
        ]
        self._json = _pattern(cut.split(orjson.dumps(document).decode()), markers)
        if any(f"%({slot})s" not in self._json for slot in slots):
            raise ValueError("a slot does not appear in the document")

    def canonical(self, slots: Mapping[str, str]) -> str:
        """The canonical N-Quads with ``slots`` filled in."""
        escaped = {
            slot: escape(text) if _NEEDS_ESCAPE.search(text) else text
            for slot, text in slots.items()
        }
        return "".join(
            _sorted(pattern % escaped) if is_open else pattern % escaped + "\n"
            for pattern, is_open in self._groups
        )

    def json(self, slots: Mapping[str, str]) -> str:
        """The document with ``slots`` filled in, as orjson writes it."""
        return self._json % {slot: _json_text(text) for slot, text in slots.items()}


def _marker(slot: str) -> str:
    return "urn:slot:" + hashlib.sha256(slot.encode()).hexdigest()[:24]


def _pattern(pieces: Sequence[str], markers: Mapping[str, str]) -> str:
    return "".join(
        f"%({markers[piece]})s" if piece in markers else piece.replace("%", "%%")
        for piece in pieces
    )


def _groups(lines: list[list[str]]) -> list[list[list[str]]]:
    """Cut sorted lines into the smallest runs whose order among each other is certain."""
    groups: list[list[list[str]]] = []
    reach = -1
    for number, line in enumerate(lines):
        if number > reach:
            groups.append([])
        groups[-1].append(line)
        uncertain = [
            other for other in range(number + 1, len(lines)) if not _differ(line, lines[other])
        ]
        reach = max([reach, *uncertain])
    return groups


def _differ(first: list[str], second: list[str]) -> bool:
    """Say whether two lines differ before any slot can make a difference.

    Pieces with odd numbers are slots, the others fixed text.
    """
    for number, (one, other) in enumerate(zip(first, second, strict=False)):
        if one != other:
            size = min(len(one), len(other))
            return number % 2 == 0 and one[:size] != other[:size]
    return False


def _sorted(text: str) -> str:
    # keys: two lines become one when their slots hold the same text
    return "\n".join(dict.fromkeys(sorted(text.split("\n")))) + "\n"


def _json_text(text: str) -> str:
    return orjson.dumps(text).decode()[1:-1]
