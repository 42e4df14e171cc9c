"""A document with blanks, compiled once and then filled quickly.

Canonicalizing one badge costs milliseconds, and badges of one kind differ in a few texts only.
So the slow path runs once with a marker in each slot, and what comes out is cut at the markers.
Lines without a slot are sorted once; the others find their places among them when they are
filled. All of it is UTF-8, whose order is that of the code points.
"""

import hashlib
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate
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
        lines = [cut.split(line + "\n") for line in text.split("\n")[:-1]]
        self._open = b"".join(_pattern(line, markers) for line in lines if len(line) > 1)
        self._fixed = [line[0].encode() for line in lines if len(line) == 1]
        self._starts = list(accumulate(map(len, self._fixed), initial=0))
        self._text = b"".join(self._fixed)
        self._json = _pattern(cut.split(orjson.dumps(document).decode()), markers)
        if any(b"%%(%s)s" % slot.encode() not in self._json for slot in slots):
            raise ValueError("a slot does not appear in the document")

    def digest(self, slots: Mapping[str, str]) -> bytes:
        """SHA-256 of the canonical N-Quads with ``slots`` filled in."""
        return hashlib.sha256(b"".join(self._pieces(slots))).digest()

    def json(self, slots: Mapping[str, str]) -> bytes:
        """The document with ``slots`` filled in, as orjson writes it."""
        return self._json % {
            slot.encode(): orjson.dumps(text)[1:-1] for slot, text in slots.items()
        }

    def _pieces(self, slots: Mapping[str, str]) -> Iterator[bytes]:
        escaped = {
            slot.encode(): (escape(text) if _NEEDS_ESCAPE.search(text) else text).encode()
            for slot, text in slots.items()
        }
        fixed, size = self._fixed, len(self._fixed)
        written = place = 0
        # keys: two lines become one when their slots hold the same text
        for line in dict.fromkeys(sorted((self._open % escaped).splitlines(keepends=True))):
            if place < size and fixed[place] < line:
                place = bisect_left(fixed, line, place + 1)
                yield self._text[written : self._starts[place]]
                written = self._starts[place]
            if place == size or fixed[place] != line:
                yield line
        yield self._text[written:]


def _marker(slot: str) -> str:
    return "urn:slot:" + hashlib.sha256(slot.encode()).hexdigest()[:24]


def _pattern(pieces: Sequence[str], markers: Mapping[str, str]) -> bytes:
    return "".join(
        f"%({markers[piece]})s" if piece in markers else piece.replace("%", "%%")
        for piece in pieces
    ).encode()
