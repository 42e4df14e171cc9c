"""Addresses that people type or send as a file: read as they come, judged line by line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from col_app.core import sheets
from col_app.people.accounts import addresses
from col_app.recognition.batches.actions import Entry

MOST_LINES = 10_000
MOST_NARRATIVE = 2000


class Reason(StrEnum):
    """Why a line cannot be used."""

    ADDRESS = "address"
    TWICE = "twice"
    LONG = "long"
    COLUMNS = "columns"


class TooManyLinesError(ValueError):
    """More lines than one action may have."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that cannot be used: its number in the file, what stands there, and why."""

    line: int
    text: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Read:
    """What a list says."""

    entries: list[Entry]
    faults: list[Fault]


def read_file(data: bytes) -> Read:
    """A CSV file: an address and, if you like, a narrative; a line of headings may come first.

    Raises sheets.UnreadableError, TooManyLinesError.
    """
    rows = sheets.rows(data)
    if rows and "@" not in "".join(rows[0][1][:1]):
        rows = rows[1:]
    return _judged(rows)


def read_text(text: str, narrative: str) -> Read:
    """Addresses as people paste them, one narrative for all.

    On lines of their own or with commas, semicolons or spaces between them, and as mail programs
    write them: `Ona <ona@example.org>`. Words that are no address stay together as one fault.
    """
    pieces = [
        (number, address)
        for number, line in enumerate(text.splitlines(), start=1)
        for piece in re.split("[,;]", line)
        for address in _addresses(piece.strip())
    ]
    return _judged((number, [address, narrative]) for number, address in pieces)


def _addresses(piece: str) -> list[str]:
    inside = re.search("<([^<>]+)>$", piece)
    if inside:
        return [inside[1].strip()]
    words = piece.split()
    return words if all("@" in word for word in words) else [piece]


def _judged(rows: Iterable[tuple[int, list[str]]]) -> Read:
    found, seen = Read([], []), set[str]()
    for number, cells in rows:
        if not any(cells):
            continue
        if len(found.entries) + len(found.faults) >= MOST_LINES:
            raise TooManyLinesError
        judged = _line(cells, seen)
        if isinstance(judged, Reason):
            found.faults.append(Fault(number, cells[0][:80], judged))
        else:
            found.entries.append(judged)
    return found


def _line(cells: list[str], seen: set[str]) -> Entry | Reason:
    narrative = cells[1] if len(cells) > 1 else ""
    if any(cells[2:]):
        return Reason.COLUMNS
    if len(narrative) > MOST_NARRATIVE:
        return Reason.LONG
    try:
        email = addresses.normal_form(cells[0])
    except addresses.AddressError:
        return Reason.ADDRESS
    if email in seen:
        return Reason.TWICE
    seen.add(email)
    return Entry(email=email, narrative=narrative)
