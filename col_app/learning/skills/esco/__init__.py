"""The part of ESCO that is packaged: skills that matter to people who learn in a city.

This service uses the ESCO classification of the European Commission. English labels are ESCO's
own; those in other languages are drafts of this project until the import.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from col_app.core import i18n
from col_app.core.i18n import FALLBACK

BASE = "http://data.europa.eu/esco/"
FRAMEWORK = "ESCO"
_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class CoreSkill:
    """A skill that every spine can start with. `labels` are ESCO's words, `draft_labels` ours."""

    uri: str
    group: str
    labels: Mapping[str, str]
    draft_labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Concept:
    """A skill of ESCO with its name in some languages, English among them."""

    uri: str
    labels: Mapping[str, str]

    @property
    def code(self) -> str:
        """The tail of its address, which names it within ESCO."""
        return self.uri.rpartition("/")[2]

    def label(self, order: tuple[str, ...]) -> str:
        """Its name in the first language of `order` that has one."""
        return i18n.pick_value(self.labels, order)[1]


def is_esco(uri: str) -> bool:
    """Whether an address names something of ESCO."""
    return uri.startswith(BASE)


@cache
def core_skills() -> tuple[CoreSkill, ...]:
    """The 24 skills every spine can start with, labelled in many languages."""
    return tuple(CoreSkill(**row) for row in _read("core")["skills"])


@cache
def uris() -> Mapping[str, str]:
    """English label → URI."""
    found = _read("esco_en")
    return {label: found["base"] + tail for label, tail in found["skills"].items()}


@cache
def drafts() -> Mapping[str, Mapping[str, str]]:
    """English label → our words in other languages; the core skills have theirs beside them."""
    return tomllib.loads((_HERE / "drafts.toml").read_text(encoding="utf-8"))


@cache
def concepts() -> Mapping[str, Concept]:
    """Every packaged skill by its URI."""
    core = {skill.uri: skill.draft_labels for skill in core_skills()}
    return {
        uri: Concept(uri, {**drafts().get(label, {}), **core.get(uri, {}), FALLBACK: label})
        for label, uri in uris().items()
    }


def find(words: str, order: tuple[str, ...], most: int) -> list[Concept]:
    """Skills whose name in a language of `order` (or English) holds all the words, short first."""
    asked = words.casefold().split()
    langs = (*order, FALLBACK)
    found = [each for each in concepts().values() if asked and _fits(each, asked, langs)]
    return sorted(found, key=lambda each: (len(each.label(order)), each.label(order)))[:most]


def _fits(concept: Concept, words: list[str], langs: tuple[str, ...]) -> bool:
    names = " ".join(concept.labels.get(lang, "") for lang in langs).casefold()
    return all(word in names for word in words)


def _read(name: str) -> dict[str, Any]:
    return json.loads((_HERE / f"{name}.json").read_text(encoding="utf-8"))
