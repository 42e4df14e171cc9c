"""Those who can be shown at LinkedIn, in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from col_app.core import i18n
from col_app.learning.activities.cards import own_tag

CITY = "city"
PATH = "/studio/linkedin"


@dataclass(frozen=True, slots=True)
class Issuer:
    """The city or an organiser with the number of its page. `word` stands in addresses."""

    word: str
    name: str
    lang: str
    number: str

    @property
    def path(self) -> str:
        """Where it is changed."""
        return f"{PATH}/{self.word}"


def organisers(rows: Sequence[Mapping[str, Any]], order: tuple[str, ...]) -> list[Issuer]:
    """Organisers by name."""
    found = [_organiser(row, order) for row in rows]
    return sorted(found, key=lambda each: each.name.casefold())


def _organiser(row: Mapping[str, Any], order: tuple[str, ...]) -> Issuer:
    lang, name = i18n.pick_value(row["names"], order)
    return Issuer(row["public_id"], name, own_tag(lang, order), row["linkedin_id"] or "")
