"""What the catalogue shows around its badges: choices with counts, what is chosen, pages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from col_app.core.speech import gettext as _
from col_app.learning import paging
from col_app.learning.paging import Pages
from col_app.learning.vocabulary import Term, vocabulary
from col_app.recognition.badges.faces import layer_labels
from col_app.recognition.badges.finding import FACETS, Asked, Found

PATH = "/badges"
MOST_TEXT, MOST_PAGE = 120, 2000


@dataclass(frozen=True, slots=True)
class Choice:
    """One question of the form: (value, text) with an empty value for any, and what is chosen."""

    name: str
    label: str
    options: list[tuple[str, str]]
    chosen: str


@dataclass(frozen=True, slots=True)
class Chip:
    """Something that narrows the catalogue; `href` is the catalogue without it."""

    label: str
    href: str


def read(args: Mapping[str, str]) -> Asked:
    """The address read into clean values; what cannot be read is left out."""
    chosen = {facet: args.get(facet, "").strip() for facet in FACETS}
    words = vocabulary()
    chosen["topic"] = words.current(chosen["topic"])
    chosen["skill"] = words.current_skill(chosen["skill"])
    page = args.get("page", "1")
    return Asked(
        " ".join(args.get("q", "").split())[:MOST_TEXT],
        {facet: word for facet, word in chosen.items() if re.fullmatch(r"[\w-]{1,120}", word)},
        min(int(page), MOST_PAGE) if re.fullmatch(r"[1-9][0-9]{0,8}", page) else 1,
    )


def choices(asked: Asked, found: Found, order: tuple[str, ...]) -> list[Choice]:
    """The questions, with how many badges each answer gives; answers without any are left out."""
    names = _names(order)
    titles = {"topic": _("Topic"), "skill": _("Skill"), "layer": _("Layer")}
    return [
        Choice(
            facet,
            title,
            [("", _("All")), *_options(names[facet], found.counts[facet])],
            asked.chosen.get(facet, ""),
        )
        for facet, title in titles.items()
    ]


def _options(names: dict[str, str], counts: dict[str, int]) -> list[tuple[str, str]]:
    return [
        (value, _("%(name)s (%(count)s)", name=name, count=counts[value]))
        for value, name in names.items()
        if counts.get(value)
    ]


def _names(order: tuple[str, ...]) -> dict[str, dict[str, str]]:
    words = vocabulary()
    return {
        "topic": _labels(words.topics, order),
        "skill": _labels(words.skills, order),
        "layer": layer_labels(),
    }


def _labels(terms: Mapping[str, Term], order: tuple[str, ...]) -> dict[str, str]:
    return {slug: term.label(order) for slug, term in terms.items()}


def chips(asked: Asked, order: tuple[str, ...]) -> list[Chip]:
    """What narrows the catalogue now."""
    names = _names(order)
    shown = [Chip(asked.text, address(Asked("", asked.chosen)))] if asked.text else []
    for facet, value in asked.chosen.items():
        rest = {name: word for name, word in asked.chosen.items() if name != facet}
        shown.append(Chip(names[facet].get(value, value), address(Asked(asked.text, rest))))
    return shown


def address(asked: Asked, path: str = PATH) -> str:
    """Where the catalogue shows this."""
    pairs = [("q", asked.text)] if asked.text else []
    pairs += list(asked.chosen.items())
    pairs += [("page", str(asked.page))] if asked.page > 1 else []
    return f"{path}?{urlencode(pairs)}" if pairs else path


def pages(asked: Asked, last: int) -> Pages:
    """The pages of what was asked for."""
    return paging.pages(asked.page, last, lambda number: address(replace(asked, page=number)))
