"""What a draft lacks before it can be published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

SHORTEST_CRITERIA = 15


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to do: its code, and the language it is about. Not all of them are needed."""

    code: str
    lang: str = ""
    is_needed: bool = True


def missing(contents: dict[str, Any], lang: str) -> list[Point]:
    """What is missing, first what is needed; `lang` is the city's main language."""
    words = contents["texts"].get(lang, {})
    found = [Point(code, lang) for code in ("name", "description") if not words.get(code)]
    if len(words.get("criteria", "")) < SHORTEST_CRITERIA:
        found.append(Point("criteria", lang))
    if not contents["skills"]:
        found.append(Point("skills"))
    if any(not task["texts"].get(lang) for task in contents["tasks"]):
        found.append(Point("tasks", lang))
    return found + [
        Point("language", other, is_needed=False)
        for other, texts in contents["texts"].items()
        if other != lang and any(texts.values()) and not _is_whole(contents, other)
    ]


def _is_whole(contents: dict[str, Any], lang: str) -> bool:
    texts = contents["texts"].get(lang, {})
    return all(texts.get(word) for word in ("name", "description", "criteria")) and all(
        task["texts"].get(lang) for task in contents["tasks"]
    )


def state(contents: dict[str, Any], lang: str) -> str:
    """How far a language is: `done`, `begun` or `empty`."""
    if _is_whole(contents, lang):
        return "done"
    return "begun" if any(contents["texts"].get(lang, {}).values()) else "empty"
