"""What narrows the list of playlists: the address read into clean values."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from col_app.core.ids import number_of
from col_app.learning.playlists.progress import items

Row = Mapping[str, Any]
LENGTHS = {"short": (0, 5 * 60), "medium": (5 * 60, 15 * 60), "long": (15 * 60, math.inf)}
"""Minutes, the upper end not included."""
MAX_TEXT = 120


@dataclass(frozen=True, slots=True)
class Filters:
    """Clean values; what is not understood narrows nothing."""

    text: str = ""
    topic: str = ""
    organiser: int = 0
    length: str = ""

    def __bool__(self) -> bool:
        return bool(self.text or self.topic or self.organiser or self.length)


def read(arguments: Mapping[str, str]) -> Filters:
    """The filters of a query string."""
    length = arguments.get("length", "")
    return Filters(
        text=arguments.get("q", "").replace("\0", "").strip()[:MAX_TEXT],
        topic=arguments.get("topic", ""),
        organiser=number_of(arguments.get("organiser", "")) or 0,
        length=length if length in LENGTHS else "",
    )


def narrowed(rows: Iterable[Row], filters: Filters) -> list[Row]:
    """The playlists that are asked for."""
    words = _plain(filters.text).split()
    return [row for row in rows if _fits(row, filters) and _says(row, words)]


def _fits(row: Row, filters: Filters) -> bool:
    least, most = LENGTHS.get(filters.length, (0, math.inf))
    minutes = sum(item["minutes"] for item in items(row))
    return (
        (not filters.topic or filters.topic in (row["topics"] or ()))
        and (not filters.organiser or filters.organiser == row["organiser_id"])
        and least <= minutes < most
    )


def _says(row: Row, words: Iterable[str]) -> bool:
    texts = (f"{text['title']} {text['summary']}" for text in row["texts"].values())
    told = _plain(" ".join((*texts, *row["organiser_names"].values())))
    return all(word in told for word in words)


def _plain(text: str) -> str:
    """Without case and diacritics: `Šiauliai` is found by `siauliai`."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
