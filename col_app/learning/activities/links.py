"""Names on an activity's page that lead somewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from col_app.core import i18n
from col_app.learning.activities.cards import own_tag
from col_app.learning.vocabulary import Term

Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Link:
    """A name that leads somewhere. `lang` is BCP 47, empty for the reader's own language."""

    label: str
    href: str
    lang: str = ""


def named(names: Names, href: str, order: tuple[str, ...]) -> Link:
    """A link under the name in the reader's best language."""
    lang, name = i18n.pick_value(names, order)
    return Link(name, href, own_tag(lang, order))


def terms(found: Iterable[Term], base: str, order: tuple[str, ...]) -> list[Link]:
    """Links of topics or skills."""
    return [
        Link(capital(term.label(order)), base + term.slug, own_tag(term.label_lang(order), order))
        for term in found
    ]


def capital(text: str) -> str:
    """The text with a capital letter in front."""
    return text[:1].upper() + text[1:]
