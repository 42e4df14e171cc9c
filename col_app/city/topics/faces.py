"""Topics as the console shows them: values in the reader's words."""

from __future__ import annotations

from dataclasses import dataclass

from col_app.core import formats, i18n
from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext
from col_app.learning.activities.cards import own_tag
from col_app.learning.topics.queries import Row
from col_app.recognition.definitions import words
from col_app.ui.art.topics import ICONS
from col_app.ui.theme import topic_contrasts


@dataclass(frozen=True, slots=True)
class Line:
    """A topic in the list. `lang` is BCP 47, empty for the reader's; `missing`: names of languages
    of the city in which it has no name."""

    id: int
    label: str
    lang: str
    look: str
    count: str
    list_href: str
    is_hidden: bool
    is_featured: bool
    missing: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A colour or an icon to choose; `hint` is a colour's contrast."""

    value: str
    label: str
    hint: str = ""


def line(row: Row, order: tuple[str, ...], langs: tuple[str, ...]) -> Line:
    """One row of `queries.every`; `langs` are the city's languages."""
    labels = row["labels"] or {}
    lang, label = i18n.pick_value(labels, order) if labels else (order[0], row["slug"])
    count = ngettext("%(num)d activity", "%(num)d activities", row["activities"])
    missing = [i18n.name_in(each, order[0]) for each in langs if each not in labels]
    return Line(
        id=row["id"],
        label=label,
        lang=own_tag(lang, order),
        look=row["look"] or row["slug"],
        count=count,
        list_href=f"/activities?topic={row['slug']}",
        is_hidden=row["is_hidden"],
        is_featured=row["is_featured"],
        missing=", ".join(missing),
    )


def colours() -> list[Choice]:
    """The colours that a topic may have, each with its least contrast."""
    names = {
        "arts": _("Red"), "food": _("Brick"), "making": _("Orange"), "heritage": _("Brown"),
        "lang": _("Ochre"), "sport": _("Olive"), "nature": _("Green"), "science": _("Teal"),
        "media": _("Turquoise"), "code": _("Sky blue"), "civic": _("Blue"), "film": _("Indigo"),
        "ai": _("Lilac"), "stage": _("Violet"), "music": _("Pink"), "inclusion": _("Rose"),
    }  # fmt: skip
    least = topic_contrasts()
    return [
        Choice(token, name, _("%(ratio)s : 1", ratio=formats.number(least[token])))
        for token, name in names.items()
    ]


def icons() -> list[Choice]:
    """The icons that a topic may have."""
    names = words.icons()
    return [Choice(icon, names[icon]) for icon in ICONS]
