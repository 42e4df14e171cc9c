"""Pages of a long list: which numbers are shown and where they lead."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

AROUND = 2
"""Page numbers shown on each side of the current one."""
MAX_PAGE = 2000


@dataclass(frozen=True, slots=True)
class Pages:
    """`numbers` are (number, address), with (None, "") for a gap."""

    current: int
    numbers: list[tuple[int | None, str]]
    previous_href: str
    next_href: str


def number(text: str) -> int:
    """The page a query string asks for; the first one when it cannot be read."""
    is_read = text.isascii() and text.isdecimal() and len(text) <= len(str(MAX_PAGE))
    return min(max(int(text), 1), MAX_PAGE) if is_read else 1


def last_page(total: int, size: int) -> int:
    """The number of the last page of a list of `total`; an empty list has one page too."""
    return max(1, -(-total // size))


def pages(current: int, last: int, href: Callable[[int], str]) -> Pages:
    """The first page, the last, and those around this one; `href` is where a number leads."""
    wanted = {1, last, *range(current - AROUND, current + AROUND + 1)}
    numbers: list[tuple[int | None, str]] = []
    for page in sorted(n for n in wanted if 1 <= n <= last):
        if numbers and (numbers[-1][0] or 0) < page - 1:
            numbers.append((None, ""))
        numbers.append((page, href(page)))
    return Pages(
        current,
        numbers,
        href(current - 1) if 1 < current <= last else "",
        href(current + 1) if current < last else "",
    )


def addresses(path: str, kept: Mapping[str, str]) -> Callable[[int], str]:
    """Where the numbers of a simple list lead; `kept` are its parameters, empty ones left out."""

    def href(page: int) -> str:
        pairs = {name: value for name, value in kept.items() if value}
        query = urlencode(pairs | ({"page": str(page)} if page > 1 else {}))
        return f"{path}?{query}" if query else path

    return href
