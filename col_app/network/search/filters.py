"""What a person asks of all cities: the questions of Explore, and in which city or country."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import Any

from col_app.learning.activities import filters as explore
from col_app.learning.activities.filters import Arguments

OWN = ("city", "country")
FACETS = (
    "when", "topic", "format", "city", "country", "type", "kind", "reach", "language", "price",
)  # fmt: skip
"""Facets that are shown and counted; others narrow the list as well."""
KEYS = (*(facet for facet in explore.FACETS if facet != "age"), *OWN)
"""Facets whose values stand in `listing.keys`: ages are compared as numbers."""
_WORD = re.compile(r"[\w-]{1,120}")


class Filters(explore.Filters):
    """Explore's filters with cities (their slugs) and countries (two letters)."""

    def pairs(self) -> list[tuple[str, str]]:
        """This search as parameters of an address."""
        own = [(name, value) for name in OWN for value in self.values(name)]
        return own + explore.Filters.pairs(self)

    def keys(self) -> list[str]:
        """The chosen values as the index writes them: `topic:coding`."""
        return [f"{facet}:{value}" for facet in KEYS for value in self.values(facet)]

    def ages(self) -> list[tuple[int, int]]:
        """The asked ages as (least, most): a year (`16`) or a band of them (`14-18`)."""
        asked = [value.partition("-") for name, value in self.pairs() if name == "age"]
        return [(int(least), int(most or least)) for least, _dash, most in asked]


def read(args: Arguments) -> tuple[Filters, frozenset[str]]:
    """(filters, names of parameters that could not be read and were left out)."""
    base, wrong = explore.read(args)
    values: dict[str, Any] = {each.name: getattr(base, each.name) for each in fields(base)}
    own = {name: found for name in OWN if (found := _words(args.getlist(name)))}
    values["chosen"] = base.chosen | own
    return Filters(**values), wrong


def _words(values: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if _WORD.fullmatch(value)))
