"""Tables as people keep them in spreadsheets: read as they come, written so that nothing runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

Rows = list[tuple[int, list[str]]]
_DELIMITERS = ";,\t"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# without it spreadsheets take a file for one in the letters of their own country
_MARK = "\ufeff"


class UnreadableError(ValueError):
    """The file is no text, or no table."""


def rows(data: bytes) -> Rows:
    """The lines of a CSV file with the numbers they end on, cells without blanks around them.

    UTF-8 (with or without BOM) or UTF-16, separated by comma, semicolon or tab. Raises
    UnreadableError.
    """
    found = text(data)
    first = found.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    lines = csv.reader(io.StringIO(found, newline=""), delimiter=delimiter, strict=True)
    try:
        return [(lines.line_num, [cell.strip() for cell in row]) for row in lines]
    except csv.Error as fault:
        raise UnreadableError from fault


def text(data: bytes) -> str:
    """A file of UTF-8 or UTF-16, without its byte order mark. Raises UnreadableError."""
    is_wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    try:
        found = data.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError as fault:
        raise UnreadableError from fault
    if "\x00" in found:
        raise UnreadableError
    return found


def written(lines: Iterable[Sequence[str | int]]) -> str:
    """A CSV file of these lines; no spreadsheet takes a cell of it for a formula."""
    out = io.StringIO()
    csv.writer(out).writerows([safe(cell) for cell in line] for line in lines)
    return _MARK + out.getvalue()


def safe(cell: str | int) -> str | int:
    """A cell that is text for every spreadsheet, whatever it begins with."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def bare(cell: str) -> str:
    """What `safe` was given."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell
