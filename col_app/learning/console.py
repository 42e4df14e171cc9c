"""What the city team's console leads to: rooms of every higher wing register their pages here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of the console in the reader's words."""

    title: str
    about: str
    href: str
    icon: str


Tell = Callable[[], Entry]
_told: list[Tell] = []


def add(tell: Tell) -> Tell:
    """Let the console lead to a page; `tell` says what it is called, in the reader's language."""
    _told.append(tell)
    return tell


def entries() -> list[Entry]:
    """All pages of the console by title."""
    return sorted((tell() for tell in _told), key=lambda entry: entry.title.casefold())
