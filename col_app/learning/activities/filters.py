"""What a person asks of the list of activities: the address read into clean values."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Protocol
from urllib.parse import urlencode

WHEN = ("today", "weekend", "week", "month")
SORTS = ("best", "date", "newest", "distance")
FACETS = (
    "topic", "skill", "type", "kind", "format", "when", "age", "price", "language", "access",
    "reach",
)  # fmt: skip
AGE_BANDS = ((0, 6), (7, 13), (14, 18), (19, 29), (30, 64), (65, 120))
DISTANCES = (1, 2, 5, 10, 25, 50)
"""Kilometres to choose from."""
PAGE_SIZE = 20
MAX_PAGE = 2000
MAX_TEXT = 120
DEFAULT_KM = 5.0
DECIMALS = 2
"""About a kilometre: where somebody stands is known no finer."""
YEARS = range(1970, 2200)
"""Years that a date may lie in: beyond them PostgreSQL and time zones disagree."""


class Arguments(Protocol):
    """The part of a query string that is read here (werkzeug's MultiDict has it)."""

    def get(self, key: str, default: str) -> str: ...

    def getlist(self, key: str) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Filters:
    """Clean values. Repeated values inside a facet mean "or"; `bbox` is W, S, E, N in degrees.

    An age is a year (`16`) or a band (`14-18`).
    `where` is a place by name; `near.located` gives its point to `near`.
    """

    text: str = ""
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    from_on: dt.date | None = None
    to_on: dt.date | None = None
    where: str = ""
    near: tuple[float, float] | None = None
    km: float = DEFAULT_KM
    bbox: tuple[float, float, float, float] | None = None
    sort: str = ""
    page: int = 1

    @property
    def order(self) -> str:
        """The order that is asked for, or the usual one: best matches of words, else by date."""
        if self.sort == "distance" and not self.near:
            return "date"
        return self.sort or ("best" if self.text else "date")

    @property
    def years(self) -> list[int]:
        """Ages that were typed."""
        return [int(age) for age in self.values("age") if age.isdigit()]

    def values(self, facet: str) -> tuple[str, ...]:
        """The chosen values of a facet."""
        return self.chosen.get(facet, ())

    def without(self, *names: str) -> Filters:
        """This search without single parameters of an address."""
        fields = {"q": ("text", ""), "from": ("from_on", None), "to": ("to_on", None)}
        dropped = dict(fields.get(name, (name, None)) for name in names)
        return replace(self, page=1, **dropped)

    def query(self, **changes: str | None) -> str:
        """The query string of this search with some single parameters changed or dropped."""
        pairs = [(k, v) for k, v in self.pairs() if k not in changes]
        pairs += [(k, v) for k, v in changes.items() if v is not None]
        return _query_string(pairs)

    def toggled(self, facet: str, value: str) -> str:
        """The query string with one value of a facet switched on or off, back on page one."""
        pairs = [pair for pair in self.pairs() if pair[0] != "page"]
        pair = (facet, value)
        return _query_string([p for p in pairs if p != pair] if pair in pairs else [*pairs, pair])

    def pairs(self) -> list[tuple[str, str]]:
        """This search as parameters of an address."""
        pairs = [("q", self.text)] if self.text else []
        pairs += [(facet, value) for facet in FACETS for value in self.values(facet)]
        pairs += self._single_pairs()
        if self.sort:
            pairs.append(("sort", self.sort))
        if self.page > 1:
            pairs.append(("page", str(self.page)))
        return pairs

    def _single_pairs(self) -> list[tuple[str, str]]:
        single = {
            "from": self.from_on and self.from_on.isoformat(),
            "to": self.to_on and self.to_on.isoformat(),
            "where": self.where,
            "near": None if self.where or not self.near else _written(self.near),
            "km": f"{self.km:g}" if self.near and self.km != DEFAULT_KM else None,
            "bbox": self.bbox and _written(self.bbox),
        }
        return [(key, value) for key, value in single.items() if value]


def _query_string(pairs: Iterable[tuple[str, str]]) -> str:
    return "&".join(_parameter(name, value) for name, value in pairs)


@lru_cache(maxsize=4096)
def _parameter(name: str, value: str) -> str:
    """Kept: the links of one page say the same again and again."""
    return urlencode([(name, value)])


def _written(degrees: Iterable[float]) -> str:
    # five digits are a metre
    return ",".join(f"{number:.5f}".rstrip("0").rstrip(".") for number in degrees)


def read(args: Arguments) -> tuple[Filters, frozenset[str]]:
    """(filters, names of parameters that could not be read and were left out)."""
    wrong: set[str] = set()
    from_on, to_on = _days(args, wrong)
    where = " ".join(args.get("where", "").split())[:MAX_TEXT]
    filters = Filters(
        text=" ".join(args.get("q", "").split())[:MAX_TEXT],
        chosen=_chosen(args, wrong),
        from_on=from_on,
        to_on=to_on,
        where=where,
        near=None if where else _near(args.get("near", ""), wrong),
        km=float(_whole(args.get("km", ""), 1, 500, "km", wrong) or DEFAULT_KM),
        bbox=_bbox(args.get("bbox", ""), wrong),
        sort=_one_of(args.get("sort", ""), SORTS, "sort", wrong),
        page=_whole(args.get("page", ""), 1, MAX_PAGE, "page", wrong) or 1,
    )
    return filters, frozenset(wrong)


def _chosen(args: Arguments, wrong: set[str]) -> dict[str, tuple[str, ...]]:
    found = {facet: _words(args.getlist(facet)) for facet in FACETS}
    found["age"] = tuple(age for age in map(str.strip, args.getlist("age")) if _is_age(age, wrong))
    return {facet: values for facet, values in found.items() if values}


def _is_age(text: str, wrong: set[str]) -> bool:
    bands = [f"{least}-{most}" for least, most in AGE_BANDS]
    return text in bands or _whole(text, 0, 120, "age", wrong) is not None


def _words(values: Iterable[str]) -> tuple[str, ...]:
    clean = (value.strip() for value in values)
    return tuple(dict.fromkeys(v for v in clean if re.fullmatch(r"[\w-]{1,120}", v)))


def _days(args: Arguments, wrong: set[str]) -> tuple[dt.date | None, dt.date | None]:
    first = _day(args.get("from", ""), "from", wrong)
    last = _day(args.get("to", ""), "to", wrong)
    if first and last and last < first:
        wrong.add("to")
        last = None
    return first, last


def _day(text: str, name: str, wrong: set[str]) -> dt.date | None:
    if not text:
        return None
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        day = dt.date.max
    if day.year in YEARS:
        return day
    wrong.add(name)
    return None


def _whole(text: str, least: int, most: int, name: str, wrong: set[str]) -> int | None:
    if not text:
        return None
    if re.fullmatch(r"[0-9]{1,9}", text) and least <= int(text) <= most:
        return int(text)
    wrong.add(name)
    return None


def _near(text: str, wrong: set[str]) -> tuple[float, float] | None:
    numbers = _numbers(text, 2)
    if numbers and abs(numbers[0]) <= 90 and abs(numbers[1]) <= 180:
        return round(numbers[0], DECIMALS), round(numbers[1], DECIMALS)
    if text:
        wrong.add("near")
    return None


def _bbox(text: str, wrong: set[str]) -> tuple[float, float, float, float] | None:
    numbers = _numbers(text, 4)
    if numbers:
        west, south, east, north = numbers
        if -90 <= south <= north <= 90 and -360 <= west <= east <= 360:
            return west, south, east, north
    if text:
        wrong.add("bbox")
    return None


def _numbers(text: str, count: int) -> list[float]:
    """So many finite numbers between commas, or none at all."""
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        return []
    is_fine = len(numbers) == count and all(math.isfinite(number) for number in numbers)
    return numbers if is_fine else []


def _one_of(text: str, allowed: tuple[str, ...], name: str, wrong: set[str]) -> str:
    if text and text not in allowed:
        wrong.add(name)
    return text if text in allowed else ""
