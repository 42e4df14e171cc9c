"""What a person asks of the list of activities: the address read into clean values."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlencode

WHEN = ("today", "weekend", "week", "month")
SORTS = ("date", "newest", "distance")
FACETS = ("topic", "skill", "type", "format", "when", "price", "language")
PAGE_SIZE = 24
MAX_PAGE = 2000
MAX_TEXT = 120
DEFAULT_KM = 5.0


class Arguments(Protocol):
    """The part of a query string that is read here (werkzeug's MultiDict has it)."""

    def get(self, key: str, default: str) -> str: ...

    def getlist(self, key: str) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Filters:
    """Clean values. Repeated values inside a facet mean "or"; `bbox` is W, S, E, N in degrees."""

    text: str = ""
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    from_on: dt.date | None = None
    to_on: dt.date | None = None
    age: int | None = None
    near: tuple[float, float] | None = None
    km: float = DEFAULT_KM
    bbox: tuple[float, float, float, float] | None = None
    sort: str = "date"
    page: int = 1

    def values(self, facet: str) -> tuple[str, ...]:
        """The chosen values of a facet."""
        return self.chosen.get(facet, ())

    def query(self, **changes: str | None) -> str:
        """The query string of this search with some single parameters changed or dropped."""
        pairs = [(k, v) for k, v in self.pairs() if k not in changes]
        pairs += [(k, v) for k, v in changes.items() if v is not None]
        return urlencode(pairs)

    def toggled(self, facet: str, value: str) -> str:
        """The query string with one value of a facet switched on or off, back on page one."""
        pairs = [pair for pair in self.pairs() if pair[0] != "page"]
        pair = (facet, value)
        return urlencode([p for p in pairs if p != pair] if pair in pairs else [*pairs, pair])

    def pairs(self) -> list[tuple[str, str]]:
        """This search as parameters of an address."""
        pairs = [("q", self.text)] if self.text else []
        pairs += [(facet, value) for facet in FACETS for value in self.values(facet)]
        pairs += self._single_pairs()
        if self.sort != "date":
            pairs.append(("sort", self.sort))
        if self.page > 1:
            pairs.append(("page", str(self.page)))
        return pairs

    def _single_pairs(self) -> list[tuple[str, str]]:
        single = {
            "from": self.from_on and self.from_on.isoformat(),
            "to": self.to_on and self.to_on.isoformat(),
            "age": None if self.age is None else str(self.age),
            "near": self.near and f"{self.near[0]:g},{self.near[1]:g}",
            "km": f"{self.km:g}" if self.near and self.km != DEFAULT_KM else None,
            "bbox": self.bbox and ",".join(f"{edge:g}" for edge in self.bbox),
        }
        return [(key, value) for key, value in single.items() if value]

    @property
    def is_empty(self) -> bool:
        """Whether nothing narrows the list."""
        return not [p for p in self.pairs() if p[0] not in ("page", "sort")]


def read(args: Arguments) -> tuple[Filters, frozenset[str]]:
    """(filters, names of parameters that could not be read and were left out)."""
    wrong: set[str] = set()
    near = _numbers(args.get("near", ""), 2, "near", wrong)
    bbox = _numbers(args.get("bbox", ""), 4, "bbox", wrong)
    filters = Filters(
        text=" ".join(args.get("q", "").split())[:MAX_TEXT],
        chosen={facet: _words(args.getlist(facet)) for facet in FACETS if args.getlist(facet)},
        from_on=_day(args.get("from", ""), "from", wrong),
        to_on=_day(args.get("to", ""), "to", wrong),
        age=_whole(args.get("age", ""), 0, 120, "age", wrong),
        near=(near[0], near[1]) if near else None,
        km=float(_whole(args.get("km", ""), 1, 500, "km", wrong) or DEFAULT_KM),
        bbox=(bbox[0], bbox[1], bbox[2], bbox[3]) if bbox else None,
        sort=_one_of(args.get("sort", ""), SORTS, wrong),
        page=_whole(args.get("page", ""), 1, MAX_PAGE, "page", wrong) or 1,
    )
    return filters, frozenset(wrong)


def _words(values: Iterable[str]) -> tuple[str, ...]:
    clean = (value.strip() for value in values)
    return tuple(dict.fromkeys(v for v in clean if re.fullmatch(r"[\w-]{1,120}", v)))


def _day(text: str, name: str, wrong: set[str]) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        wrong.add(name)
        return None


def _whole(text: str, least: int, most: int, name: str, wrong: set[str]) -> int | None:
    if not text:
        return None
    if re.fullmatch(r"[0-9]{1,9}", text) and least <= int(text) <= most:
        return int(text)
    wrong.add(name)
    return None


def _numbers(text: str, count: int, name: str, wrong: set[str]) -> list[float] | None:
    if not text:
        return None
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) == count and all(math.isfinite(n) and abs(n) <= 360 for n in numbers):
        return numbers
    wrong.add(name)
    return None


def _one_of(text: str, allowed: tuple[str, ...], wrong: set[str]) -> str:
    if text and text not in allowed:
        wrong.add("sort")
    return text if text in allowed else allowed[0]
