"""Topics as pages show them: values in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from col_app.core import i18n
from col_app.learning.activities.cards import own_tag
from col_app.learning.activities.links import capital
from col_app.learning.topics.queries import Row
from col_app.learning.vocabulary import Term, vocabulary


@dataclass(frozen=True, slots=True)
class Face:
    """A topic with the number of its coming activities. `lang` is BCP 47, empty for the reader's.

    `href` is its page, `list_href` the list that the number counts, `look` what draws it.
    """

    slug: str
    look: str
    label: str
    lang: str
    href: str
    list_href: str
    count: int


@dataclass(frozen=True, slots=True)
class Link:
    """Something that goes with a topic, and in how many of its activities. `lang` as in Face."""

    label: str
    lang: str
    href: str
    count: int


def face(term: Term, count: int, order: tuple[str, ...]) -> Face:
    """A topic in the reader's words."""
    return Face(
        term.slug,
        term.face,
        term.label(order),
        own_tag(term.label_lang(order), order),
        f"/topics/{term.slug}",
        f"/activities?topic={term.slug}",
        count,
    )


def skills(rows: Iterable[Row], order: tuple[str, ...]) -> list[Link]:
    """Skills that activities of a topic build."""
    known = vocabulary().by_skill_id
    found = [(known[row["id"]], row["n"]) for row in rows if row["id"] in known]
    return [
        Link(
            capital(term.label(order)),
            own_tag(term.label_lang(order), order),
            f"/skills/{term.slug}",
            n,
        )
        for term, n in found
    ]


def organisers(rows: Sequence[Row], order: tuple[str, ...]) -> list[Link]:
    """Who offers something under a topic."""
    return [_organiser(row, order) for row in rows]


def _organiser(row: Row, order: tuple[str, ...]) -> Link:
    lang, name = i18n.pick_value(row["names"], order)
    return Link(name, own_tag(lang, order), f"/organisers/{row['id']}-{row['slug']}", row["n"])
