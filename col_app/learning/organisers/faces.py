"""Organisers as pages show them: values in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from col_app.core import i18n
from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext
from col_app.learning.activities.cards import own_tag
from col_app.learning.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class Face:
    """What a page says of an organiser. `lang` is BCP 47, empty for the reader's own language."""

    id: int
    href: str
    name: str
    initial: str
    about: str
    lang: str
    lang_name: str
    kind: str
    topic: str
    website: str
    is_verified: bool
    offer: str


def kind_labels() -> dict[str, str]:
    """Names of the kinds of organiser."""
    return {
        "museum": _("Museum"),
        "library": _("Library"),
        "school": _("School"),
        "university": _("University"),
        "ngo": _("Association"),
        "club": _("Club"),
        "company": _("Company"),
        "freelancer": _("Freelancer"),
        "city": _("City team"),
        "group": _("Informal group"),
    }


def face(row: Mapping[str, Any], order: tuple[str, ...]) -> Face:
    """The values of one row of `queries`."""
    lang, texts = i18n.pick_value(row["texts"], order)
    return Face(
        id=row["id"],
        href=f"/organisers/{row['id']}-{row['slug']}",
        name=texts["name"],
        initial=texts["name"][:1].upper(),
        about=texts["about"],
        lang=own_tag(lang, order),
        lang_name=i18n.name_in(lang, order[0]) if lang != order[0] else "",
        kind=kind_labels()[row["kind"]],
        topic=vocabulary().look(row["topic"]),
        website=row["website"],
        is_verified=row["is_verified"],
        offer=_offer(row["activity_count"]),
    )


def _offer(count: int) -> str:
    if not count:
        return _("Nothing planned at the moment")
    return ngettext("%(num)d activity", "%(num)d activities", count)
