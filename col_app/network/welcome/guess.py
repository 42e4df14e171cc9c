"""A portal that may be close to the reader, from what their browser says anyway.

Nobody's address is looked up: the languages that a browser asks for often name a country.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from babel.core import get_global
from flask import request

from col_app.network.directory import pins
from col_app.network.directory.pins import Pin

EVERYWHERE = frozenset({"en", "es", "fr", "pt", "ar"})
"""Languages of many countries: without a country beside them they say nothing about a place."""


def portal(shown: Iterable[Pin]) -> Pin | None:
    """The liveliest portal of the first country that the browser's languages name."""
    ranked = [pin for pin in pins.liveliest(shown) if pin.has_portal]
    for letters in _countries():
        found = next((pin for pin in ranked if pin.letters == letters), None)
        if found:
            return found
    return None


def _countries() -> Iterator[str]:
    for tag, quality in request.accept_languages:
        language, _dash, rest = tag.partition("-")
        last = rest.rpartition("-")[2].upper()
        if quality <= 0:
            continue
        if len(last) == 2:
            yield last
        elif language not in EVERYWHERE:
            yield _likely(language)


def _likely(language: str) -> str:
    """Where a language is at home (CLDR's likely subtags), "" when nobody knows."""
    return get_global("likely_subtags").get(language, "").rpartition("_")[2]
