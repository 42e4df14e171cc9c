"""Did you mean: words of a query that nothing here is called, exchanged for the closest ones."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar, LiteralString, Protocol, TypeVar

from col_app.core.db import read

SHORTEST = 4
"""Letters of the shortest word that is corrected: shorter ones are too alike."""
FEW = 3
"""Fewer hits than this make us doubt the spelling."""
_WORD = re.compile(rf"[^\W\d_]{{{SHORTEST},}}")
Closest = Callable[[list[str]], dict[str, str | None]]
"""Words that nothing is called, each with the closest known one."""


def closest_in(table: LiteralString) -> LiteralString:
    """The statement behind a Closest, for a table of words like `search_word`."""
    return f"""
select asked.word, (
  select known.word from {table} known where known.plain %% plain(asked.word)
  order by similarity(known.plain, plain(asked.word)) desc,
    abs(length(known.plain) - length(asked.word)), known.plain limit 1) as closest
from unnest(%(words)s::text[]) as asked (word)
where not exists (
  select from {table} known where known.plain like plain(asked.word) || '%%')
"""  # noqa: S608 - the name of a table, from code alone


_CLOSEST = closest_in("search_word")


def _in_city(words: list[str]) -> dict[str, str | None]:
    return {row["word"]: row["closest"] for row in read(_CLOSEST, {"words": words})}


def corrected(text: str, closest: Closest = _in_city) -> str:
    """`text` with its unknown words exchanged for the closest known ones, as far as there are."""
    words = _WORD.findall(text.lower())
    if not words:
        return text
    known = closest(words)
    return _WORD.sub(lambda found: known.get(found[0].lower()) or found[0], text)


class Answer(Protocol):
    """What a search says: a dataclass with `total`, `asked` and `meant`."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def total(self) -> int:
        """The size of the whole list."""
        ...


A = TypeVar("A", bound=Answer)


def forgiving(find: Callable[[str], A], text: str, closest: Closest = _in_city) -> A:
    """What is found for `text`, or for the words that were meant where it leads to little.

    Where it leads nowhere, the answer is that of the corrected words, and `asked` says what was
    asked for; `meant` are words that would find more.
    """
    found = find(text)
    if found.total >= FEW or not text:
        return found
    words = corrected(text, closest)
    if words == text:
        return found
    other = find(words)
    if other.total and not found.total:
        return replace(other, asked=text)
    return replace(found, meant=words) if other.total > found.total else found
